package dev.haetae.engine.admission;

import dev.haetae.policy.admission.ParamKind;
import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.Resource;
import java.util.List;

/** The place where the objects are that parametrize policies. */
public interface ParamSource {
  /** The place of which nothing is known. */
  ParamSource UNKNOWN = new UnknownParams();

  /** How objects of this kind are kept. */
  Scope scope(ParamKind kind);

  /**
   * The object of this name.
   *
   * @param namespace empty for a cluster-scoped kind
   */
  Found named(ParamKind kind, String namespace, String name);

  /**
   * The objects with such labels, in the order of names.
   *
   * @param namespace empty for a cluster-scoped kind
   */
  Found selected(ParamKind kind, String namespace, LabelSelector selector);

  /** A scope of a kind. */
  enum Scope {
    /** Each in a namespace. */
    NAMESPACED,
    /** In none. */
    CLUSTER,
    /** There is no such kind. */
    NOT_SERVED,
    /** It is not known. */
    UNKNOWN
  }

  /**
   * An answer.
   *
   * @param objects those that are there
   * @param complete whether these are all that there are
   */
  record Found(List<Resource> objects, boolean complete) {
    /** An answer that keeps its own copy. */
    public Found {
      objects = List.copyOf(objects);
    }
  }
}
