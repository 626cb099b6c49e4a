package dev.haetae.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.MatchConstraints.Result;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.rule.Operation;
import dev.haetae.simulator.admission.request.ResourceNames;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchConstraintsTest {
  private static Resource object(String yaml) {
    return ManifestReader.read(yaml.getBytes(UTF_8), "x", "default", Limits.FILES)
        .resources()
        .getFirst();
  }

  private static final Resource DEPLOYMENT =
      object(
          "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: a, labels: {t:"
              + " b}}}");

  private static Result match(String constraints, Resource object, String subresource) {
    return match(constraints, object, subresource, "labels: {team: x}");
  }

  private static Result match(
      String constraints, Resource object, String subresource, String ofNamespace) {
    PolicyReader reader =
        new PolicyReader()
            .read(
                ("{apiVersion: haetae.dev/v1alpha1, kind: Policy, metadata: {name: p}, spec: {rule:"
                        + " no-host-path, matchConstraints: "
                        + constraints
                        + "}}")
                    .getBytes(UTF_8),
                "p.yaml");
    assertThat(reader.problems()).isEmpty();
    InventorySnapshot world =
        new InventorySnapshot.Builder()
            .add(
                object(
                    "{apiVersion: v1, kind: Namespace, metadata: {name: a, " + ofNamespace + "}}"))
            .build(true);
    return reader
        .policies()
        .getFirst()
        .naming(new AgentNamespaces(new TreeSet<>(Set.of("a", "b"))))
        .match()
        .matches(object, Operation.CREATE, subresource, world);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|YES",
        "{excludeNamespaces: [a]}|NO",
        "{excludeNamespaces: [b]}|YES",
        "{excludeAgents: true}|NO",
        "{excludeAgents: false}|YES",
        "{excludeAgents: true, excludeNamespaces: [c]}|NO",
        "{objectSelector: {matchLabels: {t: b}}}|YES",
        "{objectSelector: {matchLabels: {t: c}}}|NO",
        "{namespaceSelector: {matchLabels: {team: x}}}|YES",
        "{namespaceSelector: {matchExpressions: [{key: team, operator: DoesNotExist}]}}|NO",
        "{resourceRules: [{apiGroups: [apps], resources: [deployments]}]}|YES",
        "{resourceRules: [{apiGroups: ['']}, {resources: [pods]}]}|NO",
        "{resourceRules: [{apiGroups: ['*'], apiVersions: [v1], resources: ['*'], operations:"
            + " [CREATE]}]}|YES",
        "{resourceRules: [{operations: [UPDATE]}]}|NO",
        "{resourceRules: [{resourceNames: [web]}]}|YES",
        // As in Kubernetes: the object itself, and all its parts.
        "{resourceRules: [{resources: ['deployments/*']}]}|YES",
        "{resourceRules: [{resources: [deployments/scale]}]}|NO",
        "{resourceRules: [{resources: ['*/scale']}]}|NO",
        "{excludeResourceRules: [{resources: [deployments]}]}|NO",
        "{excludeResourceRules: [{resources: ['deployments/*']}]}|NO",
        "{excludeResourceRules: [{resources: [deployments], resourceNames: [other]}]}|YES",
      })
  void matchesAsValidatingAdmissionPoliciesDo(String constraints, Result result) {
    assertThat(match(constraints, DEPLOYMENT, "")).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{resourceRules: [{resources: [deployments]}]}|NO",
        "{resourceRules: [{resources: [deployments/scale]}]}|YES",
        "{resourceRules: [{resources: ['deployments/*']}]}|YES",
        "{resourceRules: [{resources: ['*/scale']}]}|YES",
        "{resourceRules: [{resources: ['*/*']}]}|YES",
        "{resourceRules: [{resources: ['*']}]}|NO",
      })
  void tellsSubresourcesApart(String constraints, Result result) {
    assertThat(match(constraints, DEPLOYMENT, "scale")).isEqualTo(result);
  }

  @Test
  void doesNotGuessLabelsOfNamespaces() {
    Resource elsewhere = object("{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: b}}");
    assertThat(match("{namespaceSelector: {matchLabels: {team: x}}}", elsewhere, ""))
        .isEqualTo(Result.UNKNOWN);
    assertThat(
            match(
                "{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: b}}}",
                elsewhere,
                ""))
        .isEqualTo(Result.YES);
    assertThat(
            match(
                "{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: c, team: x}}}",
                elsewhere,
                ""))
        .isEqualTo(Result.NO);
  }

  @Test
  void selectsNamespacesByTheirOwnLabelsAndOtherClusterObjectsAlways() {
    String selector = "{namespaceSelector: {matchLabels: {team: z}}}";
    assertThat(
            match(selector, object("{apiVersion: v1, kind: Namespace, metadata: {name: c}}"), ""))
        .isEqualTo(Result.NO);
    assertThat(
            match(
                selector,
                object("{apiVersion: v1, kind: PersistentVolume, metadata: {name: c}}"),
                ""))
        .isEqualTo(Result.YES);
  }

  @ParameterizedTest
  @CsvSource({
    "Pod,pods",
    "Ingress,ingresses",
    "NetworkPolicy,networkpolicies",
    "Endpoints,endpoints",
    "StorageClass,storageclasses"
  })
  void guessesPlurals(String kind, String plural) {
    assertThat(ResourceNames.plural(new GroupKind("", kind))).isEqualTo(plural);
  }

  /** Of a namespace that cannot be read the name is known, and nothing else. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{namespaceSelector: {matchLabels: {team: x}}}|UNKNOWN",
        "{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: a}}}|YES",
        "{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: b}}}|NO",
      })
  void doesNotTakeAnUnreadableNamespaceForAnyOther(String constraints, Result expected) {
    assertThat(match(constraints, DEPLOYMENT, "", "annotations: {haetae.dev/unreadable: large}"))
        .isEqualTo(expected);
  }
}
