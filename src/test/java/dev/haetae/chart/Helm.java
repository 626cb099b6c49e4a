package dev.haetae.chart;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * A real helm: the one that {@code HELM} names, the one beside the control plane's programs, the
 * path's, or one that was built before.
 *
 * @param program the file to run
 */
record Helm(Path program) {
  /** The chart that is looked at. */
  static final Path CHART = Path.of("charts", "haetae");

  // Helm built from its module takes itself for one of Kubernetes 1.20 unless told otherwise.
  private static final String KUBERNETES = "1.36.3";
  private static final long LIMIT_SECONDS = 120;

  /**
   * What came of a command.
   *
   * @param code its exit code
   * @param out its standard output
   * @param error its standard error
   */
  record Outcome(int code, String out, String error) {}

  /** Helm; aborts the test where there is none. */
  static Helm require() {
    Path found = find();
    if (found == null) {
      throw new TestAbortedException(
          "not run: no helm, neither by HELM nor in KUBEBUILDER_ASSETS, on the path, in the cache");
    }
    return new Helm(found);
  }

  /** The objects that the chart comes to, in the release and the namespace {@code haetae}. */
  String render(String... arguments) {
    Outcome outcome = template(arguments);
    if (outcome.code() != 0) {
      throw new AssertionError("helm template: " + outcome.error());
    }
    return outcome.out();
  }

  /** Renders the chart, whether it can be or not. */
  Outcome template(String... arguments) {
    List<String> command = new ArrayList<>(List.of("template", "haetae", CHART.toString()));
    command.addAll(List.of("--kube-version", KUBERNETES, "--namespace", "haetae"));
    command.addAll(List.of(arguments));
    return run(Map.of(), command.toArray(String[]::new));
  }

  /** What helm itself says of the chart with values from a file. */
  Outcome lint(Path values) {
    return run(
        Map.of(),
        "lint",
        "--strict",
        "--quiet",
        CHART.toString(),
        "--kube-version",
        KUBERNETES,
        "--values",
        values.toString());
  }

  /** Runs any command, with further environment variables. */
  Outcome run(Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    try {
      Path out = Files.createTempFile("helm", ".out");
      Path error = Files.createTempFile("helm", ".err");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(error.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError("not within " + LIMIT_SECONDS + " s: " + command);
        }
        return new Outcome(
            process.exitValue(), Files.readString(out, UTF_8), Files.readString(error, UTF_8));
      } finally {
        Files.delete(out);
        Files.delete(error);
      }
    } catch (IOException e) {
      throw new AssertionError(command + " cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static @Nullable Path find() {
    List<Path> candidates = new ArrayList<>();
    candidates.add(Path.of(variable("HELM", "/no/helm")));
    candidates.add(Path.of(variable("KUBEBUILDER_ASSETS", "/no"), "helm"));
    for (String folder : variable("PATH", "").split(":", -1)) {
      candidates.add(Path.of(folder, "helm"));
    }
    Path cache =
        Path.of(
            variable(
                "XDG_CACHE_HOME", Path.of(System.getProperty("user.home"), ".cache").toString()));
    candidates.addAll(children(cache.resolve("haetae")));
    candidates.addAll(children(cache.resolve("control-plane")));
    for (Path candidate : candidates) {
      if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    return null;
  }

  private static List<Path> children(Path folder) {
    List<Path> helms = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> versions = Files.newDirectoryStream(folder)) {
        versions.forEach(version -> helms.add(version.resolve("helm")));
      } catch (IOException e) {
        throw new AssertionError(folder + " cannot be read", e);
      }
    }
    return helms;
  }

  private static String variable(String name, String otherwise) {
    String value = System.getenv(name);
    return value == null || value.isEmpty() ? otherwise : value;
  }
}
