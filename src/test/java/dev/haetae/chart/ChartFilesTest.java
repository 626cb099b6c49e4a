package dev.haetae.chart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.GoldenFile;
import dev.haetae.policy.AgentNamespaces;
import dev.haetae.policy.PolicyFolders;
import dev.haetae.policy.RuleCatalog;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.GroupKind;
import dev.haetae.rule.RuleInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * What the chart says twice, it says alike: the policies and the kinds that are known, which a
 * chart cannot read from outside its folder, the README's table of values, and which parameters
 * each rule has.
 */
class ChartFilesTest {
  private static final Path CHART = Path.of("charts", "haetae");
  private static final Path POLICIES = CHART.resolve("files").resolve("policies");
  private static final Path CARRIERS = CHART.resolve("files").resolve("carriers.txt");
  private static final Path AGENTS = CHART.resolve("files").resolve("agents.txt");
  private static final Path README = CHART.resolve("README.md");
  private static final Path SCHEMA = CHART.resolve("values.schema.json");
  private static final String RULES = "    \"rules\": {\n      \"properties\": {\n";
  private static final String TABLE = "| value | default | what it is |\n|---|---|---|\n";
  // What is Kubernetes' own is read and refused by it; the parameters of each rule stand apart.
  private static final List<String> FREE =
      List.of(
          "global",
          "affinity",
          "tolerations[]",
          "topologySpreadConstraints[]",
          "networkPolicy.webhookFrom[]",
          "networkPolicy.metricsFrom[]",
          "policies.*.parameters");

  @Test
  @Tag(GoldenFile.TAG)
  void copiesThePolicies() throws IOException {
    List<String> copies = PolicyFolders.ids().stream().map(id -> id + ".yaml").toList();
    for (String name : PolicyFolders.names(POLICIES)) {
      if (GoldenFile.isWriting() && !copies.contains(name)) {
        Files.delete(POLICIES.resolve(name));
      }
    }
    for (String id : PolicyFolders.ids()) {
      GoldenFile.compare(POLICIES.resolve(id + ".yaml"), Files.readString(policy(id)));
    }
    assertThat(PolicyFolders.names(POLICIES)).as(GoldenFile.HOW).isEqualTo(copies);
  }

  /** So that the chart refuses what the server would: to be told of a kind that it knows. */
  @Test
  @Tag(GoldenFile.TAG)
  void namesTheCarriersThatAreKnown() throws IOException {
    StringBuilder kinds = new StringBuilder();
    Carriers.SHIPPED.kinds().stream()
        .map(GroupKind::toString)
        .sorted()
        .forEach(kind -> kinds.append(kind).append('\n'));
    GoldenFile.compare(CARRIERS, kinds.toString());
  }

  /** So that the chart guards the namespaces that the server leaves out. */
  @Test
  @Tag(GoldenFile.TAG)
  void namesTheAgentsNamespaces() throws IOException {
    String names = String.join("\n", AgentNamespaces.SHIPPED.names());
    GoldenFile.compare(AGENTS, names + '\n');
  }

  @Test
  @Tag(GoldenFile.TAG)
  void describesEveryValue() throws IOException {
    List<ChartValue> values = values();
    assertThat(values).filteredOn(value -> value.description().isEmpty()).isEmpty();
    StringBuilder rows = new StringBuilder();
    for (ChartValue value : values) {
      rows.append("| `").append(value.path()).append("` | `").append(value.shipped());
      rows.append("` | ").append(value.description().replace("|", "\\|")).append(" |\n");
    }
    String written = Files.readString(README, UTF_8);
    int start = written.indexOf(TABLE);
    assertThat(start).as("place of the table in %s", README).isNotNegative();
    int end = written.indexOf("\n\n", start) + 1;
    GoldenFile.compare(README, written.substring(0, start) + TABLE + rows + written.substring(end));
  }

  @Test
  void switchesOffThePoliciesThatAreThereToBeAskedFor() throws IOException {
    Map<String, Object> off = new HashMap<>();
    for (RuleInfo rule : RuleCatalog.rules()) {
      if (!rule.shipped()) {
        off.put(rule.id(), Map.of("enabled", false));
      }
    }
    assertThat(map(load(CHART.resolve("values.yaml")), "policies")).isEqualTo(off);
  }

  @Test
  void knowsEveryValueAndRefusesAllOthers() throws IOException {
    Map<?, ?> schema = load(SCHEMA);
    List<String> open = new ArrayList<>();
    List<String> known = new ArrayList<>();
    walk("", schema, schema, open, known);
    assertThat(open).containsExactlyInAnyOrderElementsOf(FREE);
    assertThat(known).containsAll(values().stream().map(ChartValue::path).toList());
  }

  @Test
  @Tag(GoldenFile.TAG)
  void knowsTheParametersOfEveryRule() throws IOException {
    StringBuilder rules = new StringBuilder();
    for (String id : RuleCatalog.ids()) {
      RuleCatalog.Entry rule = requireNonNull(RuleCatalog.find(id));
      rules.append(rules.isEmpty() ? "" : ",\n").append("        \"").append(id);
      rules.append("\": {\"properties\": {\"parameters\": ").append(ParameterSchema.of(rule));
      rules.append(rule.info().repairs() ? "" : ", \"mutate\": {\"const\": false}").append("}}");
    }
    String written = Files.readString(SCHEMA, UTF_8);
    int start = written.indexOf(RULES);
    assertThat(start).as("place of the rules in %s", SCHEMA).isNotNegative();
    String end = "\n      }\n    }\n";
    String rest = written.substring(written.indexOf(end, start + RULES.length() - 1));
    GoldenFile.compare(SCHEMA, written.substring(0, start) + RULES + rules + rest);
  }

  private static void walk(
      String path, Map<?, ?> node, Map<?, ?> root, List<String> open, List<String> known) {
    if (node.get("$ref") instanceof String reference) {
      String name = reference.substring("#/definitions/".length());
      walk(path, map(map(root, "definitions"), name), root, open, known);
      return;
    }
    known.add(path);
    if (node.get("items") instanceof Map<?, ?> items) {
      walk(path + "[]", items, root, open, known);
    }
    if (!"object".equals(node.get("type"))) {
      return;
    }
    Object additional = node.get("additionalProperties");
    if (additional == null || Boolean.TRUE.equals(additional)) {
      open.add(path);
    } else if (additional instanceof Map<?, ?> any) {
      walk(path + ".*", any, root, open, known);
    }
    if (node.get("properties") instanceof Map<?, ?> properties) {
      for (Map.Entry<?, ?> property : properties.entrySet()) {
        String name = path.isEmpty() ? "" + property.getKey() : path + '.' + property.getKey();
        walk(name, (Map<?, ?>) property.getValue(), root, open, known);
      }
    }
  }

  private static Map<?, ?> map(Map<?, ?> node, String key) {
    return node.get(key) instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<ChartValue> values() throws IOException {
    return ChartValue.read(Files.readString(CHART.resolve("values.yaml"), UTF_8));
  }

  // JSON is YAML too.
  private static Map<?, ?> load(Path file) throws IOException {
    return new Yaml().<Map<?, ?>>load(Files.readString(file, UTF_8));
  }

  private static Path policy(String id) {
    return PolicyFolders.ROOT.resolve(id).resolve("policy.yaml");
  }
}
