package dev.haetae.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.haetae.engine.PolicyCase;
import dev.haetae.engine.Verdict;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.cel.CelRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Class, id, folder, page, policy and cases of a rule fit together; all that does not is told at
 * once.
 */
class CatalogTest {
  private static final List<String> FILES = List.of("cases", "policy.yaml", "README.md");
  private static final List<String> SECTIONS =
      List.of("Why", "Reasons", "Bad", "Good", "Fix", "Parameters", "Exempting");
  private static final Pattern CASE =
      Pattern.compile(
          "(allow|deny|warn|mutate|undecided)\\.[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)?\\.yaml");

  private final List<String> offenders = new ArrayList<>();

  /** The rules that are catalogued, and those that have a folder. */
  static Set<String> ids() throws IOException {
    Set<String> ids = new TreeSet<>(RuleCatalog.ids());
    ids.addAll(PolicyFolders.ids());
    return ids;
  }

  @ParameterizedTest
  @MethodSource("ids")
  void isWhole(String id) throws IOException {
    RuleCatalog.Entry entry = RuleCatalog.find(id);
    offend(entry == null, id + ": a folder without an entry in RuleCatalog");
    for (String file : FILES) {
      Path there = PolicyFolders.ROOT.resolve(id).resolve(file);
      offend(!Files.exists(there), id + ": no " + there);
    }
    if (entry != null && offenders.isEmpty()) {
      RuleInfo rule = entry.info();
      checkClass(rule, entry);
      checkPolicy(rule);
      checkPage(rule, entry);
      checkCases(rule);
    }
    assertThat(offenders).as("what is to be put right about the rule %s", id).isEmpty();
  }

  @Test
  void everyRuleIsCatalogued() {
    Set<String> catalogued = new TreeSet<>();
    RuleCatalog.rules().forEach(rule -> catalogued.add(camelCase(rule.id())));
    for (JavaClass found : new ClassFileImporter().importPackages("dev.haetae.rule")) {
      offend(
          found.isAssignableTo(Rule.class)
              && !found.isInterface()
              // What policies bring with them is in no catalogue.
              && !found.isEquivalentTo(CelRule.class)
              && !catalogued.contains(found.getSimpleName()),
          found.getName() + ": a rule without an entry in RuleCatalog");
    }
    assertThat(offenders).isEmpty();
  }

  private void offend(boolean wrong, String sentence) {
    if (wrong) {
      offenders.add(sentence);
    }
  }

  private void checkClass(RuleInfo rule, RuleCatalog.Entry entry) {
    String name = entry.factory().apply(Parameters.none()).getClass().getSimpleName();
    offend(!name.equals(camelCase(rule.id())), rule.id() + ": its class is called " + name);
  }

