package dev.haetae.realcluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.policy.PolicyFeed;
import dev.haetae.configuration.AuditSettings;
import dev.haetae.configuration.Configuration;
import dev.haetae.configuration.ReportSettings;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.AgentNamespaces;
import dev.haetae.policy.Policy;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.rule.EnforcementPoint;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Policies and exceptions as objects of a real cluster, from the schema to the verdict. */
@RealCluster(own = true)
final class PoliciesIT {
  private static final Path CRDS = Path.of("charts/haetae/crds");
  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final ResourceDefinitionContext POLICIES = context("Policy", "policies", false);
  private static final ResourceDefinitionContext EXCEPTIONS =
      context("PolicyException", "policyexceptions", true);

  private static final String DENY =
      """
      apiVersion: haetae.dev/v1alpha1
      kind: Policy
      metadata: {name: no-host-path}
      spec: {rule: no-host-path, validationActions: [Deny]}
      """;

  private final AtomicBoolean leader = new AtomicBoolean(true);
  private final AtomicReference<Configuration> configuration =
      new AtomicReference<>(Configuration.DEFAULT);
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private static ResourceDefinitionContext context(String kind, String plural, boolean namespaced) {
    return new ResourceDefinitionContext.Builder()
        .withGroup("haetae.dev")
        .withVersion("v1alpha1")
        .withKind(kind)
        .withPlural(plural)
        .withNamespaced(namespaced)
        .build();
  }

  private static void serveKinds(ControlPlane plane) throws IOException {
    try (Stream<Path> files = Files.list(CRDS)) {
      for (Path file : files.toList()) {
        for (var definition : plane.client().load(Files.newInputStream(file)).items()) {
          plane.client().resource(definition).serverSideApply();
        }
      }
    }
    Await.until(
        "both kinds are served",
        SOON,
        () -> {
          var _ = plane.client().genericKubernetesResources(POLICIES).list();
          var _ = plane.client().genericKubernetesResources(EXCEPTIONS).inAnyNamespace().list();
          return true;
        });
  }

  private static void removeKinds(ControlPlane plane) throws IOException {
    try (Stream<Path> files = Files.list(CRDS)) {
      for (Path file : files.toList()) {
        for (var definition : plane.client().load(Files.newInputStream(file)).items()) {
          plane.client().resource(definition).delete();
          Await.until(
              "the kind is gone", SOON, () -> plane.client().resource(definition).get() == null);
        }
      }
    }
  }

  private PolicyFeed feed(Cluster cluster) {
    List<Policy> shipped = ShippedPolicies.load(List.of("no-host-path", "gpu-limits"));
    PolicyFeed feed =
        PolicyFeed.start(cluster, shipped, configuration::get, leader::get, Clock.systemUTC());
    feed.bindTo(registry);
    Await.until("ready", SOON, () -> feed.missing().isEmpty());
    return feed;
  }

  private static Cluster cluster(ControlPlane plane) throws IOException {
    return Cluster.of(Files.readString(plane.kubeconfig()), Map.of());
  }

  private static void apply(ControlPlane plane, String yaml) {
    for (var object : plane.client().load(ControlPlane.stream(yaml)).items()) {
      plane
          .client()
          .resource(object)
          .fieldValidation(FieldValidateable.Validation.STRICT)
          .forceConflicts()
          .serverSideApply();
    }
  }

  private static List<String> names(PolicyFeed feed) {
    return feed.evaluator().table().policies().stream().map(Policy::name).toList();
  }

  private static Verdict judge(PolicyFeed feed, String namespace) {
    Resource pod =
        ManifestReader.read(
                ("{apiVersion: v1, kind: Pod, metadata: {name: agent-x, namespace: "
                        + namespace
                        + "}, spec: {volumes: [{name: h, hostPath: {path: /}}]}}")
                    .getBytes(UTF_8),
                "pod",
                "default",
                Limits.FILES)
            .resources()
            .getFirst();
    return feed.evaluator()
        .evaluate(Review.create(pod, EnforcementPoint.VALIDATE), InventorySnapshot.OPEN);
  }

  private static GenericKubernetesResource policy(ControlPlane plane, String name) {
    return plane.client().genericKubernetesResources(POLICIES).withName(name).get();
  }

