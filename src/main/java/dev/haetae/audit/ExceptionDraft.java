package dev.haetae.audit;

import dev.haetae.policy.PolicyReader;
import dev.haetae.report.Located;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Sha256;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A PolicyException for what was found of one subject: of the subject itself, or of what its
 * controller makes of it, which an exception has to name too.
 *
 * @param name as a PolicyException may be called; the same for the same subject, always
 * @param policies the names of the policies that found something, in order
 * @param namespace the subject's; empty for a subject of none
 * @param kinds such as {@code DaemonSet.apps}, in order
 * @param names of the objects, a {@code *} at the end stands for any ending; in order
 */
public record ExceptionDraft(
    String name, List<String> policies, String namespace, List<String> kinds, List<String> names) {
  // What the API server leaves of a name before it makes up five letters of its own.
  private static final int LONGEST_PREFIX = 58;
  private static final int LONGEST_NAME = 63;
  private static final int HASH = 8;
  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^a-z0-9]+");

  /** A draft that keeps its own copies. */
  public ExceptionDraft {
    policies = List.copyOf(policies);
    kinds = List.copyOf(kinds);
    names = List.copyOf(names);
  }

  /**
   * The drafts for all that an audit has found, and that nothing waives, in the order of owners.
   */
  public static List<ExceptionDraft> of(AuditResult result) {
    List<ExceptionDraft> drafts = new ArrayList<>();
    for (AuditedOwner owner : result.owners()) {
      NavigableSet<String> policies = policies(owner);
      if (!policies.isEmpty()) {
        add(owner, policies, drafts);
      }
    }
    return drafts;
  }

  private static NavigableSet<String> policies(AuditedOwner owner) {
    NavigableSet<String> policies = new TreeSet<>();
    found(owner).forEach(located -> policies.add(located.finding().policy()));
    for (Stop stop : owner.stops()) {
      if (stop.when() != Stop.When.WAIVED) {
        policies.add(stop.policy());
      }
    }
    return policies;
  }

  private static Stream<Located> found(AuditedOwner owner) {
    return Stream.concat(owner.findings().stream(), owner.undecided().stream());
  }

  private static void add(
      AuditedOwner owner, NavigableSet<String> policies, List<ExceptionDraft> drafts) {
    Subject subject = owner.subject();
    GroupKind kind = subject.kind();
    NavigableSet<String> pods = new TreeSet<>();
    found(owner)
        .map(located -> located.finding().object())
        .filter(object -> !Subject.of(object).equals(subject))
        .map(Resource::displayName)
        .forEach(pods::add);
    if (!pods.isEmpty()) {
      // Pods of a controller that is not there, each of which was judged.
      drafts.add(draft(subject, "-pods", policies, List.of("Pod"), patterns(subject, pods)));
      return;
    }
    drafts.add(draft(subject, "", policies, List.of(kind.toString()), List.of(subject.name())));
    if (owner.makesPods()) {
      List<String> made =
          kind.equals(GroupKind.DEPLOYMENT)
              ? List.of("Pod", GroupKind.REPLICA_SET.toString())
              : kind.equals(GroupKind.CRON_JOB)
                  ? List.of(GroupKind.JOB.toString(), "Pod")
                  : List.of("Pod");
      drafts.add(draft(subject, "-pods", policies, made, List.of(prefix(subject))));
    }
  }

  private static List<String> patterns(Subject subject, NavigableSet<String> pods) {
    String prefix = subject.name() + '-';
    return pods.stream().allMatch(pod -> pod.startsWith(prefix))
        ? List.of(prefix(subject))
        : List.copyOf(pods);
  }

  private static String prefix(Subject subject) {
    String prefix = subject.name() + '-';
    return prefix.substring(0, Math.min(prefix.length(), LONGEST_PREFIX)) + '*';
  }

  private static ExceptionDraft draft(
      Subject subject,
      String ending,
      Collection<String> policies,
      List<String> kinds,
      List<String> names) {
    return new ExceptionDraft(
        name(subject, ending), List.copyOf(policies), subject.namespace(), kinds, names);
  }

  // Readable, and yet no two subjects have the same.
  private static String name(Subject subject, String ending) {
    String all = subject.namespace() + '\n' + subject.kind() + '\n' + subject.name();
    String words =
        String.join(
            "-", List.of("audit", subject.namespace(), subject.kind().kind(), subject.name()));
    String readable = NOT_IN_NAMES.matcher(words.toLowerCase(Locale.ROOT)).replaceAll("-");
    int longest = LONGEST_NAME - HASH - 1 - ending.length();
    String cut = readable.substring(0, Math.min(readable.length(), longest));
    return cut.replaceAll("-+$", "") + '-' + Sha256.hex(all).substring(0, HASH) + ending;
  }

  /** The same draft, which covers other policies as well. */
  public ExceptionDraft covering(Collection<String> more) {
    NavigableSet<String> all = new TreeSet<>(policies);
    all.addAll(more);
    return new ExceptionDraft(name, List.copyOf(all), namespace, kinds, names);
  }

  /**
   * The PolicyException.
   *
   * @param place the namespace that it lives in
   * @param reason why
   * @param expires the last day, or the instant of its end
   */
  public ObjectValue tree(String place, String reason, String expires) {
    ObjectValue metadata =
        new ObjectValue.Builder(3)
            .put("name", name)
            .put("namespace", place)
            .put("labels", new ObjectValue.Builder(1).put("haetae.dev/made-by", "audit").build())
            .build();
    ObjectValue.Builder match = new ObjectValue.Builder(3);
    if (!namespace.isEmpty()) {
      match.put("namespaces", ArrayValue.ofTexts(List.of(namespace)));
    }
    match.put("kinds", ArrayValue.ofTexts(kinds));
    match.put("names", ArrayValue.ofTexts(names));
    ObjectValue spec =
        new ObjectValue.Builder(4)
            .put("policies", ArrayValue.ofTexts(policies))
            .put("match", match.build())
            .put("reason", reason)
            .put("expires", expires)
            .build();
    return new ObjectValue.Builder(4)
        .put("apiVersion", PolicyReader.API_VERSION)
        .put("kind", "PolicyException")
        .put("metadata", metadata)
        .put("spec", spec)
        .build();
  }
}
