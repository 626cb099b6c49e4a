package dev.haetae.rule.gpu;

import dev.haetae.inventory.Budget;
import dev.haetae.resource.ContainerView;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Reason;
import dev.haetae.schema.Suggestions;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claims of dynamic resource allocation that a pod lists, of which its containers name some.
 */
final class ListedClaims {
  static final Reason NOT_LISTED =
      new Reason("ClaimNotListed", "A container names a claim that its pod does not list.");

  private static final String FIELD = "resourceClaims";
  // Their pod specs are laid over those of a runtime, which may list the claim.
  private static final Set<String> LAID_OVER = Set.of("serving.kserve.io", "trainer.kubeflow.org");

  private ListedClaims() {}

  /** Reports each claim of a container that {@code resourceClaims} of the pod does not list. */
  static void check(PodView pod, Budget budget, Findings findings) {
    if (LAID_OVER.contains(pod.carrier().groupKind().group())) {
      return;
    }
    @Nullable Set<String> listed = null;
    for (ContainerView container : pod.containers()) {
      if (!container.hasResources() || !container.resources().has("claims")) {
        continue;
      }
      if (listed == null) {
        listed = listed(pod);
      }
      for (ObjectView claim : container.resources().objects("claims")) {
        String name = claim.text("name");
        if (!listed.contains(name)) {
          findings.violation(
              NOT_LISTED,
              claim.path("name"),
              Sentence.of("the pod lists no claim %q in %s: it is refused", name, FIELD)
                  .didYouMean(
                      Suggestions.nearest(name, listed, budget::spend),
                      "list it in resourceClaims"));
        }
      }
    }
  }

  private static Set<String> listed(PodView pod) {
    Set<String> listed = new LinkedHashSet<>();
    for (ObjectView claim : pod.placing(FIELD).objects(FIELD)) {
      listed.add(claim.text("name"));
    }
    return listed;
  }
}
