package dev.haetae.engine;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.Resource;
import dev.haetae.rule.Action;
import java.util.List;
import java.util.Set;

/**
 * Kubernetes' own policies, which judge beside ours where objects are read and nobody waits: what
 * they find is told with the rest, and may be waived by exceptions; nothing of it is forgiven since
 * it was there before an update.
 *
 * <p>Safe for any number of threads.
 */
public interface InTreePolicies {
  /** No such policy. */
  InTreePolicies NONE = new NoPolicies();

  /** Returns whether there is none. */
  default boolean isEmpty() {
    return false;
  }

  /**
   * The object as the mutating ones among them leave it; the very same when they change nothing.
   *
   * @param subject the object of the review, with our repairs
   */
  Resource changed(Review review, Resource subject, Inventory world, Sink sink);

  /**
   * Judges an object.
   *
   * @param subject the object of the review, with all changes
   */
  void judge(Review review, Resource subject, Inventory world, Sink sink);

  /** The names of those that an object is judged by, or of which it is not known, in order. */
  Iterable<String> judging(Review review, Inventory world);

  /**
   * The same, which see these objects besides: namespaces, and what parametrizes policies. Of two
   * of one name the later counts.
   */
  InTreePolicies seeing(List<Resource> objects);

  /** The same as if of these policies each denied, and no other judged. */
  InTreePolicies enforcing(Set<String> names);

  /** A sink takes what they find. */
  interface Sink {
    /** Takes a violation. */
    void found(Finding finding);

    /**
     * Takes what could not be decided.
     *
     * @param action what the failure policy makes of it
     */
    void undecided(Finding finding, Action action);

    /** Takes what the user should know besides. */
    void note(String message);
  }

  /** Policies of which there are none. */
  final class NoPolicies implements InTreePolicies {
    private NoPolicies() {}

    @Override
    public boolean isEmpty() {
      return true;
    }

    @Override
    public Resource changed(Review review, Resource subject, Inventory world, Sink sink) {
      return subject;
    }

    @Override
    public void judge(Review review, Resource subject, Inventory world, Sink sink) {}

    @Override
    public Iterable<String> judging(Review review, Inventory world) {
      return Set.of();
    }

    @Override
    public InTreePolicies seeing(List<Resource> objects) {
      return this;
    }

    @Override
    public InTreePolicies enforcing(Set<String> names) {
      return this;
    }
  }
}
