package dev.haetae.rule;

import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import java.util.List;

/** A rule that judges each pod of its subject by itself. */
public interface PodRule extends Rule {
  @Override
  default void check(Resource subject, RuleContext context, Findings findings) {
    List<PodView> pods = subject.pods();
    for (int i = 0; i < pods.size(); i++) {
      check(pods.get(i), context, findings);
    }
  }

  /** Judges one pod, the subject itself or what it makes pods from. */
  void check(PodView pod, RuleContext context, Findings findings);
}
