package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is exported judges as what it was exported from. */
final class ExportCommandTest {
  private static final String POLICIES =
      """
      apiVersion: haetae.dev/v1alpha1
      kind: Policy
      metadata: {name: few-replicas}
      spec:
        matchConstraints:
          excludeNamespaces: [free]
          resourceRules: [{apiGroups: [apps], apiVersions: [v1], resources: [deployments]}]
        matchConditions:
        - {name: not-bots, expression: "!object.metadata.name.startsWith('bot-')"}
        variables:
        - {name: most, expression: "object.metadata.namespace == 'prod' ? 20 : 3"}
        validations:
        - expression: object.spec.replicas <= variables.most
          messageExpression: "'at most ' + string(variables.most) + ' replicas here'"
          reason: Forbidden
        - expression: has(object.metadata.labels) && 'team' in object.metadata.labels
          message: say whose it is
      ---
      apiVersion: haetae.dev/v1alpha1
      kind: Policy
      metadata: {name: no-latest}
      spec:
        validationActions: [Warn]
        matchConstraints:
          objectSelector: {matchLabels: {strict: "yes"}}
          resourceRules: [{apiGroups: [""], resources: [pods]}]
        validations:
        - {expression: "object.spec.containers.all(c, !c.image.endsWith(':latest'))", message: a tag}
        - {expression: "object.spec.hostname != ''"}
      """;

  private static final String OBJECTS =
      deployment("web", "test", "{team: a}", 3)
          + deployment("web", "test", "{}", 4)
          + deployment("web", "prod", "{team: a}", 20)
          + deployment("web", "prod", "{team: a}", 21)
          + deployment("bot-1", "prod", "{}", 99)
          + deployment("web", "free", "{}", 99)
          + pod("a", "{strict: 'yes'}", "x:latest")
          + pod("b", "{strict: 'no'}", "x:latest")
          + pod("c", "{strict: 'yes'}", "x:1");

  @TempDir private Path folder;

  private static String deployment(String name, String namespace, String labels, int replicas) {
    return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: %s, namespace: %s, labels: %s}\n"
            .formatted(name, namespace, labels)
        + "spec: {replicas: %d, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, "
            .formatted(replicas)
        + "spec: {containers: [{name: m, image: x}]}}}\n---\n";
  }

  private static String pod(String name, String labels, String image) {
    return "apiVersion: v1\nkind: Pod\nmetadata: {name: %s, labels: %s}\n".formatted(name, labels)
        + "spec: {containers: [{name: m, image: '%s'}]}\n---\n".formatted(image);
  }

  private List<String> judged(String policies) throws IOException, UnreadableException {
    Path file = Files.writeString(folder.resolve("policies.yaml"), policies);
    Path objects = Files.writeString(folder.resolve("objects.yaml"), OBJECTS);
    Trial trial = Trial.of("check", "-o", "json", "-p", file.toString(), objects.toString());
    ObjectValue report =
        (ObjectValue)
            JsonReader.review(trial.out().getBytes(StandardCharsets.UTF_8), Limits.REVIEW);
    List<String> lines = new ArrayList<>();
    for (String list : List.of("findings", "undecided", "errors")) {
      ArrayValue found = (ArrayValue) report.get(list);
      for (int i = 0; i < found.size(); i++) {
        ObjectValue one = (ObjectValue) found.get(i);
        lines.add(
            String.join(
                " ",
                list,
                one.text("action"),
                one.text("policy"),
                one.get("object").toString(),
                one.text("message")));
      }
    }
    lines.sort(null);
    return lines;
  }

  @Test
  void onlyOneSentenceTellsOfAllThatAPolicyHasOfHaetae() throws IOException {
    String own =
        """
        apiVersion: haetae.dev/v1alpha1
        kind: Policy
        metadata: {name: mine}
        spec:
          podTemplates: true
          parameters: {most: 3}
          validations:
          - expression: pod.spec.containers.size() <= params.most
          - expression: predict.pod(pod).outcome == inventory.nodes()[0].name
        """;
    Trial export =
        Trial.of("export", Files.writeString(folder.resolve("own.yaml"), own).toString());
    assertThat(export.code()).isEqualTo(3);
    assertThat(export.out()).isEmpty();
    assertThat(export.err().lines())
        .singleElement()
        .asString()
        .endsWith(
            "the policy \"mine\" uses what only Haetae has: inventory, parameters, podTemplates,"
                + " predict");
  }

  @Test
  void whatIsExportedJudgesAsWhatItCameFrom() throws IOException, UnreadableException {
    Path own = Files.writeString(folder.resolve("own.yaml"), POLICIES);
    Trial export = Trial.of("export", own.toString());
    assertThat(export.code()).isZero();
    List<String> before = judged(POLICIES);
    assertThat(before).hasSize(6);
    assertThat(judged(export.out())).containsExactlyElementsOf(before);
  }
}
