package dev.haetae.audit;

import dev.haetae.inventory.owner.Owner;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The objects that make pods, by name: who has made what. An owner reference counts only when its
 * owner is there, of the uid that it names where both have one.
 *
 * <p>Of each it keeps its name and its own controller, and nothing else.
 */
public final class Owners {
  // A chain that is longer goes in a circle.
  private static final int LONGEST = 8;

  private final Map<Subject, Entry> entries = new HashMap<>();

  /**
   * A maker of pods.
   *
   * @param uid empty when it is not known
   * @param controller what has made it; null when nothing has
   */
  private record Entry(String uid, @Nullable Reference controller) {}

  /**
   * A reference to a controller.
   *
   * @param uid empty when it names none
   */
  private record Reference(Subject owner, String uid) {}

  /** Adds an object that carries pod specs; a Pod makes none and is passed over. */
  public void add(Resource carrier) {
    if (!carrier.groupKind().equals(GroupKind.POD)) {
      entries.put(
          Subject.of(carrier), new Entry(carrier.metadata().text("uid"), controller(carrier)));
    }
  }

  private static @Nullable Reference controller(Resource object) {
    if (object.metadata().has("ownerReferences")) {
      for (ObjectView reference : object.metadata().objects("ownerReferences")) {
        if (reference.flag("controller", false)) {
          GroupKind kind = GroupKind.of(reference.text("apiVersion"), reference.text("kind"));
          return new Reference(
              subject(kind, object, reference.text("name")), reference.text("uid"));
        }
      }
    }
    return null;
  }

  private static Subject subject(GroupKind kind, Resource made, String name) {
    return new Subject(kind, kind.isClusterScoped() ? "" : made.namespace(), name);
  }

  /**
   * The subject that an object is only counted for: the first in the chain of those that have made
   * it; null for an object that is judged itself, since none is there that has made it.
   */
  public @Nullable Subject maker(Resource object) {
    Reference reference = controller(object);
    Subject maker = null;
    for (int i = 0; reference != null && i < LONGEST; i++) {
      Subject owner = reference.owner();
      Entry entry = find(reference);
      if (entry == null && i == 0) {
        // The ReplicaSet itself need not be there.
        owner = named(object);
        entry = owner == null ? null : entries.get(owner);
      }
      if (entry == null || owner == null) {
        break;
      }
      maker = owner;
      reference = entry.controller();
    }
    return maker;
  }

  private @Nullable Entry find(Reference reference) {
    Entry entry = entries.get(reference.owner());
    return entry != null
            && (entry.uid().isEmpty()
                || reference.uid().isEmpty()
                || entry.uid().equals(reference.uid()))
        ? entry
        : null;
  }

  // What a ReplicaSet's name says; null for the pods of anything else.
  private static @Nullable Subject named(Resource object) {
    Owner owner = Owner.of(object);
    return owner == null
            || !(owner.kind().equals(GroupKind.DEPLOYMENT)
                || owner.kind().equals(GroupKind.ROLLOUT))
        ? null
        : subject(owner.kind(), object, owner.name());
  }

  /**
   * The subject under whose name an object is listed that is judged itself: of a pod its
   * controller, though that is not there or nobody knows its kind; of any other the object.
   */
  static Subject listed(Resource object) {
    Owner owner = object.groupKind().equals(GroupKind.POD) ? Owner.of(object) : null;
    // A node keeps pods that are not alike.
    return owner == null || owner.kind().equals(GroupKind.NODE) || owner.name().isEmpty()
        ? Subject.of(object)
        : subject(owner.kind(), object, owner.name());
  }
}
