package dev.haetae.bench;

import dev.haetae.cel.Bindings;
import dev.haetae.cel.CelEnvironment;
import dev.haetae.cel.CelExpression;
import dev.haetae.cel.Compilation;
import dev.haetae.cel.CostBudget;
import dev.haetae.cel.KubernetesVariables;
import dev.haetae.cel.Outcome;
import dev.haetae.cel.value.TreeValues;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
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
 * What an expression of a policy costs on a Pod of 5 KB whose tree is there, with its cost counted
 * as for every policy; {@code -prof gc} tells the garbage.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class CelBenchmark {
  /** The expression, by what it asks for. */
  @Param({"QUANTITY_LIMITS", "NO_HOST_PATH", "REGISTRY_REGEX", "LABEL", "TWO_VARIABLES"})
  public Asked asked = Asked.LABEL;

  // One pays for all expressions of a policy.
  private final CostBudget budget = new CostBudget(Long.MAX_VALUE);

  private CelExpression expression;
  private Bindings bindings;

  /** What is asked of the Pod; all of it holds. */
  public enum Asked {
    /** Every container has limits, and none of memory beyond 512 GiB. */
    QUANTITY_LIMITS(
        "object.spec.containers.all(c, has(c.resources.limits) && 'memory' in c.resources.limits"
            + " && quantity(c.resources.limits['memory']).isLessThan(quantity('512Gi')))"),
    /** No volume is a path of the node. */
    NO_HOST_PATH("!has(object.spec.volumes) || object.spec.volumes.all(v, !has(v.hostPath))"),
    /** Every image is of a form. */
    REGISTRY_REGEX(
        "object.spec.containers.all(c,"
            + " c.image.matches('^[a-z0-9.-]+(:[0-9]+)?/[a-z0-9./_-]+(:[a-zA-Z0-9._-]+)?(@.*)?$'))"),
    /** There are labels. */
    LABEL("has(object.metadata.labels) && object.metadata.labels.size() > 0"),
    /** No label is long. */
    TWO_VARIABLES("object.metadata.labels.all(k, v, k.size() < 64 && v.size() < 64)");

    private final String text;

    Asked(String text) {
      this.text = text;
    }
  }

  /** Compiles it; an expression that does not hold is the wrong one. */
  @Setup
  public void setUp() throws IOException, UnreadableException {
    ObjectValue review =
        (ObjectValue)
            JsonReader.review(
                Files.readAllBytes(java.nio.file.Path.of("src/bench/bodies/pod-allowed.json")),
                Limits.REVIEW);
    ObjectValue pod = (ObjectValue) Path.of("request", "object").in(review);
    Object value = TreeValues.root(pod, KubernetesVariables.OBJECT);
    bindings = _ -> value;
    expression =
        ((Compilation.Compiled)
                CelEnvironment.kubernetes()
                    .with(KubernetesVariables.of(false, true))
                    .compile(asked.text, Set.of()))
            .expression();
    if (!evaluate().equals(new Outcome.Value(true))) {
      throw new IllegalStateException(asked + " gives " + evaluate());
    }
  }

  /** The tree to the value. */
  @Benchmark
  public Outcome evaluate() {
    return expression.evaluate(bindings, budget);
  }
}
