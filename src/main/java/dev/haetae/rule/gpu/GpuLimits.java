package dev.haetae.rule.gpu;

import dev.haetae.inventory.PodRequests;
import dev.haetae.resource.ContainerView;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Quantity;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * A container asks for GPUs so that it gets them: in its limits, in whole devices, by one word.
 *
 * <p>Why: GPUs are extended resources, which cannot be overcommitted: a request without a limit, or
 * of another amount, is refused, by the API server for Pods and much later for kinds it does not
 * know. A second share of a time-sliced GPU gives no more of it, and of two MIG profiles a program
 * sees one.
 *
 * <p>Looks at {@code resources.limits} and {@code resources.requests} of every container. Allowed:
 * limits alone (the API server fills in the request), an equal request beside them, 0, and claims
 * of dynamic resource allocation, which are not counted.
 *
 * <p>Repairs a Pod's request without a limit by adding the limit.
 */
public final class GpuLimits implements Rule {
  static final Reason NOT_IN_LIMITS =
      new Reason("GpuNotInLimits", "A GPU is requested but does not stand in the limits.");
  static final Reason NOT_INTEGER =
      new Reason("GpuNotInteger", "The number of GPUs is no whole number.");
  static final Reason REQUEST_DIFFERS =
      new Reason("GpuRequestDiffers", "Request and limit of a GPU resource are not equal.");
  private static final Reason SHARED_MORE_THAN_ONE =
      new Reason(
          "GpuSharedMoreThanOne", "A container asks for several shares of a time-sliced GPU.");
  private static final Reason MIXED_PROFILES =
      new Reason("GpuMixedProfiles", "A container asks for GPU slices of several MIG profiles.");
  private static final Reason OVER_MAXIMUM =
      new Reason("GpuOverMaximum", "A container or pod asks for more GPUs than is allowed.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.denies(
              "gpu-limits",
              "GPUs stand in the limits, in whole numbers, with no other request beside them.",
              Subjects.carriersAnd(),
              List.of(
                  NOT_IN_LIMITS,
                  NOT_INTEGER,
                  REQUEST_DIFFERS,
                  SHARED_MORE_THAN_ONE,
                  MIXED_PROFILES,
                  OVER_MAXIMUM,
                  ListedClaims.NOT_LISTED))
          .repairing();

  private static final String MIG = "/mig-";
  private static final String SHARED = ".shared";

  private final GpuResources gpus;
  private final int maxPerContainer;
  private final int maxPerPod;

  /** The rule with the parameters of a policy. */
  public GpuLimits(Parameters parameters) {
    gpus = new GpuResources(parameters);
    maxPerContainer = parameters.integer("maxPerContainer", 0, 0, Integer.MAX_VALUE);
    maxPerPod = parameters.integer("maxPerPod", 0, 0, Integer.MAX_VALUE);
  }

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    GpuResources here = gpus.in(context.inventory());
    for (PodView pod : subject.pods()) {
      boolean repairs = pod.isPod() && context.isNew();
      boolean readable = true;
      for (ContainerView container : pod.containers()) {
        if (here.standIn(container.writtenLimits()) || here.standIn(container.writtenRequests())) {
          readable &= check(container.resources(), subject, here, repairs, findings);
        }
      }
      ListedClaims.check(pod, context.budget(), findings);
      if (readable && maxPerPod > 0 && here.areAskedBy(pod)) {
        checkPodMaximum(pod, here, findings);
      }
      if (maxPerContainer > 0 || maxPerPod > 0) {
        Path unknown = here.mayBeAskedAt(pod);
        if (unknown != null) {
          findings.undecided(
              OVER_MAXIMUM,
              unknown,
              Sentence.of(
                  "whether these are GPUs that count is not known: the DeviceClass is not known, or"
                      + " names no driver"));
        }
      }
    }
  }

  private boolean check(
      ObjectView resources,
      Resource subject,
      GpuResources here,
      boolean repairs,
      Findings findings) {
    GpuAsks asks = GpuAsks.read(here, resources, subject, repairs, findings);
    checkShares(asks.list(), findings);
    checkProfiles(asks.list(), findings);
    if (asks.areReadable() && maxPerContainer > 0) {
      checkContainerMaximum(resources, asks.list(), findings);
    }
    return asks.areReadable();
  }

  private static void checkShares(List<GpuAsks.Ask> asks, Findings findings) {
    for (GpuAsks.Ask ask : asks) {
      if (ask.resource().endsWith(SHARED) && ask.devices().value() > 1) {
        findings.violation(
            SHARED_MORE_THAN_ONE,
            ask.path(),
            Sentence.of(
                    "%q shares of %s give no more of the GPU than one",
                    ask.devices(), ask.resource())
                .instead("write 1, or ask for whole GPUs"));
      }
    }
  }

  private static void checkProfiles(List<GpuAsks.Ask> asks, Findings findings) {
    String first = null;
    for (GpuAsks.Ask ask : asks) {
      if (ask.resource().contains(MIG) && ask.devices().signum() > 0) {
        String profile = profile(ask.resource());
        if (first != null && !first.equals(profile)) {
          findings.violation(
              MIXED_PROFILES,
              ask.path(),
              Sentence.of(
                      "%s stands beside the MIG profile %s: a program sees a slice of one of them",
                      ask.resource(), first)
                  .instead("ask for one profile per container"));
        }
        first = first == null ? profile : first;
      }
    }
  }

  private static String profile(String resource) {
    String profile = resource.substring(resource.indexOf(MIG) + 1);
    return profile.endsWith(SHARED)
        ? profile.substring(0, profile.length() - SHARED.length())
        : profile;
  }

  private void checkContainerMaximum(
      ObjectView resources, List<GpuAsks.Ask> asks, Findings findings) {
    BigDecimal total = BigDecimal.ZERO;
    for (GpuAsks.Ask ask : asks) {
      total = total.add(ask.devices().amount());
    }
    if (total.compareTo(BigDecimal.valueOf(maxPerContainer)) > 0) {
      Path path = asks.size() == 1 ? asks.getFirst().path() : resources.path("limits");
      overMaximum(path, "the container", total, maxPerContainer, findings);
    }
  }

  private void checkPodMaximum(PodView pod, GpuResources here, Findings findings) {
    BigDecimal total = BigDecimal.ZERO;
    for (Map.Entry<String, Quantity> request : PodRequests.of(pod).entrySet()) {
      if (here.include(request.getKey())) {
        total = total.add(request.getValue().amount());
      }
    }
    if (total.compareTo(BigDecimal.valueOf(maxPerPod)) > 0) {
      overMaximum(pod.spec().path("containers"), "the pod", total, maxPerPod, findings);
    }
  }

  private static void overMaximum(
      Path path, String who, BigDecimal total, int most, Findings findings) {
    findings.violation(
        OVER_MAXIMUM,
        path,
        Sentence.of(
                "%s asks for %s GPUs; at most %s are allowed",
                who, total.stripTrailingZeros().toPlainString(), most)
            .instead("ask for %s or fewer, or have the policy raised", most));
  }
}