  private static String condition(GenericKubernetesResource object, String field) {
    return Objects.toString(object.get("status", "conditions", 0, field));
  }

  @AfterEach
  void leaveNothing(ControlPlane plane) throws IOException {
    removeKinds(plane);
  }

  @Test
  void everyShippedPolicyIsAcceptedAsItIsWritten(ControlPlane plane) throws IOException {
    serveKinds(plane);
    try (Stream<Path> files = Files.list(Path.of("policies"))) {
      for (Path folder : files.sorted().toList()) {
        apply(plane, Files.readString(folder.resolve("policy.yaml")));
      }
    }
    // Nothing is filled in: what GitOps tools compare is what was written.
    assertThat(Objects.toString(policy(plane, "manifest-strict").get("spec")))
        .isEqualTo("{rule=manifest-strict, validationActions=[Deny]}");
  }

  @Test
  void whatCannotBeAPolicyIsRefused(ControlPlane plane) throws IOException {
    serveKinds(plane);
    Map<String, String> wrong =
        Map.of(
            "{}", "must hold either a rule or expressions",
            "{rule: No_Such}", "spec.rule",
            "{rule: a, validationActions: [Deny, Warn]}", "cannot hold both Deny and Warn",
            "{rule: a, validationActions: []}", "spec.validationActions",
            "{rule: a, validationActions: [Log]}", "spec.validationActions[0]",
            "{rule: a, failurePolicy: Perhaps}", "spec.failurePolicy",
            "{rule: a, mutate: 'yes'}", "mutate",
            "{rule: a, paramaters: {}}", "paramaters",
            "{rule: a, matchConstraints: {excludeNamespace: [a]}}", "excludeNamespace",
            "{rule: a, matchConstraints: {resourceRules: [{operations: [DELETE]}]}}",
                "operations[0]");
    wrong.forEach((spec, told) ->
        assertThatThrownBy(() -> apply(plane, DENY.replaceFirst("(?m)^spec: .*", "spec: " + spec)))
            .as(spec)
            .isInstanceOf(KubernetesClientException.class)
            .hasMessageContaining(told));
  }

  @Test
  void whatCannotBeAnExceptionIsRefused(ControlPlane plane) throws IOException {
    serveKinds(plane);
    String good = "policies: [a], match: {kinds: [Pod]}, reason: b";
    String exception =
        """
        apiVersion: haetae.dev/v1alpha1
        kind: PolicyException
        metadata: {name: a, namespace: default}
        spec: {%s}
        """;
    apply(plane, exception.formatted(good + ", expires: '2027-01-31'"));
    apply(plane, exception.formatted(good + ", expires: '2027-01-31T18:00:00+02:00'"));
    Map<String, String> wrong =
        Map.of(
            "match: {kinds: [Pod]}, reason: b",
            "spec.policies: Required value",
            "policies: [], match: {kinds: [Pod]}, reason: b",
            "spec.policies",
            "policies: [a], reason: b",
            "spec.match: Required value",
            "policies: [a], match: {}, reason: b",
            "spec.match",
            "policies: [a], match: {kinds: [pods]}, reason: b",
            "spec.match.kinds[0]",
            "policies: [a], match: {names: ['*a']}, reason: b",
            "spec.match.names[0]",
            "policies: [a], match: {kinds: [Pod]}",
            "spec.reason: Required value",
            "policies: [a], match: {kinds: [Pod]}, reason: ' '",
            "spec.reason",
            good + ", expires: soon",
            "spec.expires",
            good + ", until: x",
            "until");
    wrong.forEach((spec, told) ->
        assertThatThrownBy(() -> apply(plane, exception.formatted(spec)))
            .as(spec)
            .isInstanceOf(KubernetesClientException.class)
            .hasMessageContaining(told));
  }

  @Test
  void aSwitchFromDenyToWarnHoldsWithinASecond(ControlPlane plane) throws IOException {
    serveKinds(plane);
    apply(plane, DENY);
    try (Cluster cluster = cluster(plane);
        PolicyFeed feed = feed(cluster)) {
      assertThat(judge(feed, "default").isDenied()).isTrue();

      apply(plane, DENY.replace("[Deny]", "[Warn]"));

      Await.until("it only warns", A_SECOND, () -> !judge(feed, "default").isDenied());
      assertThat(judge(feed, "default").findings()).hasSize(1);

      apply(plane, DENY.replace("no-host-path}", "another}"));
      Await.until(
          "there are two", A_SECOND, () -> names(feed).equals(List.of("another", "no-host-path")));
      plane.client().genericKubernetesResources(POLICIES).withName("another").delete();
      Await.until("there is one", A_SECOND, () -> names(feed).equals(List.of("no-host-path")));
    }
  }

