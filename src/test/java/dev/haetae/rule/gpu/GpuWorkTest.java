package dev.haetae.rule.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.Verdict;
import dev.haetae.inventory.Budget;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.RuleTrial;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules about GPUs cost for the worst that a pod can write, counted in steps. */
final class GpuWorkTest {
  private static final int NODES = 300;
  private static final List<String> RULES =
      List.of(
          "gpu-capacity",
          "gpu-limits",
          "gpu-node-affinity",
          "gpu-toleration",
          "gpu-visible-devices");

  private static String nodes() {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < NODES; i++) {
      yaml.append("---\n{apiVersion: v1, kind: Node, metadata: {name: n").append(i);
      yaml.append(", labels: {kubernetes.io/hostname: n").append(i);
      yaml.append(", nvidia.com/gpu.product: product-").append(i);
      yaml.append("}}, spec: {taints: [{key: nvidia.com/gpu, value: v").append(i);
      yaml.append(", effect: NoSchedule}]}, status: {allocatable: {pods: 9, cpu: 9, ");
      yaml.append(i % 2 == 0 ? "nvidia.com/gpu: 4}}}\n" : "memory: 1Gi}}}\n");
    }
    return yaml.toString();
  }

  private static ArrayValue list(int count, IntFunction<ObjectValue> element) {
    ArrayValue.Builder list = new ArrayValue.Builder();
    for (int i = 0; i < count; i++) {
      list.add(element.apply(i));
    }
    return list.build();
  }

  private static StringValue text(String text) {
    return new StringValue(text);
  }

  private static Resource pod(ObjectValue spec) {
    return Resource.of(
        ObjectValue.of("apiVersion", text("v1"))
            .with("kind", text("Pod"))
            .with("metadata", ObjectValue.of("name", text("x")))
            .with("spec", spec),
        Origin.NONE,
        "default");
  }

  private static ObjectValue container() {
    return ObjectValue.of("name", text("c"))
        .with(
            "resources",
            ObjectValue.of("limits", ObjectValue.of("nvidia.com/gpu", NumberValue.of(1))));
  }

  private static ObjectValue expression(String key, String operator, ArrayValue values) {
    return ObjectValue.of("key", text(key)).with("operator", text(operator)).with("values", values);
  }

  private static ArrayValue values(String... values) {
    ArrayValue.Builder list = new ArrayValue.Builder();
    for (String value : values) {
      list.add(text(value));
    }
    return list.build();
  }

  private static Resource withTerms(int count, IntFunction<ObjectValue> term) {
    ObjectValue required = ObjectValue.of("nodeSelectorTerms", list(count, term));
    ObjectValue affinity =
        ObjectValue.of(
            "nodeAffinity",
            ObjectValue.of("requiredDuringSchedulingIgnoredDuringExecution", required));
    return pod(
        ObjectValue.of("affinity", affinity)
            .with("containers", ArrayValue.of(List.of(container()))));
  }

  // Terms that no node satisfies before its last requirement.
  private static Resource manyTerms(int count) {
    return withTerms(
        count,
        i ->
            ObjectValue.of(
                "matchExpressions",
                ArrayValue.of(
                    List.of(
                        expression("nvidia.com/gpu.product", "Gt", values("" + i)),
                        expression("x" + i, "Exists", ArrayValue.EMPTY)))));
  }

  private static Resource wrongProducts(int count) {
    return withTerms(
        count,
        i ->
            ObjectValue.of(
                "matchExpressions",
                ArrayValue.of(
                    List.of(expression("nvidia.com/gpu.product", "In", values("prodoct-" + i))))));
  }

  private static Resource oneTermOfManyValues(int count) {
    String[] values = new String[count];
    for (int i = 0; i < count; i++) {
      values[i] = "m" + i;
    }
    return withTerms(
        1,
        _ ->
            ObjectValue.of(
                "matchExpressions",
                ArrayValue.of(
                    List.of(expression("kubernetes.io/hostname", "In", values(values))))));
  }

  private static Resource manyTolerations(int count) {
    return pod(
        ObjectValue.of(
                "tolerations",
                list(
                    count,
                    i ->
                        ObjectValue.of("key", text("nvidia.com/gpu")).with("value", text("w" + i))))
            .with("containers", ArrayValue.of(List.of(container()))));
  }

  private static Resource manyResources(int count) {
    ObjectValue.Builder limits = new ObjectValue.Builder(count);
    for (int i = 0; i < count; i++) {
      limits.put("nvidia.com/mig-" + i, NumberValue.of(1));
    }
    ObjectValue container =
        ObjectValue.of("name", text("c"))
            .with("resources", ObjectValue.of("limits", limits.build()));
    return pod(ObjectValue.of("containers", ArrayValue.of(List.of(container))));
  }

  private static Resource manySources(int count) {
    ObjectValue container =
        container()
            .with("envFrom", list(count, _ -> ObjectValue.of("prefix", text("NVIDIA_"))))
            .with(
                "env",
                list(
                    count,
                    i ->
                        ObjectValue.of("name", text(i % 2 == 0 ? "A" : "HIP_VISIBLE_DEVICES"))
                            .with("value", text("all"))));
    return pod(ObjectValue.of("containers", ArrayValue.of(List.of(container))));
  }

  private static Resource worst(String shape, int count) {
    return switch (shape) {
      case "terms" -> manyTerms(count);
      case "products" -> wrongProducts(count);
      case "values" -> oneTermOfManyValues(count);
      case "tolerations" -> manyTolerations(count);
      case "resources" -> manyResources(count);
      case "sources" -> manySources(count);
      default -> throw new IllegalArgumentException(shape);
    };
  }

  /** What multiplies a pod with the nodes ends with the budget, and is not let through. */
  @ParameterizedTest
  @CsvSource({"gpu-toleration, terms", "gpu-node-affinity, terms", "gpu-capacity, products"})
  void manyTermsForManyNodesAreUndecided(String rule, String shape) {
    RuleTrial trial = RuleTrial.of(rule, "validationActions: [Deny]").in(nodes());
    Resource pod = worst(shape, 60_000);
    assertThat(trial.create(pod, EnforcementPoint.VALIDATE).isDenied()).isTrue();
    assertThat(trial.steps(pod, EnforcementPoint.VALIDATE)).isGreaterThan(Budget.REVIEW);
  }

  /** The rest costs as much as there is of it, not as much as that times itself or the nodes. */
  @ParameterizedTest
  @ValueSource(strings = {"values", "tolerations", "resources", "sources"})
  void costsAsMuchAsThereIs(String shape) {
    for (String rule : RULES) {
      RuleTrial trial = RuleTrial.of(rule, "mutate: false").in(nodes());
      long some = trial.steps(worst(shape, 2_000), EnforcementPoint.VALIDATE);
      long twice = trial.steps(worst(shape, 4_000), EnforcementPoint.VALIDATE);
      assertThat(twice).as(rule).isLessThanOrEqualTo(2 * some + 1_000);
    }
  }

  /** A repair writes no list of nodes into each of very many terms. */
  @Test
  void repairsNoMoreThanAPodCouldEverBe() {
    RuleTrial trial = RuleTrial.of("gpu-node-affinity", "mutate: true").in(nodes());
    Verdict few = trial.create(zones(3), EnforcementPoint.MUTATE);
    assertThat(few.patch()).hasSize(4); // one a term, and who made them
    assertThat(trial.create(zones(5_000), EnforcementPoint.MUTATE).patch()).isEmpty();
  }

  private static Resource zones(int count) {
    return withTerms(
        count,
        i ->
            ObjectValue.of(
                "matchExpressions",
                ArrayValue.of(List.of(expression("zone", "In", values("z" + i))))));
  }
}
