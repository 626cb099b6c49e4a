package dev.haetae.bench.cluster;

import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Policies by copies of the shipped ones, and in CEL. The state of one is the number of its edits,
 * each of which turns its failurePolicy round, and changes a number in its expression.
 */
final class Policies implements Source {
  private static final Path FOLDER = Path.of("policies");

  private final List<String> specs = new ArrayList<>();
  private final int inCel;

  /** Policies of which the first so many are in CEL. */
  Policies(int inCel) throws IOException {
    this.inCel = inCel;
    for (Resource policy : shipped()) {
      specs.add(JsonWriter.toText(policy.tree().get("spec")));
    }
  }

  private static List<Resource> shipped() throws IOException {
    List<Path> files;
    try (Stream<Path> folders = Files.list(FOLDER)) {
      files =
          folders
              .map(folder -> folder.resolve("policy.yaml"))
              .filter(Files::exists)
              .sorted()
              .toList();
    }
    List<Resource> policies = new ArrayList<>();
    for (Path file : files) {
      policies.addAll(
          ManifestReader.read(Files.readAllBytes(file), file.toString(), "default", Limits.FILES)
              .resources());
    }
    return policies;
  }

  @Override
  public String json(int slot, int generation, int state, long version) {
    return "{\"kind\":\"Policy\",\"apiVersion\":\"haetae.dev/v1alpha1\",\"metadata\":{\"name\":\"p-"
        + slot
        + "\",\"uid\":\""
        + Pods.uid(0x60 + generation, slot)
        + "\",\"generation\":"
        + (state + 1)
        + ",\"resourceVersion\":\""
        + version
        + "\"},\"spec\":"
        + spec(slot, state % 2 == 0 ? "Ignore" : "Fail", state)
        + '}';
  }

  private String spec(int slot, String failurePolicy, int state) {
    if (slot >= inCel) {
      String spec = specs.get(slot % specs.size());
      return spec.replaceFirst(
          "\"failurePolicy\":\"[A-Za-z]*\"", "\"failurePolicy\":\"" + failurePolicy + '"');
    }
    return "{\"matchConstraints\":{\"resourceRules\":[{\"apiGroups\":[\"\"],\"apiVersions\":[\"v1\"],"
               + "\"operations\":[\"CREATE\",\"UPDATE\"],\"resources\":[\"pods\"]}]},\"failurePolicy\":\""
        + failurePolicy
        + "\",\"variables\":[{\"name\":\"containers\",\"expression\":\"object.spec.containers\"}],"
        + "\"validations\":[{\"expression\":\"variables.containers.size() <= "
        + (100 + slot + state)
        + "\",\"message\":\"too many containers\"}],\"validationActions\":[\"Deny\"]}";
  }
}
