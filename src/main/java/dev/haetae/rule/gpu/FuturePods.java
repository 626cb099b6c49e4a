package dev.haetae.rule.gpu;

import dev.haetae.resource.PodView;
import dev.haetae.resource.tree.Sentence;

/** The pods that a carrier will make, of which a note says how they will be repaired. */
final class FuturePods {
  private FuturePods() {}

  /** The beginning of the note: {@code Deployment team/web: pods of spec.template.spec}. */
  static Sentence of(PodView pod) {
    return Sentence.said(pod.carrier().describe()).then(": pods of %s", pod.spec().path());
  }
}
