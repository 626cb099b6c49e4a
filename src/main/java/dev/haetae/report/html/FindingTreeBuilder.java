package dev.haetae.report.html;

import dev.haetae.engine.Finding;
import dev.haetae.report.Located;
import dev.haetae.report.SourceText;
import dev.haetae.report.html.FindingTree.OwnerFindings;
import dev.haetae.report.html.FindingTree.PageFinding;
import dev.haetae.report.html.FindingTree.RuleFindings;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes a tree of findings that come in any order. */
public final class FindingTreeBuilder {
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_PATH = 400;

  private static final Comparator<OwnerFindings> ORDER =
      Comparator.comparing(OwnerFindings::gravest)
          .thenComparing(OwnerFindings::namespace)
          .thenComparing(OwnerFindings::kind)
          .thenComparing(OwnerFindings::name);

  private final Map<Owner, Map<String, List<PageFinding>>> found = new HashMap<>();
  private final Map<FindingState, Integer> counts = new EnumMap<>(FindingState.class);
  private final IdentityHashMap<Resource, Withheld> withheld = new IdentityHashMap<>();

  /**
   * An owner of findings.
   *
   * @param namespace empty for what has none
   * @param kind such as {@code Deployment}
   * @param pods the number of its pods; 0 when it has none or is not known
   */
  public record Owner(String namespace, String kind, String name, int pods) {
    /** The object itself. */
    public static Owner itself(Resource object) {
      return new Owner(
          Text.shorten(object.namespace(), LONGEST_NAME),
          Text.shorten(object.kind(), LONGEST_NAME),
          Text.shorten(object.displayName(), LONGEST_NAME),
          0);
    }
  }

  /**
   * Adds a finding.
   *
   * @param id its fingerprint
   * @param isNew whether it was not there before
   * @param source the text of its file; null when there is none
   */
  public void add(
      Owner owner,
      Located located,
      FindingState state,
      String id,
      boolean isNew,
      @Nullable SourceText source) {
    Finding finding = located.finding();
    Withheld values = withheld.computeIfAbsent(finding.object(), Withheld::of);
    PageFinding shown =
        new PageFinding(
            id,
            state,
            isNew,
            finding.reason(),
            finding.path().shown(LONGEST_PATH),
            located.line() == 0 || source == null
                ? ""
                : Text.shorten(located.file(), LONGEST_PATH) + ':' + located.line(),
            source == null ? "" : Withheld.excerpt(located, source),
            values.withoutValues(finding.message(), finding.path()),
            values.withoutValues(finding.remediation(), finding.path()),
            PatchDiff.of(finding.object().tree(), finding.patch()),
            finding.exception());
    found
        .computeIfAbsent(owner, _ -> new TreeMap<>())
        .computeIfAbsent(finding.rule(), _ -> new ArrayList<>())
        .add(shown);
    counts.merge(state, 1, Integer::sum);
  }

  /** The tree of all that was added. */
  public FindingTree build() {
    List<OwnerFindings> owners = new ArrayList<>();
    TreeSet<String> namespaces = new TreeSet<>();
    TreeSet<String> rules = new TreeSet<>();
    found.forEach((owner, byRule) -> {
      namespaces.add(owner.namespace());
      rules.addAll(byRule.keySet());
      List<RuleFindings> list = new ArrayList<>();
      byRule.forEach((rule, findings) -> list.add(new RuleFindings(rule, findings)));
      owners.add(
          new OwnerFindings(owner.namespace(), owner.kind(), owner.name(), owner.pods(), list));
    });
    owners.sort(ORDER);
    int shown = Math.min(owners.size(), FindingTree.MOST_OWNERS);
    return new FindingTree(
        owners.subList(0, shown),
        owners.size() - shown,
        counts,
        List.copyOf(namespaces),
        List.copyOf(rules));
  }
}
