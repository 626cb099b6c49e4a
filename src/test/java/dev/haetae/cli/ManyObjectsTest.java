package dev.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.policy.PolicyFolders;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of objects in one run, made from the cases of all rules: other names, other namespaces,
 * here and there a field forgotten or a name as long as names may be.
 */
class ManyObjectsTest {
  private static final int OBJECTS = 5000;
  private static final int FILES = 10;
  private static final int LONGEST_WARNING = 256;
  private static final Set<String> CHOSEN =
      Set.of(
          "labels",
          "matchLabels",
          "selector",
          "values",
          "name",
          "image",
          "path",
          "server",
          "volumeHandle",
          "claimName",
          "volumeName",
          "storageClassName",
          "serviceName",
          "loadBalancerClass",
          "externalTrafficPolicy",
          "targetPort",
          "nodeSelector");
  private static final List<String> NAMESPACES = List.of("default", "vision", "speech", "platform");

  @Test
  void areCheckedWithoutACrashAndTwiceAlike(@TempDir Path folder) throws IOException {
    write(folder);
    Trial first = Trial.of("check", folder.toString(), "-o", "json");
    Trial second = Trial.of("check", folder.toString(), "-o", "json");

    assertThat(first.json().get("errors")).hasToString("[]");
    assertThat(first.code()).isEqualTo(ExitCode.DENIED);
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(second.err()).isEqualTo(first.err());
    assertThat(first.json("summary").get("objects")).hasToString(Integer.toString(OBJECTS));
    assertSortedAndShort(first);
  }

  @Test
  void quotasByTheThousandAreGivenUpOnAloud() {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 2100; i++) {
      all.append(
          """
          apiVersion: v1
          kind: ResourceQuota
          metadata: {name: q%d}
          spec: {hard: {pods: 9}}
          ---
          """
              .formatted(i));
    }
    all.append(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec: {containers: [{name: web, image: a}]}
        """);
    Trial trial = Trial.reading(all.toString(), "check", "-", "--rule", "namespace-quota");

    assertThat(trial.out()).contains("undecided");
  }

  private static void assertSortedAndShort(Trial trial) {
    ArrayValue findings = (ArrayValue) trial.json().get("findings");
    assertThat(findings.size()).isGreaterThan(OBJECTS / 4);
    List<String> places = new ArrayList<>();
    Set<String> tooLong = new TreeSet<>();
    for (int i = 0; i < findings.size(); i++) {
      ObjectValue finding = (ObjectValue) findings.get(i);
      ObjectValue location = (ObjectValue) finding.get("location");
      places.add(
          "%s %6s %6s %s"
              .formatted(
                  location.get("file"),
                  location.get("line"),
                  location.get("column"),
                  finding.get("rule")));
      String warning = finding.get("message") + "; " + finding.get("remediation");
      if (warning.codePointCount(0, warning.length()) > LONGEST_WARNING) {
        tooLong.add(finding.get("reason") + ": " + warning);
      }
      assertThat(finding.get("reason").toString()).as(warning).isNotEqualTo("InternalError");
    }
    assertThat(places).isSorted();
    assertThat(tooLong).isEmpty();
  }

  private static void write(Path folder) throws IOException {
    List<Resource> cases = cases();
    Random random = new Random(20260601);
    for (int file = 0; file < FILES; file++) {
      StringBuilder out = new StringBuilder();
      for (int i = 0; i < OBJECTS / FILES; i++) {
        Resource model = cases.get(random.nextInt(cases.size()));
        String name = model.name() + '-' + file + '-' + i;
        if (random.nextInt(20) == 0) {
          name = name + "-long".repeat(45);
        }
        ObjectValue metadata =
            model
                .metadata()
                .value()
                .with("name", new StringValue(name))
                .with("namespace", new StringValue(NAMESPACES.get(random.nextInt(4))));
        ObjectValue tree = model.tree().with("metadata", metadata);
        if (random.nextInt(10) == 0) {
          tree = (ObjectValue) stretched(tree, "");
        }
        if (random.nextInt(10) == 0) {
          tree = (ObjectValue) forgetful(tree, random, 0);
        }
        out.append("---\n").append(JsonWriter.toText(tree)).append('\n');
      }
      Files.writeString(folder.resolve("objects-" + file + ".yaml"), out);
    }
  }

  // Every word that the user chooses is as long as a label's value may be, or a path.
  private static Value stretched(Value value, String key) {
    if (value instanceof StringValue text) {
      return CHOSEN.contains(key) && !text.text().isEmpty()
          ? new StringValue(text.text() + "-long".repeat(key.equals("path") ? 50 : 10))
          : value;
    }
    if (value instanceof ArrayValue array) {
      ArrayValue.Builder out = new ArrayValue.Builder();
      for (int i = 0; i < array.size(); i++) {
        out.add(stretched(array.get(i), key));
      }
      return out.build();
    }
    if (!(value instanceof ObjectValue object)) {
      return value;
    }
    ObjectValue out = object;
    for (int i = 0; i < object.size(); i++) {
      boolean chosen = CHOSEN.contains(key) && !key.equals("name");
      String below = chosen && !object.key(i).equals("operator") ? key : object.key(i);
      out = out.with(object.key(i), stretched(object.value(i), below));
    }
    return out;
  }

  // Some field of the spec, anywhere below it, is not written.
  private static Value forgetful(Value value, Random random, int depth) {
    if (!(value instanceof ObjectValue object) || object.size() == 0) {
      return value;
    }
    String key = depth == 0 ? "spec" : object.key(random.nextInt(object.size()));
    if (!object.has(key)) {
      return value;
    }
    return depth > 0 && random.nextInt(3) == 0
        ? object.without(key)
        : object.with(key, forgetful(object.get(key), random, depth + 1));
  }

  private static List<Resource> cases() throws IOException {
    List<Resource> cases = new ArrayList<>();
    for (String id : PolicyFolders.ids()) {
      Path folder = PolicyFolders.ROOT.resolve(id).resolve("cases");
      for (String name : PolicyFolders.names(folder)) {
        if (name.endsWith(".yaml") && !name.endsWith(".policy.yaml")) {
          byte[] text = Files.readString(folder.resolve(name), UTF_8).getBytes(UTF_8);
          cases.addAll(ManifestReader.read(text, name, "default", Limits.FILES).resources());
        }
      }
    }
    return cases;
  }
}