  private static String camelCase(String id) {
    StringBuilder out = new StringBuilder();
    for (String word : id.split("-", -1)) {
      out.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return out.toString();
  }

  private void checkPolicy(RuleInfo rule) throws IOException {
    Path file = PolicyFolders.ROOT.resolve(rule.id()).resolve("policy.yaml");
    PolicyReader reader = new PolicyReader().read(Files.readAllBytes(file), file.toString());
    reader.problems().forEach(problem -> offenders.add(problem.toString()));
    for (Policy policy : reader.policies()) {
      offend(!policy.name().equals(rule.id()), rule.id() + ": its policy is " + policy.name());
      offend(
          policy.action() != rule.action(),
          rule.id() + ": its policy does " + policy.action() + ", not " + rule.action());
    }
  }

  private void checkPage(RuleInfo rule, RuleCatalog.Entry entry) throws IOException {
    RulePage page = RulePage.of(rule.id());
    offend(
        !page.text().startsWith("# " + rule.id() + "\n"),
        rule.id() + ": the page does not begin with '# " + rule.id() + "'");
    offend(
        !page.sections().equals(SECTIONS), rule.id() + ": the page's sections " + page.sections());
    List<String> reasons = rule.reasons().stream().map(Reason::name).toList();
    offend(
        !page.names("Reasons").equals(reasons),
        rule.id() + ": the page's reasons " + page.names("Reasons") + ", not " + reasons);
    for (String section : SECTIONS) {
      offend(
          page.section(section).lines().count() < 3,
          rule.id() + ": its page says nothing under " + section);
    }
    for (String section : List.of("Bad", "Good")) {
      offend(
          !page.section(section).contains("```yaml"),
          rule.id() + ": its page has no ```yaml under " + section);
    }
    offend(
        !page.section("Exempting").contains("haetae.dev/ignore." + rule.id()),
        rule.id() + ": its page's Exempting does not name haetae.dev/ignore." + rule.id());
    checkParameters(rule, entry, page);
  }

  // The class, the page and the shipped policy name the same parameters.
  private void checkParameters(RuleInfo rule, RuleCatalog.Entry entry, RulePage page)
      throws IOException {
    Set<String> known = knownParameters(entry);
    Set<String> told = new TreeSet<>(page.names("Parameters"));
    Set<String> shipped = shippedParameters(rule);
    offend(!told.equals(known), rule.id() + ": the page's parameters " + told + ", not " + known);
    offend(
        !shipped.equals(known),
        rule.id() + ": the policy's parameters " + shipped + ", not " + known);
  }

  // A rule that is given a parameter that nobody knows names those it does.
  private static Set<String> knownParameters(RuleCatalog.Entry entry) {
    List<String> problems = new ArrayList<>();
    ObjectValue unknown = ObjectValue.of("?", new StringValue(""));
    Parameters parameters =
        Parameters.of(
            ObjectView.of(unknown, dev.haetae.resource.tree.Path.ROOT),
            (_, message) -> problems.add(message));
    var _ = entry.factory().apply(parameters);
    parameters.finish();
    String sentence = problems.getLast();
    int names = sentence.indexOf("known are ");
    return names < 0
        ? Set.of()
        : new TreeSet<>(List.of(sentence.substring(names + "known are ".length()).split(", ", -1)));
  }

  private static Set<String> shippedParameters(RuleInfo rule) throws IOException {
    Path file = PolicyFolders.ROOT.resolve(rule.id()).resolve("policy.yaml");
    ObjectValue parameters =
        ManifestReader.read(Files.readAllBytes(file), file.toString(), "", Limits.FILES)
            .resources()
            .getFirst()
            .view()
            .object("spec")
            .object("parameters")
            .value();
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < parameters.size(); i++) {
      names.add(parameters.key(i));
    }
    return names;
  }

  private void checkCases(RuleInfo rule) throws IOException {
    List<String> names =
        PolicyFolders.cases(rule.id()).stream().map(file -> file.getFileName().toString()).toList();
    names.stream()
        .filter(name -> !CASE.matcher(name).matches())
        .forEach(name -> offenders.add(rule.id() + ": no name for a case: " + name));
    offend(
        names.stream().filter(name -> name.startsWith("allow.")).count() < 2,
        rule.id() + ": fewer than two allowed cases");
    for (Reason reason : rule.reasons()) {
      offend(
          names.stream().noneMatch(name -> name.split("\\.", -1)[1].equals(reason.name())),
          rule.id() + ": no case for " + reason.name());
    }
    offend(
        rule.repairs() != names.stream().anyMatch(name -> name.startsWith("mutate.")),
        rule.id() + ": repairs without a mutated case, or the other way round");
    checkReasons(rule);
    checkOrphans(rule, names);
  }

  // A case that is only undecided shows nobody what the finding looks like.
  private void checkReasons(RuleInfo rule) throws IOException {
    Set<String> told = new TreeSet<>();
    Set<String> known = new TreeSet<>();
    rule.reasons().forEach(reason -> known.add(reason.name()));
    for (Path file : PolicyFolders.cases(rule.id())) {
      for (Verdict verdict : PolicyCase.of(file).verdicts(EnforcementPoint.CHECK)) {
        verdict.findings().forEach(finding -> told.add(finding.reason()));
        verdict.repairs().forEach(finding -> told.add(finding.reason()));
        verdict.undecided().stream()
            .filter(finding -> !known.contains(finding.reason()))
            .forEach(finding -> told.add(finding.reason()));
      }
    }
    offend(!told.equals(known), rule.id() + ": its cases give " + told + ", not " + known);
  }

  private void checkOrphans(RuleInfo rule, List<String> cases) throws IOException {
    Path folder = PolicyFolders.ROOT.resolve(rule.id());
    for (String name : PolicyFolders.names(folder)) {
      offend(!FILES.contains(name), rule.id() + ": nobody reads " + name);
    }
    for (String name : PolicyFolders.names(folder.resolve("cases"))) {
      String stem =
          name.replaceAll("(\\.(inventory|policy|old))?\\.yaml$|\\.expected\\.txt$", "") + ".yaml";
      offend(!cases.contains(stem), rule.id() + ": nobody reads cases/" + name);
    }
  }
}
