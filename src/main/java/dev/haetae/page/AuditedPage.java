package dev.haetae.page;

import dev.haetae.audit.AuditResult;
import dev.haetae.audit.AuditedOwner;
import dev.haetae.audit.ExceptionUse;
import dev.haetae.audit.NamespaceCount;
import dev.haetae.audit.PolicyCount;
import dev.haetae.audit.Stop;
import dev.haetae.audit.Subject;
import dev.haetae.overview.Overview;
import dev.haetae.report.Fingerprints;
import dev.haetae.report.Located;
import dev.haetae.report.Report;
import dev.haetae.report.SourceText;
import dev.haetae.report.html.FindingState;
import dev.haetae.report.html.FindingTree;
import dev.haetae.report.html.FindingTreeBuilder;
import dev.haetae.report.html.FindingTreeBuilder.Owner;
import dev.haetae.report.html.NamespaceFindings;
import dev.haetae.report.html.Page;
import dev.haetae.report.html.PolicyTable;
import dev.haetae.report.html.PolicyTable.Exemption;
import dev.haetae.report.html.PolicyTable.Stopped;
import dev.haetae.report.html.Withheld;
import dev.haetae.resource.Problem;
import dev.haetae.resource.tree.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page of an audit, and of the world that was audited. */
public final class AuditedPage {
  private static final Duration NEW = Duration.ofHours(24);
  private static final int LONGEST_NAME = 253;
  private static final int MOST_TROUBLES = 20;
  private static final long MOST_LETTERS = 64L << 20;

  private final AuditResult result;
  private final Map<String, SourceText> texts = new HashMap<>();
  private long letters;

  private AuditedPage(AuditResult result) {
    this.result = result;
  }

  /**
   * The page of an audit.
   *
   * @param source what was audited: a cluster's name, a file
   * @param notes what else a reader should know of what was read
   */
  public static Page of(String source, AuditResult result, Overview overview, List<String> notes) {
    return new AuditedPage(result).page(source, overview, notes);
  }

  private Page page(String source, Overview overview, List<String> notes) {
    return Page.of(
        Text.shorten(source, LONGEST_NAME),
        result.at(),
        bounded(troubles(overview)),
        bounded(
            notes.stream()
                .distinct()
                .map(note -> Text.escape(Withheld.withoutQuotes(note)))
                .toList()),
        overview,
        namespaces(),
        findings(),
        policies());
  }

  private List<String> troubles(Overview overview) {
    List<String> troubles = new ArrayList<>();
    for (Problem problem : result.report().errors()) {
      String place = problem.line() > 0 ? problem.file() + ':' + problem.line() : problem.file();
      troubles.add(
          Text.escape(place) + ": " + Text.escape(Withheld.withoutQuotes(problem.message())));
    }
    overview
        .unreadable()
        .forEach((kind, count) ->
            troubles.add(Text.shorten(kind) + ": " + count + " cannot be read, not shown"));
    if (result.totals().leftOut() > 0) {
      troubles.add(result.totals().leftOut() + " findings are counted and not shown");
    }
    return troubles;
  }

  private static List<String> bounded(List<String> all) {
    int more = all.size() - MOST_TROUBLES;
    if (more <= 0) {
      return all;
    }
    List<String> first = new ArrayList<>(all.subList(0, MOST_TROUBLES));
    first.add(more + " more");
    return first;
  }

  private boolean isNew(AuditedOwner owner) {
    Instant created = owner.created();
    return created != null && created.isAfter(result.at().minus(NEW));
  }

  private Map<String, NamespaceFindings> namespaces() {
    Map<String, Integer> fresh = new HashMap<>();
    for (AuditedOwner owner : result.owners()) {
      if (isNew(owner) && !owner.findings().isEmpty()) {
        fresh.merge(owner.subject().namespace(), 1, Integer::sum);
      }
    }
    Map<String, NamespaceFindings> all = new HashMap<>();
    for (NamespaceCount count : result.namespaces()) {
      all.put(
          Text.shorten(count.namespace(), LONGEST_NAME),
          new NamespaceFindings(
              count.owners(),
              count.clean(),
              count.denied(),
              count.warned(),
              count.undecided(),
              count.waived(),
              fresh.getOrDefault(count.namespace(), 0)));
    }
    return all;
  }

  private FindingTree findings() {
    FindingTreeBuilder tree = new FindingTreeBuilder();
    for (AuditedOwner owner : result.owners()) {
      Owner shown = shown(owner);
      boolean isNew = isNew(owner);
      for (Located located : owner.findings()) {
        add(tree, shown, located, FindingState.of(located.finding().action()), isNew);
      }
      owner.undecided().forEach(one -> add(tree, shown, one, FindingState.UNDECIDED, isNew));
      owner.waived().forEach(one -> add(tree, shown, one, FindingState.WAIVED, isNew));
    }
    for (Located known : result.report().baselined()) {
      add(tree, Owner.itself(known.finding().object()), known, FindingState.KNOWN, false);
    }
    return tree.build();
  }

  private static Owner shown(AuditedOwner owner) {
    Subject subject = owner.subject();
    return new Owner(
        Text.shorten(subject.namespace(), LONGEST_NAME),
        Text.shorten(subject.kind().kind(), LONGEST_NAME),
        Text.shorten(subject.name(), LONGEST_NAME),
        owner.pods());
  }

  private void add(
      FindingTreeBuilder tree, Owner owner, Located located, FindingState state, boolean isNew) {
    Report report = result.report();
    Fingerprints fingerprints = report.fingerprints();
    tree.add(owner, located, state, fingerprints.of(located).id(), isNew, text(located.file()));
  }

  // Read and looked through for its lines once, as long as all of them are no more than that.
  private @Nullable SourceText text(String file) {
    SourceText text = texts.get(file);
    if (text == null) {
      text = result.report().text(file);
      if (text != null) {
        letters += text.text().length();
        if (letters > MOST_LETTERS) {
          texts.clear();
          letters = text.text().length();
        }
        texts.put(file, text);
      }
    }
    return text;
  }

  private PolicyTable policies() {
    Map<String, List<Stopped>> stopped = new HashMap<>();
    for (AuditedOwner owner : result.owners()) {
      for (Stop stop : owner.stops()) {
        if (stop.when() == Stop.When.NEXT_POD) {
          stopped
              .computeIfAbsent(stop.policy(), _ -> new ArrayList<>())
              .add(new Stopped(owner.subject().describe(), owner.pods()));
        }
      }
    }
    List<PolicyTable.Row> rows = new ArrayList<>();
    for (PolicyCount count : result.policies()) {
      rows.add(
          new PolicyTable.Row(
              Text.shorten(count.policy(), LONGEST_NAME),
              count.rule(),
              count.action().word(),
              count.findings(),
              count.owners(),
              stopped.getOrDefault(count.policy(), List.of()),
              count.stopsChange(),
              count.waived(),
              exceptions(count.policy())));
    }
    rows.sort(Comparator.comparingInt(row -> row.findings() + row.waived() > 0 ? 0 : 1));
    return new PolicyTable(rows, true, result.totals().lostPods());
  }

  private List<Exemption> exceptions(String policy) {
    List<Exemption> exceptions = new ArrayList<>();
    for (ExceptionUse use : result.exceptions()) {
      if (use.policies().contains(policy)) {
        exceptions.add(
            new Exemption(
                Text.shorten(use.id(), LONGEST_NAME),
                Text.shorten(use.reason(), LONGEST_NAME),
                Text.escape(use.ends()),
                false));
      }
    }
    return exceptions;
  }
}
