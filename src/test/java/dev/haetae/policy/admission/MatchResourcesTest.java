package dev.haetae.policy.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.policy.admission.Match.Result;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MatchResourcesTest {
  private static final String RULES =
      "{resourceRules: [{apiGroups: [%s], apiVersions: [v1], operations: ['*'], resources:"
          + " ['%s']}]}";
  private static final MatchSubject POD =
      new MatchSubject(
          "CREATE", "", "v1", "pods", "", "Pod", "p", "team", Map.of("app", "x"), null, null);

  static MatchResources read(String yaml) {
    Resource resource = resource("apiVersion: v1\nkind: X\nmatch: " + yaml);
    CauseList causes = new CauseList();
    MatchResources read =
        MatchReader.read(new Part(resource.tree(), Place.ROOT, causes).object("match"));
    assertThat(causes.causes()).isEmpty();
    return read;
  }

  private static Resource resource(String yaml) {
    ManifestReader.Manifest manifest =
        ManifestReader.read(
            yaml.getBytes(StandardCharsets.UTF_8), "f.yaml", "default", Limits.FILES);
    assertThat(manifest.problems()).isEmpty();
    return manifest.resources().getFirst();
  }

  private static Result match(String constraints, MatchSubject subject) {
    return read(constraints).matches(subject, Equivalents.BUILT_IN).result();
  }

  private static MatchSubject of(String operation, String resource) {
    String plural = resource.replaceAll("/.*", "");
    String subresource = resource.contains("/") ? resource.replaceAll(".*/", "") : "";
    return new MatchSubject(
        operation, "", "v1", plural, subresource, "K", "n", "team", Map.of(), null, null);
  }

  @ParameterizedTest
  @CsvSource({
    "pods, pods, YES",
    "pods, pods/status, NO",
    "pods/*, pods, YES",
    "pods/*, pods/status, YES",
    "pods/*, services, NO",
    "pods/status, pods, NO",
    "pods/status, pods/status, YES",
    "'*', pods, YES",
    "'*', pods/status, NO",
    "'*/*', pods, YES",
    "'*/*', pods/status, YES",
    "'*/status', pods, NO",
    "'*/status', pods/status, YES",
    "pod, pods, NO",
    "podsx, pods, NO"
  })
  void aPatternSelectsResourcesAndSubresources(String pattern, String resource, Result expected) {
    assertThat(match(RULES.formatted("''", pattern), of("CREATE", resource))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"CREATE, CREATE, YES", "'CREATE, UPDATE', DELETE, NO", "'*', CONNECT, YES"})
  void aRuleIsForItsOperations(String operations, String operation, Result expected) {
    assertThat(
            match(
                "{resourceRules: [{apiGroups: ['*'], apiVersions: ['*'], resources: ['*'],"
                    + " operations: ["
                    + operations.replace("*", "'*'")
                    + "]}]}",
                of(operation, "pods")))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "Namespaced, pods, team, YES",
    "Cluster, pods, team, NO",
    "Cluster, nodes, '', YES",
    "Namespaced, nodes, '', NO",
    "Cluster, namespaces, team, YES",
    "Namespaced, namespaces, team, NO",
    "'*', namespaces, team, YES"
  })
  void aNamespaceIsClusterScopedWhateverItsRequestSays(
      String scope, String resource, String namespace, Result expected) {
    MatchSubject subject =
        new MatchSubject(
            "CREATE", "", "v1", resource, "", "K", "team", namespace, Map.of(), null, null);
    assertThat(
            match(
                "{resourceRules: [{apiGroups: [''], apiVersions: [v1], operations: [CREATE],"
                    + " resources: ['*'], scope: '"
                    + scope
                    + "'}]}",
                subject))
        .isEqualTo(expected);
  }

  @Test
  void anExclusionGoesBeforeEveryRule() {
    String rule = "{apiGroups: [''], apiVersions: [v1], operations: ['*'], resources: [pods]%s}";
    String all = rule.formatted("");
    String one = rule.formatted(", resourceNames: [p]");
    assertThat(match("{resourceRules: [" + all + "]}", POD)).isEqualTo(Result.YES);
    assertThat(match("{resourceRules: [" + all + "], excludeResourceRules: [" + one + "]}", POD))
        .isEqualTo(Result.NO);
    assertThat(match("{excludeResourceRules: [" + all + "]}", of("CREATE", "services")))
        .isEqualTo(Result.YES);
  }

  @Test
  void aNameThatIsYetToBeGeneratedIsNone() {
    String named =
        "{resourceRules: [{apiGroups: [''], apiVersions: [v1], operations: ['*'], resources:"
            + " [pods], resourceNames: [p]}]}";
    MatchSubject generated =
        new MatchSubject("CREATE", "", "v1", "pods", "", "Pod", "", "team", Map.of(), null, null);
    assertThat(match(named, POD)).isEqualTo(Result.YES);
    assertThat(match(named, generated)).isEqualTo(Result.NO);
  }

  private static MatchSubject labelled(
      @Nullable Map<String, String> labels, @Nullable Map<String, String> oldLabels) {
    return new MatchSubject(
        "UPDATE", "", "v1", "pods", "", "Pod", "p", "team", labels, oldLabels, null);
  }

  @Test
  void anObjectIsSelectedAsItIsOrAsItWas() {
    String selector = "{objectSelector: {matchLabels: {app: x}}}";
    assertThat(match(selector, labelled(Map.of("app", "x"), Map.of()))).isEqualTo(Result.YES);
    assertThat(match(selector, labelled(Map.of(), Map.of("app", "x")))).isEqualTo(Result.YES);
    assertThat(match(selector, labelled(null, Map.of("app", "x")))).isEqualTo(Result.YES);
    assertThat(match(selector, labelled(Map.of(), Map.of()))).isEqualTo(Result.NO);
    assertThat(match(selector, labelled(null, null))).isEqualTo(Result.NO);
  }

  private static MatchSubject in(
      String resource,
      String subresource,
      String namespace,
      Map<String, String> labels,
      @Nullable Map<String, String> ofNamespace) {
    return new MatchSubject(
        "UPDATE", "", "v1", resource, subresource, "K", "n", namespace, labels, null, ofNamespace);
  }

  @Test
  void theLabelsOfTheNamespaceDecide() {
    String selector = "{namespaceSelector: {matchLabels: {env: prod}}}";
    Map<String, String> prod = Map.of("env", "prod");
    assertThat(match(selector, in("pods", "", "team", Map.of(), prod))).isEqualTo(Result.YES);
    assertThat(match(selector, in("pods", "", "team", prod, Map.of()))).isEqualTo(Result.NO);
    assertThat(match(selector, in("pods", "", "team", prod, null))).isEqualTo(Result.UNKNOWN);
    assertThat(match(selector, in("nodes", "", "", Map.of(), null))).isEqualTo(Result.YES);
  }

  @Test
  void aNamespaceIsSelectedByItsOwnLabelsUnlessOnlyAPartOfItChanges() {
    String selector = "{namespaceSelector: {matchLabels: {env: prod}}}";
    Map<String, String> prod = Map.of("env", "prod");
    assertThat(match(selector, in("namespaces", "", "team", prod, Map.of()))).isEqualTo(Result.YES);
    assertThat(match(selector, in("namespaces", "status", "team", prod, Map.of())))
        .isEqualTo(Result.NO);
    assertThat(match(selector, in("namespaces", "", "", Map.of(), prod))).isEqualTo(Result.NO);
  }

  @Test
  void theNameOfANamespaceIsKnownWhereItsLabelsAreNot() {
    MatchSubject subject = in("pods", "", "team", Map.of(), null);
    String named = "{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %s%s}}}";
    assertThat(match(named.formatted("team", ""), subject)).isEqualTo(Result.YES);
    assertThat(match(named.formatted("other", ", env: prod"), subject)).isEqualTo(Result.NO);
    assertThat(match(named.formatted("team", ", env: prod"), subject)).isEqualTo(Result.UNKNOWN);
  }

  @Test
  void whatIsNotKnownIsNotAskedWhereARuleDoesNotMatch() {
    assertThat(
            match(
                "{namespaceSelector: {matchLabels: {env: prod}}, resourceRules: [{apiGroups: [''],"
                    + " apiVersions: [v1], operations: ['*'], resources: [services]}]}",
                POD))
        .isEqualTo(Result.NO);
  }

  private static MatchSubject scaler(String version) {
    return new MatchSubject(
        "CREATE",
        "autoscaling",
        version,
        "horizontalpodautoscalers",
        "",
        "HorizontalPodAutoscaler",
        "n",
        "team",
        Map.of(),
        null,
        null);
  }

  @Test
  void anotherVersionOfTheSameResourceIsMatchedAndNamed() {
    String rules =
        "{matchPolicy: %s, resourceRules: [{apiGroups: [autoscaling], apiVersions: [v2],"
            + " operations: ['*'], resources: [horizontalpodautoscalers]}]}";
    MatchResources equivalent = read(rules.formatted("Equivalent"));
    assertThat(equivalent.matches(scaler("v2"), Equivalents.BUILT_IN)).isEqualTo(Match.YES);
    assertThat(equivalent.matches(scaler("v1"), Equivalents.BUILT_IN))
        .isEqualTo(
            new Match(
                Result.YES,
                new Match.Equivalent(
                    "autoscaling", "v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler")));
    assertThat(read(rules.formatted("Exact")).matches(scaler("v1"), Equivalents.BUILT_IN))
        .isEqualTo(Match.NO);
  }

  @Test
  void anEventOfOneGroupIsAnEventOfTheOther() {
    MatchResources rules = read(RULES.formatted("events.k8s.io", "events"));
    Match match = rules.matches(of("CREATE", "events"), Equivalents.BUILT_IN);
    assertThat(match.converted())
        .isEqualTo(new Match.Equivalent("events.k8s.io", "v1", "events", "Event"));
  }

  @Test
  void theServedVersionsOfACustomResourceAreEquivalent() {
    List<Resource> definitions = new ArrayList<>();
    definitions.add(
        resource(
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.example.com}
            spec:
              group: example.com
              names: {plural: widgets, kind: Widget}
              versions:
              - {name: v1, served: true}
              - {name: v2, served: true}
              - {name: v3, served: false}
            """));
    Equivalents equivalents = Equivalents.of(definitions);
    String rules =
        "{resourceRules: [{apiGroups: [example.com], apiVersions: [%s], operations: ['*'],"
            + " resources: ['*', '*/scale']}]}";
    MatchSubject widget =
        new MatchSubject(
            "CREATE", "example.com", "v1", "widgets", "", "Widget", "w", "team", null, null, null);
    MatchSubject scale =
        new MatchSubject(
            "UPDATE",
            "example.com",
            "v1",
            "widgets",
            "scale",
            "Scale",
            "w",
            "team",
            null,
            null,
            null);
    assertThat(read(rules.formatted("v2")).matches(widget, equivalents).converted())
        .isEqualTo(new Match.Equivalent("example.com", "v2", "widgets", "Widget"));
    assertThat(read(rules.formatted("v2")).matches(scale, equivalents).converted())
        .isEqualTo(new Match.Equivalent("example.com", "v2", "widgets", ""));
    assertThat(read(rules.formatted("v3")).matches(widget, equivalents)).isEqualTo(Match.NO);
  }

  @ParameterizedTest
  @CsvSource({
    "admissionregistration.k8s.io, validatingadmissionpolicies, NO",
    "admissionregistration.k8s.io, mutatingadmissionpolicybindings, NO",
    "admissionregistration.k8s.io, validatingwebhookconfigurations, YES",
    "authorization.k8s.io, subjectaccessreviews, NO",
    "authentication.k8s.io, tokenreviews, NO",
    "example.com, tokenreviews, YES"
  })
  void whatKeepsTheClusterAliveIsNeverMatched(String group, String resource, Result expected) {
    MatchSubject subject =
        new MatchSubject("CREATE", group, "v1", resource, "", "K", "n", "", Map.of(), null, null);
    assertThat(MatchResources.ANY.matches(subject, Equivalents.BUILT_IN).result())
        .isEqualTo(expected);
  }
}
