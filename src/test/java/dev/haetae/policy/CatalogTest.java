package dev.haetae.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.rule.Parameters;
import dev.haetae.rule.Reason;
import dev.haetae.rule.RuleInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Class, id, folder, page, policy and cases of every rule fit together; all offenders at once. */
class CatalogTest {
  private static final Set<String> FILES = Set.of("policy.yaml", "README.md", "cases");
  private static final List<String> SECTIONS =
      List.of("Why", "Reasons", "Bad", "Good", "Fix", "Parameters", "Exempting");
  private static final Pattern CASE =
      Pattern.compile(
          "(allow|deny|warn|mutate|undecided)\\.[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)?\\.yaml");

  private final List<String> offenders = new ArrayList<>();

  @Test
  void everyRuleIsWhole() throws IOException {
    for (RuleInfo rule : RuleCatalog.rules()) {
      offend(!PolicyFolders.ids().contains(rule.id()), rule.id() + ": no folder in policies/");
      if (PolicyFolders.ids().contains(rule.id())) {
        checkClass(rule);
        checkPolicy(rule);
        checkPage(rule);
        checkCases(rule);
      }
    }
    for (String folder : PolicyFolders.ids()) {
      offend(RuleCatalog.find(folder) == null, folder + ": a folder without a rule");
    }
    assertThat(offenders).isEmpty();
  }

  private void offend(boolean wrong, String sentence) {
    if (wrong) {
      offenders.add(sentence);
    }
  }

  private void checkClass(RuleInfo rule) {
    RuleCatalog.Entry entry = RuleCatalog.find(rule.id());
    String name =
        entry == null ? "" : entry.factory().apply(Parameters.none()).getClass().getSimpleName();
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

  private void checkPage(RuleInfo rule) throws IOException {
    String page =
        Files.readString(PolicyFolders.ROOT.resolve(rule.id()).resolve("README.md"), UTF_8);
    offend(!page.startsWith("# " + rule.id() + "\n"), rule.id() + ": the page's title");
    int at = 0;
    for (String section : SECTIONS) {
      int next = page.indexOf("\n## " + section + "\n", at);
      offend(next < 0, rule.id() + ": the page has no section " + section + " here");
      at = Math.max(at, next);
    }
    for (Reason reason : rule.reasons()) {
      offend(
          !page.contains('`' + reason.name() + '`'), rule.id() + ": no word on " + reason.name());
    }
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
    checkOrphans(rule, names);
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
