package dev.haetae.rule.cel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Exceptions;
import dev.haetae.engine.Finding;
import dev.haetae.engine.PolicyTable;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.PolicyReader;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.rule.EnforcementPoint;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Own policies for tests: read from YAML, and asked about objects. */
final class OwnPolicies {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-06-01T12:00:00Z"));

  private OwnPolicies() {}

  /** A policy named {@code mine} with this spec. */
  static String policy(String spec) {
    return "apiVersion: haetae.dev/v1alpha1\nkind: Policy\nmetadata: {name: mine}\nspec:\n"
        + spec.indent(2);
  }

  /** What is wrong with a policy of this spec, each with its place. */
  static List<String> problems(String spec) {
    return read(policy(spec)).problems().stream()
        .map(problem -> problem.line() + ":" + problem.column() + ' ' + problem.message())
        .toList();
  }

  static PolicyReader read(String yaml) {
    return new PolicyReader().read(yaml.getBytes(UTF_8), "p.yaml");
  }

  /** What judges by the policies and exceptions of these documents. */
  static Evaluator evaluator(String yaml) {
    PolicyReader reader = read(yaml);
    assertThat(reader.problems()).isEmpty();
    return new Evaluator(
        PolicyTable.of(reader.policies(), Carriers.SHIPPED),
        Exceptions.of(reader.exceptions(), CLOCK),
        CLOCK);
  }

  static List<Resource> objects(String yaml) {
    ManifestReader.Manifest manifest =
        ManifestReader.read(yaml.getBytes(UTF_8), "m.yaml", "team", Limits.FILES);
    assertThat(manifest.problems()).isEmpty();
    return manifest.resources();
  }

  static Resource object(String yaml) {
    return objects(yaml).getFirst();
  }

  static Inventory world(boolean closed, String yaml) {
    InventorySnapshot.Builder world = new InventorySnapshot.Builder();
    if (!yaml.isEmpty()) {
      objects(yaml).forEach(world::add);
    }
    return world.build(closed);
  }

  /** The verdict on a new object by one policy of this spec. */
  static Verdict judge(String spec, String object, Inventory world) {
    return evaluator(policy(spec))
        .evaluate(Review.create(object(object), EnforcementPoint.CHECK), world);
  }

  /** What a verdict says, one line a finding: what came of it, the path and the message. */
  static List<String> said(Verdict verdict) {
    List<String> lines = new ArrayList<>();
    verdict.findings().forEach(finding -> lines.add(line(finding.action().word(), finding)));
    verdict.undecided().forEach(finding -> lines.add(line("undecided", finding)));
    verdict.waived().forEach(finding -> lines.add(line("waived", finding)));
    assertThat(verdict.faults()).isEmpty();
    return lines;
  }

  private static String line(String what, Finding finding) {
    String remedy = finding.remediation().isEmpty() ? "" : " | " + finding.remediation();
    return what + " [" + finding.path() + "] " + finding.message() + remedy;
  }
}
