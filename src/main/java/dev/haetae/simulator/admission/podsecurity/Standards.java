package dev.haetae.simulator.admission.podsecurity;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.simulator.defaults.Trees;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pod security standards: which checks a level has in which minor version of Kubernetes 1.
 *
 * <p>Mirrors {@code k8s.io/pod-security-admission/policy/registry.go}.
 */
final class Standards {
  /** The newest version in which a check changed; later ones and {@code latest} are the same. */
  static final int NEWEST = 35;

  // In the order in which they are named: baseline first, each level by the checks' ids.
  private static final List<Rule> RULES =
      List.of(
          baseline(0, 99, ProfileChecks::appArmor),
          // Overridden by the restricted one from 1.22 on.
          baseline(0, 21, BaselineChecks::capabilities),
          baseline(0, 99, BaselineChecks::hostNamespaces),
          baseline(0, -1, BaselineChecks::hostPathVolumes),
          baseline(0, 99, BaselineChecks::hostPorts),
          baseline(34, 99, BaselineChecks::hostProbes),
          baseline(0, 99, BaselineChecks::privileged),
          baseline(0, 34, BaselineChecks::procMount).until(34),
          baseline(35, -1, BaselineChecks::procMountUnlessOwnUsers),
          baseline(0, 99, ProfileChecks::seLinux).until(30),
          baseline(31, 99, ProfileChecks::seLinuxWithEngine),
          baseline(0, 18, ProfileChecks::seccompAnnotations).until(18),
          baseline(19, -1, ProfileChecks::seccomp),
          baseline(0, 99, pod -> ProfileChecks.sysctls(pod, 5)).until(26),
          baseline(27, 99, pod -> ProfileChecks.sysctls(pod, 6)).until(28),
          baseline(29, 99, pod -> ProfileChecks.sysctls(pod, 10)).until(31),
          baseline(32, 99, pod -> ProfileChecks.sysctls(pod, 12)),
          baseline(0, 99, BaselineChecks::hostProcess),
          restricted(8, RestrictedChecks::escalation).until(24),
          restricted(25, exceptWindows(RestrictedChecks::escalation)),
          restricted(22, RestrictedChecks::capabilities).until(24),
          restricted(25, exceptWindows(RestrictedChecks::capabilities)),
          restricted(35, BaselineChecks::procMount),
          restricted(0, RestrictedChecks::volumes),
          restricted(0, RestrictedChecks::nonRoot).until(34),
          restricted(35, RestrictedChecks::nonRootUnlessOwnUsers),
          restricted(23, RestrictedChecks::user).until(34),
          restricted(35, RestrictedChecks::userUnlessOwnUsers),
          restricted(19, ProfileChecks::seccompRequired).until(24),
          restricted(25, exceptWindows(ProfileChecks::seccompRequired)));
  private static final List<List<Check>> BASELINE = byVersion(false);
  private static final List<List<Check>> RESTRICTED = byVersion(true);

  private Standards() {}

  /** A check of the standards: what a pod does that it forbids, or null. */
  @FunctionalInterface
  interface Check {
    @Nullable Violation of(PodFacts pod);
  }

  /**
   * A check with the versions in which it holds.
   *
   * @param baseline whether it is of the level baseline
   * @param from the first version
   * @param to the last version
   * @param lastRestricted the last version in which the level restricted has it, too
   */
  private record Rule(boolean baseline, int from, int to, int lastRestricted, Check check) {
    Rule until(int last) {
      return new Rule(baseline, from, last, lastRestricted, check);
    }

    boolean isOf(boolean restricted, int version) {
      boolean known = version >= from && version <= to;
      return known && (restricted ? version <= lastRestricted : baseline);
    }
  }

  private static Rule baseline(int from, int lastRestricted, Check check) {
    return new Rule(true, from, NEWEST, lastRestricted, check);
  }

  private static Rule restricted(int from, Check check) {
    return new Rule(false, from, NEWEST, NEWEST, check);
  }

  // Such fields cannot be set for pods of Windows.
  private static Check exceptWindows(Check check) {
    return pod -> pod.isWindows() ? null : check.of(pod);
  }

  private static List<List<Check>> byVersion(boolean restricted) {
    List<List<Check>> versions = new ArrayList<>();
    for (int version = 0; version <= NEWEST; version++) {
      List<Check> checks = new ArrayList<>();
      for (Rule rule : RULES) {
        if (rule.isOf(restricted, version)) {
          checks.add(rule.check());
        }
      }
      versions.add(List.copyOf(checks));
    }
    return List.copyOf(versions);
  }

  /** Returns what a pod does that a level forbids, as messages have it; empty for nothing. */
  static String violations(Standard standard, PodFacts pod) {
    StringBuilder out = new StringBuilder();
    for (Check check : checks(standard)) {
      Violation violation = check.of(pod);
      if (violation != null) {
        out.append(out.isEmpty() ? "" : ", ").append(violation.text());
      }
    }
    return out.toString();
  }

  private static List<Check> checks(Standard standard) {
    int version = Math.min(standard.minor(), NEWEST);
    return switch (standard.level()) {
      case PRIVILEGED -> List.of();
      case BASELINE -> BASELINE.get(version);
      case RESTRICTED -> RESTRICTED.get(version);
    };
  }

  /** Returns the same one by one, with who does it. */
  static List<Breaches.Breach> breaches(Standard standard, PodFacts pod) {
    List<Breaches.Breach> breaches = new ArrayList<>(0);
    for (Check check : checks(standard)) {
      Violation violation = check.of(pod);
      if (violation != null) {
        breaches.add(
            new Breaches.Breach(
                violation.reason(), violation.detail(), container(check, pod), volume(check, pod)));
      }
    }
    return breaches;
  }

  private static int container(Check check, PodFacts pod) {
    if (check.of(pod.with(List.of())) != null) {
      return -1;
    }
    for (int i = 0; i < pod.containers().size(); i++) {
      if (check.of(pod.with(pod.containers().subList(i, i + 1))) != null) {
        return i;
      }
    }
    return -1;
  }

  private static int volume(Check check, PodFacts pod) {
    ArrayValue volumes = Trees.array(pod.spec(), "volumes");
    PodFacts alone = pod.with(List.of());
    if (check.of(alone) == null || check.of(alone.withVolumes(List.of())) != null) {
      return -1;
    }
    for (int i = 0; i < volumes.size(); i++) {
      if (check.of(alone.withVolumes(List.of(volumes.get(i)))) != null) {
        return i;
      }
    }
    return -1;
  }
}