  @Test
  void aBrokenEditKeepsTheLastGoodOneAndTheStatusSaysSo(ControlPlane plane) throws IOException {
    serveKinds(plane);
    apply(plane, DENY);
    try (Cluster cluster = cluster(plane);
        PolicyFeed feed = feed(cluster)) {
      Await.until(
          "it is compiled",
          SOON,
          () -> condition(policy(plane, "no-host-path"), "status").equals("True"));

      apply(plane, DENY.replace("rule: no-host-path,", "rule: no-host-path, parameters: {a: 1},"));

      GenericKubernetesResource broken =
          Await.value(
              "its status says that it is broken",
              SOON,
              () -> {
                GenericKubernetesResource now = policy(plane, "no-host-path");
                return condition(now, "status").equals("False") ? now : null;
              });
      assertThat(condition(broken, "message"))
          .isEqualTo(
              "spec.parameters.a is unknown; known are allowedPaths; generation 1 stays in force");
      assertThat(Objects.toString(broken.get("status", "observedGeneration"))).isEqualTo("2");
      assertThat(judge(feed, "default").isDenied()).isTrue();
      Await.until(
          "it is measured",
          SOON,
          () -> registry.scrape().contains("haetae_policy_compiled{policy=\"no-host-path\"} 0.0"));
    }

    // A process that knows nothing of the time before.
    leader.set(false);
    try (Cluster cluster = cluster(plane);
        PolicyFeed feed = feed(cluster)) {
      assertThat(judge(feed, "default").isDenied()).isTrue();
      leader.set(true);

      apply(plane, DENY.replace("[Deny]", "[Warn]").replace("metadata", "# repaired\nmetadata"));
      // The edit that broke it is taken back by its owner.
      plane
          .client()
          .genericKubernetesResources(POLICIES)
          .withName("no-host-path")
          .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"parameters\":null}}");

      Await.until("it only warns", SOON, () -> !judge(feed, "default").isDenied());
      Await.until(
          "it is compiled again",
          SOON,
          () ->
              condition(policy(plane, "no-host-path"), "status").equals("True")
                  && policy(plane, "no-host-path").get("status", "lastGood") == null);
    }
  }

  @Test
  void theShippedPolicyJudgesInThePlaceOfOneThatNeverCompiled(ControlPlane plane)
      throws IOException {
    serveKinds(plane);
    String broken =
        DENY.replace("name: no-host-path}", "name: mine}")
            .replace("rule: no-host-path,", "rule: no-host-path, parameters: {allowedPath: []},");
    apply(plane, broken);
    try (Cluster cluster = cluster(plane);
        PolicyFeed feed = feed(cluster)) {
      assertThat(names(feed)).containsExactly("mine");
      assertThat(judge(feed, "default").isDenied()).isTrue();
      assertThat(feed.missing()).as("no replica would be better off").isEmpty();
      assertThat(feed.uncompiled())
          .containsExactly(
              "policy mine cannot be compiled: spec.parameters.allowedPath is unknown; known are"
                  + " allowedPaths; the shipped policy no-host-path judges in its place, with what"
                  + " can be read of this one but its parameters");
      Await.until(
          "its status says so",
          SOON,
          () -> condition(policy(plane, "mine"), "message").contains("judges in its place"));
      assertThat(Objects.toString(policy(plane, "mine").get("status", "lastGood")))
          .isEqualTo("null");
      Await.until(
          "it is measured",
          SOON,
          () ->
              registry
                  .scrape()
                  .contains("haetae_policy_in_force{policy=\"mine\",version=\"shipped\"} 1.0"));

      apply(plane, broken.replace("allowedPath:", "allowedPaths:").replace("[Deny]", "[Warn]"));

      Await.until("it judges itself", SOON, () -> !judge(feed, "default").isDenied());
      assertThat(feed.uncompiled()).isEmpty();
    }
  }

  @Test
  void onlyTheLeaderWritesAndOnlyOnce(ControlPlane plane) throws Exception {
    serveKinds(plane);
    apply(plane, DENY);
    leader.set(false);
    try (Cluster cluster = cluster(plane);
        PolicyFeed feed = feed(cluster)) {
      String before = policy(plane, "no-host-path").getMetadata().getResourceVersion();
      Await.whileHolds(
          "nobody writes",
          Duration.ofSeconds(2),
          () -> policy(plane, "no-host-path").getMetadata().getResourceVersion().equals(before));

      leader.set(true);
      Await.until(
          "it is written",
          SOON,
          () -> !policy(plane, "no-host-path").getMetadata().getResourceVersion().equals(before));

      String written = policy(plane, "no-host-path").getMetadata().getResourceVersion();
      Await.whileHolds(
          "it is written once",
          Duration.ofSeconds(3),
          () -> policy(plane, "no-host-path").getMetadata().getResourceVersion().equals(written));
      assertThat(feed.missing()).isEmpty();
    }
  }

  @Test
  void anExceptionLetsOneObjectThrough(ControlPlane plane) throws IOException {
    serveKinds(plane);
    apply(plane, DENY);
    String namespace = plane.newNamespace("platform");
    configuration.set(
        new Configuration(
            Carriers.SHIPPED,
            AgentNamespaces.SHIPPED,
            List.of(namespace),
            Duration.ofSeconds(60),
            null,
            null,
            "haetae",
            AuditSettings.DEFAULT,
            ReportSettings.DEFAULT));
    try (Cluster cluster = cluster(plane);
        PolicyFeed feed = feed(cluster)) {
      apply(
          plane,
          """
          apiVersion: haetae.dev/v1alpha1
          kind: PolicyException
          metadata: {name: agents, namespace: %s}
          spec:
            policies: [no-host-path]
            match: {namespaces: [monitoring], names: [agent-*]}
            reason: reads the node's own counters
          """
              .formatted(namespace));

      Await.until("it is honoured", A_SECOND, () -> !judge(feed, "monitoring").isDenied());
      assertThat(judge(feed, "default").isDenied()).isTrue();
      assertThat(judge(feed, "monitoring").waived())
          .extracting(finding -> finding.exception())
          .containsExactly(namespace + "/agents");
      Await.until(
          "its status says so",
          SOON,
          () -> {
            GenericKubernetesResource now =
                plane
                    .client()
                    .genericKubernetesResources(EXCEPTIONS)
                    .inNamespace(namespace)
                    .withName("agents")
                    .get();
            return condition(now, "reason").equals("Honoured")
                && now.get("status", "lastUsed") != null;
          });
    }
  }

  @Test
  void withoutTheKindsTheShippedPoliciesHold(ControlPlane plane) throws IOException {
    try (Cluster cluster = cluster(plane);
        PolicyFeed feed = feed(cluster)) {
      assertThat(names(feed)).containsExactly("gpu-limits", "no-host-path");
      assertThat(registry.scrape()).contains("haetae_policies_shipped 1.0");

      serveKinds(plane);
      apply(plane, DENY.replace("no-host-path}", "mine}"));
      Await.until("the cluster's hold", SOON, () -> names(feed).equals(List.of("mine")));
      assertThat(registry.scrape()).contains("haetae_policies_shipped 0.0");
    }
  }

  @Test
  void deletingTheKindLeavesNoMomentWithoutPolicies(ControlPlane plane) throws Exception {
    serveKinds(plane);
    apply(plane, DENY.replace("no-host-path}", "mine}"));
    try (Cluster cluster = cluster(plane);
        PolicyFeed feed = feed(cluster)) {
      Thread remover =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  removeKinds(plane);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      AtomicBoolean unguarded = new AtomicBoolean();
      Await.until(
          "the shipped ones hold",
          SOON,
          () -> {
            unguarded.compareAndSet(false, !judge(feed, "default").isDenied());
            return names(feed).equals(List.of("gpu-limits", "no-host-path"));
          });
      remover.join();
      assertThat(unguarded).isFalse();
      assertThat(feed.missing()).isEmpty();

      serveKinds(plane);
      apply(plane, DENY.replace("no-host-path}", "mine}"));
      Await.until("the cluster's hold again", SOON, () -> names(feed).equals(List.of("mine")));
    }
  }
}
