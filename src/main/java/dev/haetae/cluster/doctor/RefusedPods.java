package dev.haetae.cluster.doctor;

import dev.haetae.engine.Finding;
import dev.haetae.inventory.owner.Owner;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.StreamedObject;
import dev.haetae.resource.tree.Text;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The running pods that would be refused, by what makes them. */
final class RefusedPods {
  private static final String DAEMON_SET = "DaemonSet";

  // A namespace's users make as many controllers as they like.
  private static final int MOST = 10_000;

  private final Map<Maker, Group> groups = new HashMap<>();
  private int seen;
  private int beyond;

  /**
   * The controller of a pod, or the pod itself where it has none.
   *
   * @param kind such as {@code DaemonSet}
   */
  private record Maker(String kind, String namespace, String name) {
    static Maker of(Resource pod) {
      Owner owner = Owner.of(pod);
      return owner == null
          ? new Maker("Pod", pod.namespace(), pod.name())
          : new Maker(owner.kind().kind(), pod.namespace(), owner.name());
    }
  }

  /** The refused pods of one controller. */
  static final class Group {
    private final Maker maker;
    private final String message;
    private final String remedy;
    private final Set<String> policies = new TreeSet<>();
    private int pods;
    private @Nullable String last;

    private Group(Maker maker, String message, String remedy) {
      this.maker = maker;
      this.message = message;
      this.remedy = remedy;
    }

    // The findings of one pod come together.
    private void add(String pod, String policy) {
      if (!pod.equals(last)) {
        pods++;
        last = pod;
      }
      policies.add(policy);
    }

    /** Returns which pods are refused, by which policies, and the first reason. */
    String sentence() {
      return Text.shorten(maker.kind())
          + ' '
          + Text.shorten(maker.namespace() + '/' + maker.name())
          + ": "
          + (pods == 1 ? "a running pod" : pods + " running pods")
          + " would be refused at the next start, by "
          + Text.shorten(String.join(", ", policies), 200)
          + ": "
          + message;
    }

    String remedy() {
      return remedy.isEmpty()
          ? "see 'haetae explain' of the policy's rule, or soften the policy to Warn"
          : remedy;
    }
  }

  /** Counts a pod that was looked at. */
  void see() {
    seen++;
  }

  /** Returns how many pods were looked at. */
  int seen() {
    return seen;
  }

  /** Adds a reason for which a pod would be refused. */
  void add(Resource pod, Finding finding) {
    add(Maker.of(pod), pod.name(), finding.policy(), finding.message(), finding.remediation());
  }

  private void add(Maker maker, String pod, String policy, String message, String remedy) {
    if (groups.size() >= MOST && !groups.containsKey(maker)) {
      beyond++;
    } else {
      groups.computeIfAbsent(maker, _ -> new Group(maker, message, remedy)).add(pod, policy);
    }
  }

  /** Adds a pod that cannot be read as one. */
  void add(StreamedObject pod, String problem) {
    Maker itself = new Maker("Pod", pod.namespace(), pod.name());
    add(itself, pod.name(), "every policy", problem, "");
  }

  /** Returns how many controllers have such pods; beyond a bound, each finding counts as one. */
  int size() {
    return groups.size() + beyond;
  }

  /** Returns the first of them: DaemonSets, on which nodes hang, then by the number of pods. */
  List<Group> groups(int most) {
    return groups.values().stream()
        .sorted(
            Comparator.comparing((Group group) -> !group.maker.kind().equals(DAEMON_SET))
                .thenComparingInt(group -> -group.pods)
                .thenComparing(group -> group.maker.namespace())
                .thenComparing(group -> group.maker.name())
                .thenComparing(group -> group.maker.kind()))
        .limit(most)
        .toList();
  }
}
