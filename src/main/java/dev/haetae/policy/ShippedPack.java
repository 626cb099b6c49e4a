package dev.haetae.policy;

import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.ManifestReader.Manifest;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.YamlWriter;
import dev.haetae.resource.tree.ShippedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The shipped policies as the build puts them together: one list without a comment, of policies
 * that were read and checked then. A start reads it in a tenth of the time that their files take.
 */
final class ShippedPack {
  private ShippedPack() {}

  /**
   * Writes the pack; a step of the build.
   *
   * @param arguments the folder of the policies, and the file to write
   */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[1]);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text(Path.of(arguments[0])));
  }

  /**
   * The text of the pack.
   *
   * @param folder holds a folder for each policy
   * @throws IllegalStateException with all that is wrong with them
   */
  static String text(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    PolicyReader reader = new PolicyReader();
    List<Problem> problems = new ArrayList<>();
    for (Path file : files(folder)) {
      Manifest manifest =
          ManifestReader.read(Files.readAllBytes(file), file.toString(), "default", Limits.FILES);
      problems.addAll(manifest.problems());
      for (Resource policy : manifest.resources()) {
        reader.read(policy);
        YamlWriter.appendElement(text, policy.tree());
      }
    }
    problems.addAll(reader.problems());
    require(problems);
    return text.toString();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .map(policy -> policy.resolve("policy.yaml"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  /** Refuses a pack with problems. */
  static void require(List<Problem> problems) {
    if (!problems.isEmpty()) {
      StringBuilder all = new StringBuilder("the shipped policies cannot be read:");
      for (Problem problem : problems) {
        all.append('\n')
            .append(problem.file())
            .append(':')
            .append(problem.line())
            .append(": ")
            .append(problem.message());
      }
      throw new IllegalStateException(all.toString());
    }
  }

  /** The policies of the pack, by name. */
  static Map<String, Resource> read() {
    byte[] text = ShippedText.of("policies/pack.yaml").getBytes(StandardCharsets.UTF_8);
    Manifest pack = ManifestReader.read(text, "pack.yaml", "default", Limits.FILES);
    require(pack.problems());
    Map<String, Resource> policies = HashMap.newHashMap(pack.resources().size());
    for (Resource policy : pack.resources()) {
      policies.put(policy.name(), policy);
    }
    return policies;
  }
}
