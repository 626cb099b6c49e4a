package dev.haetae.rule.storage;

import dev.haetae.resource.PodView;
import dev.haetae.resource.VolumeView;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.rule.PodRule;
import dev.haetae.rule.Reason;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import java.util.List;

/**
 * No pod has a {@code gitRepo} volume.
 *
 * <p>Why: the driver is gone. The API server still takes the field, and the pod hangs in
 * ContainerCreating; where an old kubelet still has the driver, it runs git on the node, as root,
 * on a repository of the user's choice.
 *
 * <p>Looks at {@code volumes[].gitRepo} of every pod spec.
 */
public final class NoGitRepo implements PodRule {
  private static final Reason GIT_REPO_VOLUME =
      new Reason("GitRepoVolume", "A pod volume is a gitRepo, whose driver is gone.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.denies(
          "no-git-repo",
          "No pod has a gitRepo volume, whose driver is gone.",
          Subjects.carriersAnd(),
          List.of(GIT_REPO_VOLUME));

  @Override
  public void check(PodView pod, RuleContext context, Findings findings) {
    for (VolumeView volume : pod.volumes()) {
      if (volume.has("gitRepo")) {
        report(volume, findings);
      }
    }
  }

  private static void report(VolumeView volume, Findings findings) {
    findings.violation(
        GIT_REPO_VOLUME,
        volume.view().path("gitRepo"),
        Sentence.of(
                "volume %q is a gitRepo of %q: its driver is gone, and the pod hangs in"
                    + " ContainerCreating",
                volume.name(), volume.source("gitRepo").text("repository"))
            .instead("clone it in an init container, into an emptyDir"));
  }
}
