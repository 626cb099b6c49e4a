package dev.haetae.engine;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.UnreadableObjectException;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import java.util.Map;

/**
 * Tells the objects that a controller makes from another one, whose author has been advised
 * already, from those that somebody wrote.
 *
 * <p>An owner reference alone proves nothing: whoever may create an object may write any. At the
 * webhooks the proof is who asks, at the command line that the owner is among what was read.
 */
final class Controllers {
  private static final String CONTROLLER_MANAGER = "system:kube-controller-manager";
  private static final String SERVICE_ACCOUNT = "system:serviceaccount:";
  private static final String SYSTEM = SERVICE_ACCOUNT + "kube-system:";

  private Controllers() {}

  /** Returns whether a controller makes or keeps the object of a review. */
  static boolean make(Review review, Inventory world) {
    Resource object = review.object();
    if (!object.isControlled()) {
      return false;
    }
    return switch (review.point()) {
      case VALIDATE, MUTATE -> isController(review.user(), world);
      case CHECK, AUDIT -> isOwnerHere(object, world);
    };
  }

  // In kube-system, and where operators alone may write, only they have controllers.
  private static boolean isController(String user, Inventory world) {
    if (user.startsWith(SYSTEM) || user.equals(CONTROLLER_MANAGER)) {
      return true;
    }
    if (!user.startsWith(SERVICE_ACCOUNT)) {
      return false;
    }
    int end = user.indexOf(':', SERVICE_ACCOUNT.length());
    return end >= 0 && isExempt(user.substring(SERVICE_ACCOUNT.length(), end), world);
  }

  private static boolean isExempt(String namespace, Inventory world) {
    try {
      Map<String, String> labels = world.namespaceLabels(namespace);
      return labels != null && labels.containsKey(Evaluator.EXEMPT);
    } catch (UnreadableObjectException e) {
      // Advice that is given for nothing does no harm.
      return false;
    }
  }

  private static boolean isOwnerHere(Resource object, Inventory world) {
    for (ObjectView reference : object.metadata().objects("ownerReferences")) {
      if (reference.flag("controller", false)) {
        GroupKind kind = GroupKind.of(reference.text("apiVersion"), reference.text("kind"));
        Resource owner =
            world.manifests().find(kind, namespace(kind, object), reference.text("name"));
        if (owner != null && isSame(owner.metadata().text("uid"), reference.text("uid"))) {
          return true;
        }
      }
    }
    return false;
  }

  private static String namespace(GroupKind kind, Resource object) {
    return kind.isClusterScoped() ? "" : object.namespace();
  }

  // A manifest has no uid, and a tidied dump none either.
  private static boolean isSame(String uid, String referred) {
    return uid.isEmpty() || referred.isEmpty() || uid.equals(referred);
  }
}
