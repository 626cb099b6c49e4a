package dev.haetae.rule.gpu;

import static dev.haetae.rule.RuleTrial.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.SharedFolder;
import dev.haetae.engine.Verdict;
import dev.haetae.resource.NodeSelector;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.RuleTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuNodeAffinityTest {
  private static final String REQUIRED =
      "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution";
  private static final String GPU = "{name: c, resources: {limits: {nvidia.com/gpu: 2}}}";
  private static final String NODES =
      """
      {apiVersion: v1, kind: Node, metadata: {name: n1, labels: {kubernetes.io/hostname: h1, zone: a}},
       status: {allocatable: {nvidia.com/gpu: 4}}}
      ---
      {apiVersion: v1, kind: Node, metadata: {name: n2, labels: {kubernetes.io/hostname: h2, zone: b}},
       spec: {unschedulable: true, taints: [{key: nvidia.com/gpu, effect: NoSchedule}]},
       status: {capacity: {nvidia.com/gpu: 2}}}
      ---
      {apiVersion: v1, kind: Node, metadata: {name: n3, labels: {kubernetes.io/hostname: h3, zone: b}},
       status: {allocatable: {nvidia.com/gpu: 1}}}
      ---
      {apiVersion: v1, kind: Node, metadata: {name: n4}, status: {allocatable: {nvidia.com/gpu: 8}}}
      """;

  private static String pod(String... rest) {
    return "{apiVersion: v1, kind: Pod, metadata: {name: x, namespace: vision, labels: {tier:"
        + " train}}, spec: {containers: ["
        + GPU
        + "]"
        + (rest.length == 0 ? "" : ", " + String.join(", ", rest))
        + "}}";
  }

  private static String terms(String... terms) {
    return "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
        + " {nodeSelectorTerms: ["
        + String.join(", ", terms)
        + "]}}}";
  }

  private static String term(String expressions) {
    return "{matchExpressions: [" + expressions + "]}";
  }

  private static RuleTrial trial(String... spec) {
    return RuleTrial.of("gpu-node-affinity", spec);
  }

  private static Verdict check(String pod) {
    return trial().create(pod, EnforcementPoint.CHECK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{key: kubernetes.io/hostname, operator: In, values: [h1]}",
        "{key: nvidia.com/gpu.present, operator: Exists}",
        "{key: nvidia.com/gpu.product, operator: Gt, values: ['4']}",
        "{key: nvidia.com/gpu.product, operator: Lt, values: ['4']}",
        "{key: zone, operator: In, values: [a]}, {key: nvidia.com/gpu.present, operator: Exists}"
      })
  void aTermWithSuchAnExpressionIsNarrow(String expressions) {
    assertThat(found(check(pod(terms(term(expressions)))))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{key: kubernetes.io/hostname, operator: In, values: []}",
        "{key: kubernetes.io/hostname, operator: NotIn, values: [h1]}",
        "{key: nvidia.com/gpu.present, operator: DoesNotExist}",
        "{key: zone, operator: In, values: [a]}",
        "{key: kubernetes.io/hostnames, operator: Exists}",
        "{key: nvidia.com/gpu.present, operator: exists}"
      })
  void aTermWithoutOneIsWide(String expressions) {
    assertThat(found(check(pod(terms(term(expressions))))))
        .containsExactly("NodeAffinityTermTooWide " + REQUIRED + ".nodeSelectorTerms[0]");
  }

  @Test
  void everyTermCounts() {
    String good = "{matchFields: [{key: metadata.name, operator: In, values: [n1]}]}";
    String wide = "{matchFields: [{key: metadata.name, operator: NotIn, values: [n1]}]}";
    assertThat(found(check(pod(terms(good, good))))).isEmpty();
    assertThat(found(check(pod(terms(good, wide, good, "null", "{}")))))
        .containsExactly(
            "NodeAffinityTermTooWide " + REQUIRED + ".nodeSelectorTerms[1]",
            "NodeAffinityTermTooWide " + REQUIRED + ".nodeSelectorTerms[3]",
            "NodeAffinityTermTooWide " + REQUIRED + ".nodeSelectorTerms[4]");
  }

  @Test
  void aNodeSelectorPinsWhateverTheTerms() {
    String selector = "nodeSelector: {kubernetes.io/hostname: h1}";
    assertThat(found(check(pod(selector)))).isEmpty();
    assertThat(found(check(pod(selector, terms("{}"))))).isEmpty();
    assertThat(found(check(pod("nodeSelector: {zone: a}")))).hasSize(1);
  }

  @Test
  void everyCarrierIsLookedAtAndBothPointsAgree() {
    String ephemeral = "{containers: [{name: c}], ephemeralContainers: [" + GPU + "]}";
    String initial = "{containers: [{name: c}], initContainers: [" + GPU + "]}";
    for (String carrier : RuleTrial.carriers(ephemeral)) {
      assertThat(found(check(carrier))).as(carrier).isEmpty();
    }
    for (String carrier : RuleTrial.carriers(initial)) {
      Verdict checked = check(carrier);
      assertThat(found(checked))
          .as(carrier)
          .hasSize(1)
          .allMatch(f ->
              f.endsWith(
                  "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution"));
      assertThat(found(trial().create(carrier, EnforcementPoint.VALIDATE)))
          .isEqualTo(found(checked));
      assertThat(found(trial().create(carrier, EnforcementPoint.AUDIT))).isEqualTo(found(checked));
    }
  }

  @Test
  void aCarrierWhosePodsWillBeRepairedIsNoViolationExceptADaemonSet() {
    for (String carrier : RuleTrial.carriers("{containers: [" + GPU + "]}")) {
      boolean isDaemonSet = carrier.contains("DaemonSet");
      boolean isPod = carrier.contains("kind: Pod,");
      for (EnforcementPoint point :
          List.of(EnforcementPoint.CHECK, EnforcementPoint.VALIDATE, EnforcementPoint.AUDIT)) {
        Verdict verdict = trial("mutate: true").in(NODES).create(carrier, point);
        boolean stays = isDaemonSet || (isPod && point != EnforcementPoint.CHECK);
        assertThat(found(verdict)).as(point + carrier).hasSize(stays ? 1 : 0);
        assertThat(verdict.notes()).as(point + carrier).hasSize(stays || isPod ? 0 : 1);
      }
      assertThat(found(trial().in(NODES).create(carrier, EnforcementPoint.CHECK))).hasSize(1);
    }
  }

  @Test
  void aNoteSaysWhatWillBeAdded() {
    String carrier = RuleTrial.carriers("{containers: [" + GPU + "]}").get(4);
    assertThat(trial("mutate: true").in(NODES).create(carrier, EnforcementPoint.VALIDATE).notes())
        .containsExactly(
            "Deployment default/x: pods of spec.template.spec will be pinned to"
                + " kubernetes.io/hostname In [h1, h2]");
  }

  // h3 has too few; n4 has no hostname that could be named; taints and cordons come and go.
  @Test
  void theNodesThatCouldEverFitAreNamed() {
    assertThat(mutated(pod())).isEqualTo("kubernetes.io/hostname In [h1, h2]");
    assertThat(mutated(pod("nodeSelector: {zone: b}"))).isEqualTo("kubernetes.io/hostname In [h2]");
    assertThat(mutated(pod(terms()))).isEqualTo("kubernetes.io/hostname In [h1, h2]");
    assertThat(mutated(pod("affinity: {nodeAffinity: null}")))
        .isEqualTo("kubernetes.io/hostname In [h1, h2]");
  }

  private static String mutated(String pod) {
    Verdict verdict = trial("mutate: true").in(NODES).create(pod, EnforcementPoint.MUTATE);
    return new NodeTerm(terms(verdict.result()).getFirst()).describe();
  }

  private static List<ObjectView> terms(Resource pod) {
    return pod.pods().getFirst().requiredNodeAffinity().objects("nodeSelectorTerms");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nodeName: n1",
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
            + " {nodeSelectorTerms: [{}]}}}",
        "nodeSelector: {zone: nowhere}",
        "initContainers: [{name: i, resources: {limits: {nvidia.com/gpu: many}}}]",
        "initContainers: [{name: i, resources: {limits: {nvidia.com/gpu: 5}}}]"
      })
  void whatCannotBeRepairedStays(String rest) {
    Verdict verdict = trial("mutate: true").in(NODES).create(pod(rest), EnforcementPoint.CHECK);
    assertThat(verdict.patch()).isEmpty();
    assertThat(verdict.malformed()).isEmpty();
    assertThat(found(verdict)).hasSize(1);
  }

  @Test
  void aMirrorPodIsPassedOver() {
    String mirror =
        pod("nodeName: n1")
            .replace("labels:", "annotations: {kubernetes.io/config.mirror: x}, labels:");
    assertThat(found(trial("mutate: true").in(NODES).create(mirror, EnforcementPoint.CHECK)))
        .isEmpty();
  }

  @Test
  void aChangeIsNotRepaired() {
    Verdict verdict =
        trial("mutate: true")
            .in(NODES)
            .update(
                pod("nodeSelector: {kubernetes.io/hostname: h1}"), pod(), EnforcementPoint.CHECK);
    assertThat(verdict.patch()).isEmpty();
    assertThat(found(verdict)).containsExactly("NodeAffinityMissing " + REQUIRED);
  }

  @Test
  void theFirstPoolThatHoldsThePodNamesItsNodes() {
    RuleTrial trial =
        trial(
            "mutate: true",
            "parameters:",
            "  pools:",
            "    - {namespaces: [speech], hostnames: [s1]}",
            "    - {selector: {matchLabels: {tier: serve}}, hostnames: [s2]}",
            "    - {selector: {matchExpressions: [{key: tier, operator: Exists}]}, hostnames: [b,"
                + " a, b]}",
            "    - {hostnames: [z]}");
    Verdict verdict = trial.create(pod(), EnforcementPoint.MUTATE);
    assertThat(new NodeTerm(terms(verdict.result()).getFirst()).describe())
        .isEqualTo("kubernetes.io/hostname In [a, b]");
  }

  /** Whatever the terms: no node that was shut out gets in, nothing is lost, twice is once. */
  @Test
  void repairsNeverWiden() {
    Random random = new Random(17);
    RuleTrial trial = trial("mutate: true").in(NODES);
    int repaired = 0;
    for (int i = 0; i < 500; i++) {
      Resource pod = RuleTrial.resources(pod(terms(randomTerms(random)))).getFirst();
      Verdict first = trial.create(pod, EnforcementPoint.MUTATE);
      for (Map<String, String> labels : worldOfLabels()) {
        if (matches(first.result(), labels)) {
          assertThat(matches(pod, labels)).as(pod.tree().toString()).isTrue();
        }
      }
      assertThat(terms(first.result())).hasSameSizeAs(terms(pod));
      assertThat(trial.create(first.result(), EnforcementPoint.MUTATE).patch()).isEmpty();
      repaired += first.patch().isEmpty() ? 0 : 1;
      if (!first.patch().isEmpty()) {
        assertThat(found(trial.create(first.result(), EnforcementPoint.VALIDATE)))
            .noneMatch(f -> f.startsWith("NodeAffinityTermTooWide"));
      }
    }
    assertThat(repaired).isGreaterThan(100);
  }

  private static String[] randomTerms(Random random) {
    List<String> choices =
        List.of(
            "{}",
            "{matchExpressions: []}",
            term("{key: kubernetes.io/hostname, operator: In, values: [h1]}"),
            term("{key: kubernetes.io/hostname, operator: NotIn, values: [h1]}"),
            term("{key: zone, operator: In, values: [a, b]}"),
            term("{key: zone, operator: Exists}"),
            "{matchFields: [{key: metadata.name, operator: In, values: [n1]}]}",
            "{matchFields: [{key: metadata.name, operator: NotIn, values: [n1]}]}");
    String[] terms = new String[1 + random.nextInt(3)];
    for (int i = 0; i < terms.length; i++) {
      // Empty terms are rare, so that most pods can be repaired.
      terms[i] = choices.get(random.nextInt(10) == 0 ? random.nextInt(2) : 2 + random.nextInt(6));
    }
    return terms;
  }

  private static List<Map<String, String>> worldOfLabels() {
    List<Map<String, String>> labels = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      labels.add(Map.of("kubernetes.io/hostname", "h" + i, "zone", i % 2 == 0 ? "a" : "c"));
    }
    return labels;
  }

  private static boolean matches(Resource pod, Map<String, String> labels) {
    String name = labels.getOrDefault("kubernetes.io/hostname", "").replace('h', 'n');
    return NodeSelector.of(pod.pods().getFirst().requiredNodeAffinity()).matches(name, labels);
  }

  @Test
  void parametersAreChecked() {
    assertThat(RuleTrial.problems("gpu-node-affinity", "parameters: {keys: []}"))
        .singleElement()
        .satisfies(
            p -> assertThat(p).isEqualTo("spec.parameters.keys must hold at least one label"));
    assertThat(
            RuleTrial.problems(
                "gpu-node-affinity", "parameters: {keys: [pool], pools: [{hostnames: []}]}"))
        .containsExactly(
            "spec.parameters.pools[0].hostnames must name at least one node",
            "spec.parameters.pools are pinned by kubernetes.io/hostname, which keys do not hold");
  }

  @Test
  void theSeedWithItsPlaceholderQuotedIsMissingAnAffinity() throws IOException {
    SharedFolder.assumeSeedManifests();
    Path seed = SharedFolder.SEED_MANIFESTS.resolve("000-1-deployment.yaml");
    String yaml =
        Files.readString(seed)
            .replaceAll("(?m)image: (\\{.*)$", "image: \"$1\"")
            .replace("          value: \"0\"\n", "");
    assertThat(found(check(yaml))).containsExactly("NodeAffinityMissing spec.template." + REQUIRED);
  }
}
