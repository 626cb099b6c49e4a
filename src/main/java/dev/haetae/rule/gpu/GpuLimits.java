package dev.haetae.rule.gpu;

import dev.haetae.inventory.PodRequests;
import dev.haetae.resource.ContainerView;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PatchOperation;
import dev.haetae.resource.Path;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Quantity;
import dev.haetae.resource.Resource;
import dev.haetae.resource.StringValue;
import dev.haetae.resource.Text;
import dev.haetae.resource.Value;
import dev.haetae.rule.Action;
import dev.haetae.rule.Door;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Operation;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
  private static final Reason NOT_IN_LIMITS =
      new Reason("GpuNotInLimits", "A GPU is requested but does not stand in the limits.");
  private static final Reason NOT_INTEGER =
      new Reason("GpuNotInteger", "The number of GPUs is no whole number.");
  private static final Reason REQUEST_DIFFERS =
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
      new RuleInfo(
          "gpu-limits",
          "GPUs stand in the limits, in whole numbers, with no other request beside them.",
          Subjects.carriersAnd(),
          Set.of(Door.values()),
          Action.DENY,
          List.of(
              NOT_IN_LIMITS,
              NOT_INTEGER,
              REQUEST_DIFFERS,
              SHARED_MORE_THAN_ONE,
              MIXED_PROFILES,
              OVER_MAXIMUM),
          true);

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

  /**
   * What a container asks for.
   *
   * @param resource the resource's name
   * @param amounts the limits, or the requests when it stands only there
   * @param devices how many
   */
  private record Ask(String resource, ObjectView amounts, Quantity devices) {
    Path path() {
      return amounts.path(resource);
    }
  }

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    for (PodView pod : subject.pods()) {
      boolean repairs = pod.isPod() && context.operation() == Operation.CREATE;
      boolean readable = true;
      for (ContainerView container : pod.containers()) {
        ObjectView resources = container.resources();
        if (gpus.standIn(resources.object("limits"))
            || gpus.standIn(resources.object("requests"))) {
          readable &= check(resources, subject, repairs, findings);
        }
      }
      if (readable && maxPerPod > 0 && gpus.areAskedBy(pod)) {
        checkPodMaximum(pod, findings);
      }
    }
  }

  private boolean check(
      ObjectView resources, Resource subject, boolean repairs, Findings findings) {
    List<Ask> asks = new ArrayList<>();
    boolean readable = readLimits(resources.object("limits"), asks, findings);
    readable &= readRequests(resources, subject, repairs, asks, findings);
    checkShares(asks, findings);
    checkProfiles(asks, findings);
    if (readable && maxPerContainer > 0) {
      checkContainerMaximum(resources, asks, findings);
    }
    return readable;
  }

  private boolean readLimits(ObjectView limits, List<Ask> asks, Findings findings) {
    boolean readable = true;
    for (int i = 0; i < limits.value().size(); i++) {
      String name = limits.value().key(i);
      if (gpus.include(name)) {
        Quantity devices = GpuResources.devices(limits.value().value(i));
        if (devices == null) {
          notInteger(limits, name, findings);
          readable = false;
        } else {
          asks.add(new Ask(name, limits, devices));
        }
      }
    }
    return readable;
  }

  private boolean readRequests(
      ObjectView resources, Resource subject, boolean repairs, List<Ask> asks, Findings findings) {
    ObjectView requests = resources.object("requests");
    ObjectView limits = resources.object("limits");
    boolean readable = true;
    boolean hasLimits = resources.has("limits");
    for (int i = 0; i < requests.value().size(); i++) {
      String name = requests.value().key(i);
      Value value = requests.value().value(i);
      if (!gpus.include(name) || value.isNull()) {
        continue;
      }
      Quantity devices = GpuResources.devices(value);
      if (devices == null) {
        notInteger(requests, name, findings);
        readable = false;
      } else if (limits.has(name)) {
        checkEqual(limits, requests, name, devices, findings);
      } else {
        asks.add(new Ask(name, requests, devices));
        Path path = limits.path(name);
        // The first operation makes the limits where there are none, the next ones find them.
        List<PatchOperation> fix =
            !repairs
                ? List.of()
                : List.of(
                    hasLimits
                        ? PatchOperation.add(path, value)
                        : PatchOperation.addDeep(subject.tree(), path, value));
        hasLimits |= repairs;
        notInLimits(path, name, devices, fix, findings);
      }
    }
    return readable;
  }

  private static void notInteger(ObjectView amounts, String name, Findings findings) {
    Value value = amounts.value().get(name);
    findings.violation(
        NOT_INTEGER,
        amounts.path(name),
        shown(value) + " is no whole number of " + shown(name) + ": a device is not divided",
        "write a whole number such as 1; parts of a GPU are resources of their own"
            + " (MIG, time-slicing)");
  }

  private static void notInLimits(
      Path path, String name, Quantity devices, List<PatchOperation> fix, Findings findings) {
    findings.violation(
        NOT_IN_LIMITS,
        path,
        shown(name) + " is requested but not limited: GPUs cannot be overcommitted",
        "write " + shown(devices) + " into the limits; the request may be left out",
        fix);
  }

  private static void checkEqual(
      ObjectView limits, ObjectView requests, String name, Quantity requested, Findings findings) {
    Quantity limited = GpuResources.devices(limits.value().get(name));
    if (limited == null || limited.equals(requested)) {
      return;
    }
    findings.violation(
        REQUEST_DIFFERS,
        requests.path(name),
        "the request of "
            + shown(name)
            + " is "
            + shown(requested)
            + ", its limit "
            + shown(limited)
            + ": GPUs cannot be overcommitted",
        "leave the request out, or write the limit's number");
  }

  private static void checkShares(List<Ask> asks, Findings findings) {
    for (Ask ask : asks) {
      if (ask.resource.endsWith(SHARED) && ask.devices.value() > 1) {
        findings.violation(
            SHARED_MORE_THAN_ONE,
            ask.path(),
            shown(ask.devices)
                + " shares of "
                + shown(ask.resource)
                + " give no more of the GPU than one",
            "write 1, or ask for whole GPUs");
      }
    }
  }

  private static void checkProfiles(List<Ask> asks, Findings findings) {
    String first = null;
    for (Ask ask : asks) {
      if (ask.resource.contains(MIG) && ask.devices.signum() > 0) {
        String profile = profile(ask.resource);
        if (first != null && !first.equals(profile)) {
          findings.violation(
              MIXED_PROFILES,
              ask.path(),
              shown(ask.resource)
                  + " stands beside the MIG profile "
                  + shown(first)
                  + ": a program sees a slice of one of them",
              "ask for one profile per container");
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

  private void checkContainerMaximum(ObjectView resources, List<Ask> asks, Findings findings) {
    BigDecimal total = BigDecimal.ZERO;
    for (Ask ask : asks) {
      total = total.add(ask.devices.amount());
    }
    if (total.compareTo(BigDecimal.valueOf(maxPerContainer)) > 0) {
      Path path = asks.size() == 1 ? asks.getFirst().path() : resources.path("limits");
      overMaximum(path, "the container", total, maxPerContainer, findings);
    }
  }

  private void checkPodMaximum(PodView pod, Findings findings) {
    BigDecimal total = BigDecimal.ZERO;
    for (Map.Entry<String, Quantity> request : PodRequests.of(pod).entrySet()) {
      if (gpus.include(request.getKey())) {
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
        who
            + " asks for "
            + total.stripTrailingZeros().toPlainString()
            + " GPUs; at most "
            + most
            + " are allowed",
        "ask for " + most + " or fewer, or have the policy raised");
  }

  private static String shown(String name) {
    return Text.shorten(name, 50);
  }

  private static String shown(Quantity devices) {
    return '"' + Text.shorten(devices.toString(), 25) + '"';
  }

  private static String shown(Value value) {
    return value instanceof StringValue string
        ? '"' + Text.shorten(string.text(), 40) + '"'
        : Text.shorten(value.toString(), 40);
  }
}
