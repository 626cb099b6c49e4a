package dev.haetae.audit;

import dev.haetae.engine.Verdict;
import dev.haetae.policy.Policy;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import java.util.List;

/** What came of looking at one object. */
sealed interface Examined {
  /** An object in a namespace that no webhook is asked about. */
  record Exempt() implements Examined {}

  /** An object that the audit is not about. */
  record PassedOver() implements Examined {}

  /** An object that is not judged, since it does not say when it was made. */
  record Undated() implements Examined {}

  /**
   * An object that a controller has made of another one.
   *
   * @param maker that other one
   * @param runs whether it is a pod that is not over
   */
  record Made(Subject maker, boolean runs) implements Examined {}

  /**
   * An object that was judged.
   *
   * @param subject under whose name it is listed
   * @param object as it was read
   * @param verdict with pruned findings
   * @param judging the policies that judged it
   * @param stops what the webhook would do, by policies
   */
  record Judged(
      Subject subject, Resource object, Verdict verdict, List<Policy> judging, List<Stop> stops)
      implements Examined {
    /** Returns whether it is a pod that is not over. */
    boolean isRunningPod() {
      return object.groupKind().equals(GroupKind.POD) && !object.isFinishedPod();
    }
  }
}
