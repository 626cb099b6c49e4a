package dev.haetae.engine;

import dev.haetae.inventory.Inventory;
import dev.haetae.policy.Policy;
import dev.haetae.resource.Resource;
import dev.haetae.rule.Action;
import dev.haetae.rule.EnforcementPoint;
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

  /** Those that judge, in the form of ours, by which findings are counted. */
  List<Policy> policies();

  /** Those that change objects, in the form of ours. */
  default List<Policy> mutating() {
    return List.of();
  }

  /** Those of them that judge an object, or of which it is not known. */
  List<Policy> judging(Review review, Inventory world);

  /** Returns whether they are asked at an enforcement point. */
  default boolean judgesAt(EnforcementPoint point) {
    return point == EnforcementPoint.CHECK || point == EnforcementPoint.AUDIT;
  }

  /**
   * The same, which see these objects besides: namespaces, and what parametrizes policies. Of two
   * of one name the later counts.
   */
  InTreePolicies seeing(List<Resource> objects);

  /**
   * The same as if of these policies each denied, and no other judged: wherever a webhook would
   * judge, too.
   */
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

    /** Takes a change that is made to the object before it is judged. */
    void changed(Finding change);

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
    public List<Policy> policies() {
      return List.of();
    }

    @Override
    public List<Policy> judging(Review review, Inventory world) {
      return List.of();
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
