package dev.haetae.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Finding;
import dev.haetae.engine.PolicyTable;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.inventory.Budget;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyReader;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Judges manifests by one rule, with parameters, in a world, at any enforcement point. */
public final class RuleTrial {
  private final List<Policy> policies;
  private Inventory world = InventorySnapshot.OPEN;

  private RuleTrial(List<Policy> policies) {
    this.policies = policies;
  }

  /** A trial by a rule with the fields of a policy's spec, one a line: {@code mutate: true}. */
  public static RuleTrial of(String rule, String... spec) {
    PolicyReader reader = read(rule, spec);
    if (!reader.problems().isEmpty()) {
      throw new AssertionError(reader.problems().toString());
    }
    return new RuleTrial(reader.policies());
  }

  /** What is wrong with such a policy: {@code spec.parameters.range must be …}. */
  public static List<String> problems(String rule, String... spec) {
    return read(rule, spec).problems().stream().map(Problem::message).toList();
  }

  private static PolicyReader read(String rule, String... spec) {
    StringBuilder policy = new StringBuilder("apiVersion: haetae.dev/v1alpha1\nkind: Policy\n");
    policy.append("metadata: {name: trial}\nspec:\n  rule: ").append(rule).append('\n');
    for (String line : spec) {
      policy.append("  ").append(line).append('\n');
    }
    return new PolicyReader().read(policy.toString().getBytes(UTF_8), "policy.yaml");
  }

  /** In a closed world of these objects. */
  public RuleTrial in(String yaml) {
    InventorySnapshot.Builder builder = new InventorySnapshot.Builder();
    resources(yaml).forEach(builder::add);
    world = builder.build(true);
    return this;
  }

  /** The objects of a manifest, in the namespace default. */
  public static List<Resource> resources(String yaml) {
    ManifestReader.Manifest manifest =
        ManifestReader.read(yaml.getBytes(UTF_8), "trial.yaml", "default", Limits.FILES);
    if (!manifest.problems().isEmpty()) {
      throw new AssertionError(manifest.problems().toString());
    }
    return manifest.resources();
  }

  /** The verdict on the creation of an object. */
  public Verdict create(Resource object, EnforcementPoint point) {
    return judge(Review.create(object, point));
  }

  /** The verdict on the creation of the one object of a manifest. */
  public Verdict create(String yaml, EnforcementPoint point) {
    return create(resources(yaml).getFirst(), point);
  }

  /** The verdict on a change of an object. */
  public Verdict update(String old, String yaml, EnforcementPoint point) {
    return judge(Review.update(resources(yaml).getFirst(), resources(old).getFirst(), point));
  }

  /** The steps that a verdict on the creation of an object takes, were there no end to them. */
  public long steps(Resource object, EnforcementPoint point) {
    Budget budget = Budget.unlimited();
    evaluator().evaluate(Review.create(object, point), world, PolicyTable.Part.ALL, budget);
    return budget.spent();
  }

  /** The verdict on a review. */
  public Verdict judge(Review review) {
    return evaluator().evaluate(review, world);
  }

  private Evaluator evaluator() {
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-06-01T00:00:00Z"));
    return new Evaluator(PolicyTable.of(policies, Carriers.SHIPPED), clock);
  }

  /** What a verdict finds: {@code Reason path}, a line each. */
  public static List<String> found(Verdict verdict) {
    return verdict.findings().stream().map(RuleTrial::line).toList();
  }

  private static String line(Finding finding) {
    return finding.reason() + ' ' + finding.path();
  }

  /** Every built-in kind that carries a pod spec, made of {@code spec}, a pod spec in one line. */
  public static List<String> carriers(String spec) {
    String template = "template: {metadata: {labels: {a: b}}, spec: " + spec + "}";
    String selector = "selector: {matchLabels: {a: b}}";
    return List.of(
        object("v1", "Pod", "spec: " + spec),
        object("v1", "PodTemplate", template),
        object("v1", "ReplicationController", "spec: {" + template + "}"),
        object("apps/v1", "ReplicaSet", "spec: {" + selector + ", " + template + "}"),
        object("apps/v1", "Deployment", "spec: {" + selector + ", " + template + "}"),
        object("apps/v1", "StatefulSet", "spec: {" + selector + ", " + template + "}"),
        object("apps/v1", "DaemonSet", "spec: {" + selector + ", " + template + "}"),
        object("batch/v1", "Job", "spec: {" + template + "}"),
        object("batch/v1", "CronJob", "spec: {jobTemplate: {spec: {" + template + "}}}"));
  }

  private static String object(String apiVersion, String kind, String rest) {
    return "{apiVersion: "
        + apiVersion
        + ", kind: "
        + kind
        + ", metadata: {name: x}, "
        + rest
        + "}";
  }
}
