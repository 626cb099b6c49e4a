package dev.haetae.engine;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.rule.Operation;

/**
 * The update by which the persistent volume controller binds a claim, or fills in the default class
 * late: it changes what a claim's author can change no more.
 *
 * <p>To deny it mends nothing: the claim is there, its volume is promised to it already, and the
 * controller tries for ever. The pods that mount the claim are judged all the same.
 */
final class ClaimBinding {
  private static final String BIND_COMPLETED = "pv.kubernetes.io/bind-completed";
  private static final String VOLUME = "volumeName";
  private static final String CLASS = "storageClassName";

  private ClaimBinding() {}

  /** Returns whether the review is of such an update, and of nothing else. */
  static boolean is(Review review) {
    Resource old = review.old();
    if (review.operation() != Operation.UPDATE
        || old == null
        || !review.object().groupKind().equals(GroupKind.PERSISTENT_VOLUME_CLAIM)) {
      return false;
    }
    ObjectView before = old.view().object("spec");
    ObjectView after = review.object().view().object("spec");
    boolean binds = isNew(VOLUME, before, after);
    boolean isMarked = review.object().metadata().object("annotations").has(BIND_COMPLETED);
    return (binds ? isMarked : isSame(VOLUME, before, after) && isNew(CLASS, before, after))
        && (isNew(CLASS, before, after) || isSame(CLASS, before, after))
        && rest(before.value()).equals(rest(after.value()));
  }

  private static boolean isNew(String field, ObjectView before, ObjectView after) {
    return !before.has(field) && after.has(field);
  }

  private static boolean isSame(String field, ObjectView before, ObjectView after) {
    return before.value().get(field).equals(after.value().get(field));
  }

  private static ObjectValue rest(ObjectValue spec) {
    return spec.without(VOLUME).without(CLASS);
  }
}
