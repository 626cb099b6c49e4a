package dev.haetae.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.cel.policy.RunObserver;
import dev.haetae.engine.admission.AdmissionAttributes;
import dev.haetae.engine.admission.AdmissionDecision;
import dev.haetae.engine.admission.AdmissionPolicyEvaluator;
import dev.haetae.engine.admission.ParamSource;
import dev.haetae.engine.admission.ReviewRequest;
import dev.haetae.engine.admission.Surroundings;
import dev.haetae.policy.admission.AdmissionPolicyReader;
import dev.haetae.policy.admission.Equivalents;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What ValidatingAdmissionPolicies cost a request for a Pod of 5 KB that all of them allow, when
 * they are for Pods, and when they are for something else; {@code -prof gc} tells the garbage.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class InTreeBenchmark {
  private static final List<String> EXPRESSIONS =
      List.of(
          "!has(object.spec.volumes) || object.spec.volumes.all(v, !has(v.hostPath))",
          "has(object.metadata.labels) && object.metadata.labels.size() > 0",
          "!has(object.spec.hostNetwork) || !object.spec.hostNetwork",
          "object.spec.containers.all(c, has(c.resources.limits))",
          "variables.images.all(i, !i.endsWith(':latest'))",
          "request.operation != 'DELETE' && request.namespace != 'kube-system'");

  private static final String POLICY =
      """
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: p%1$d}
      spec:
        matchConstraints:
          resourceRules:
            - {apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [%2$s]}
        variables: [{name: images, expression: "object.spec.containers.map(c, c.image)"}]
        validations: [{expression: "%3$s"}]
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: b%1$d}
      spec: {policyName: p%1$d, validationActions: [Deny]}
      """;

  /** How many there are. */
  @Param({"1", "100"})
  public int policies = 1;

  /** What they are for. */
  @Param({"pods", "services"})
  public String resource = "pods";

  private AdmissionPolicyEvaluator evaluator;
  private AdmissionAttributes request;
  private Surroundings surroundings;

  /** Reads them; one that does not allow the Pod is the wrong one. */
  @Setup
  public void setUp() throws IOException, UnreadableException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < policies; i++) {
      text.append(POLICY.formatted(i, resource, EXPRESSIONS.get(i % EXPRESSIONS.size())));
    }
    AdmissionPolicyReader reader = new AdmissionPolicyReader();
    ManifestReader.read(text.toString().getBytes(UTF_8), "p", "default", Limits.FILES)
        .resources()
        .forEach(reader::read);
    evaluator = new AdmissionPolicyEvaluator(reader.policies(), Equivalents.BUILT_IN, true);
    ObjectValue review =
        (ObjectValue)
            JsonReader.review(
                Files.readAllBytes(java.nio.file.Path.of("src/bench/bodies/pod-allowed.json")),
                Limits.REVIEW);
    request = ReviewRequest.attributes(ObjectView.of(review, Path.ROOT).object("request"));
    surroundings =
        new Surroundings(_ -> ObjectValue.EMPTY, ParamSource.UNKNOWN, null, RunObserver.NONE);
    if (!reader.problems().isEmpty() || !judge().violations().isEmpty()) {
      throw new IllegalStateException(reader.problems() + " " + judge().violations());
    }
  }

  /** The request to the decision. */
  @Benchmark
  public AdmissionDecision judge() {
    return evaluator.evaluate(request, surroundings);
  }
}
