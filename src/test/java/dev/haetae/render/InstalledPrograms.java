package dev.haetae.render;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.opentest4j.TestAbortedException;

/**
 * The real helm and kubectl of this machine: beside the control plane's programs or on the path.
 */
public final class InstalledPrograms {
  private InstalledPrograms() {}

  /** The environment in which a command finds helm; aborts the test where there is none. */
  public static Map<String, String> withHelm() {
    return Map.of("HELM", require("helm", "HELM"), "PATH", "/usr/bin:/bin");
  }

  /** The environment in which a command finds kubectl; aborts the test where there is none. */
  public static Map<String, String> withKubectl() {
    Path kubectl = Path.of(require("kubectl", "KUBECTL"));
    return Map.of("PATH", String.valueOf(kubectl.getParent()));
  }

  private static String require(String program, String variable) {
    for (Path candidate : candidates(program, variable)) {
      if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
        return candidate.toString();
      }
    }
    throw new TestAbortedException(
        "not run: no "
            + program
            + ", neither in KUBEBUILDER_ASSETS, on the path, nor in the cache");
  }

  private static List<Path> candidates(String program, String variable) {
    List<Path> candidates = new ArrayList<>();
    candidates.add(Path.of(System.getenv().getOrDefault(variable, "/no")));
    candidates.add(Path.of(System.getenv().getOrDefault("KUBEBUILDER_ASSETS", "/no"), program));
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      candidates.add(Path.of(folder, program));
    }
    Path cache = Path.of(System.getProperty("user.home"), ".cache", "control-plane");
    if (Files.isDirectory(cache)) {
      try (DirectoryStream<Path> versions = Files.newDirectoryStream(cache)) {
        versions.forEach(version -> candidates.add(version.resolve(program)));
      } catch (IOException e) {
        throw new AssertionError(cache + " cannot be read", e);
      }
    }
    return candidates;
  }
}
