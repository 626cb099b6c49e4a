package dev.haetae;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher's processes say, and how they end, when the machine gives them too little. */
final class LauncherIT {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: a}
      spec: {volumes: [{name: h, hostPath: {path: /}}]}
      """;
  private static final Pattern MANAGEMENT = Pattern.compile("management (http://localhost:\\d+)");

  @TempDir private Path folder;

  private record Ended(int code, String out, String err) {}

  /** An installation as the image has one. */
  @BeforeEach
  void install() throws IOException {
    Path target = Path.of("target").toAbsolutePath();
    Files.copy(Path.of("haetae"), folder.resolve("haetae"));
    assertThat(folder.resolve("haetae").toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(folder.resolve("haetae.jar"), target.resolve("haetae.jar"));
    Files.createSymbolicLink(folder.resolve("lib"), target.resolve("lib"));
  }

  /** A shell's command in the installation, with {@code options} for the JVM. */
  private ProcessBuilder command(String options, String command) {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).directory(folder.toFile());
    builder
        .environment()
        .putAll(
            Map.of("HAETAE_JAVA", System.getProperty("java.home"), "HAETAE_JAVA_OPTS", options));
    builder.environment().remove("KUBERNETES_SERVICE_HOST");
    return builder;
  }

  private Ended run(String options, String command) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        command(options, command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    return new Ended(process.waitFor(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }

  private static boolean works(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static void assertOutOfMemory(Ended ended) {
    assertThat(ended.code()).as(ended.err()).isEqualTo(5);
    assertThat(ended.err())
        .containsOnlyOnce("haetae: out of memory: the heap may take ")
        .contains("resources.limits.memory", "HAETAE_JAVA_OPTS=-Xmx2g");
    assertThat(ended.out()).isEmpty();
  }

  /** The memory of classes runs out at a class that somebody needs somewhere, a heap's anywhere. */
  @Test
  void aServerWithoutMemoryHasItsOwnExitCode() throws Exception {
    String serve = "exec ./haetae serve --port 0 --management-port 0 --tls-dir tls";
    assertOutOfMemory(run("-XX:MaxMetaspaceSize=16m", serve));
    Files.writeString(folder.resolve("world.yaml"), (POD + "---\n").repeat(20_000));
    assertOutOfMemory(run("-Xmx24m", serve + " --inventory world.yaml"));
  }

  /**
   * By the names that kubectl looks for on the path, the launcher is its plugin and completes it.
   */
  @Test
  void isAPluginOfKubectl() throws Exception {
    for (String name : List.of("kubectl-haetae", "kubectl_complete-haetae")) {
      Files.createSymbolicLink(folder.resolve(name), Path.of("haetae"));
    }
    Files.writeString(folder.resolve("pod.yaml"), POD);
    Ended misused = run("", "./kubectl-haetae check --nope");
    assertThat(misused.err())
        .isEqualTo(
            "haetae: there is no option \"--nope\"\n'kubectl haetae check --help' says more\n");
    String path = "PATH=$PWD:${KUBEBUILDER_ASSETS:-$PWD}:$PATH; ";
    Assumptions.assumeTrue(
        run("", path + "command -v kubectl").code() == 0,
        "not run: no kubectl in KUBEBUILDER_ASSETS nor on the path");
    Ended checked = run("", path + "kubectl haetae check pod.yaml");
    assertThat(checked.out()).contains("pod.yaml:4:28: deny [no-host-path] Pod default/a: ");
    assertThat(checked.code()).isEqualTo(1);
    assertThat(run("", path + "kubectl __complete haetae explain no-host").out())
        .isEqualTo("no-host-path\n:4\n");
    assertThat(run("", path + "kubectl __complete haetae check --operation ''").out())
        .isEqualTo("CREATE\nUPDATE\nDELETE\n:4\n");
  }

  /** Of whoever catches an error of memory nobody is asked. */
  @Test
  void aCheckWithoutMemoryHasItToo() throws Exception {
    Files.writeString(folder.resolve("many.yaml"), (POD + "---\n").repeat(20_000));
    assertOutOfMemory(run("-Xmx16m", "exec ./haetae check many.yaml"));
  }

  @Test
  void standardOutputThatIsFullIsAnError() throws Exception {
    Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")), "no /dev/full on this machine");
    Files.writeString(folder.resolve("pod.yaml"), POD);
    Ended full = run("", "./haetae check pod.yaml >/dev/full");
    assertThat(full.err())
        .isEqualTo(
            "haetae: standard output could not be written: no space is left on the device\n");
    assertThat(full.code()).isEqualTo(4);
    Ended report = run("", "./haetae check -o json=/dev/full pod.yaml");
    assertThat(report.err())
        .isEqualTo(
            "haetae: the report could not be written to /dev/full: no space is left on the"
                + " device\n");
    assertThat(report.code()).isEqualTo(4);
    // Who has seen enough is no fault: the exit code is the check's.
    Ended enough = run("", "{ ./haetae check pod.yaml; echo $? >code; } | true; cat code >&2");
    assertThat(enough.err()).isEqualTo("1\n");
  }

  @Test
  void aFullDiskIsToldWithThePlace() throws Exception {
    Assumptions.assumeTrue(
        works("unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"),
        "not run: no file system can be mounted here");
    Ended ended =
        run(
            "",
            "mkdir tls && exec unshare --map-root-user --mount sh -c 'mount -t tmpfs -o size=4k"
                + " tmpfs tls && exec ./haetae serve --port 0 --management-port 0 --tls-dir tls'");
    assertThat(ended.err())
        .isEqualTo(
            "haetae: tls: certificates cannot be made there: no space is left on the device. Give"
                + " the server's user room and the right to write there, or put tls.crt and tls.key"
                + " there.\n");
    assertThat(ended.code()).isEqualTo(4);
  }

  @Test
  void aServerThatMayOpenTooFewFilesSaysSo() throws Exception {
    Ended ended = run("", "ulimit -n 100 && exec ./haetae serve --port 0 --management-port 0");
    assertThat(ended.err())
        .isEqualTo(
            "haetae: a server needs 256 files open at once, and only 100 may be (ulimit -n).\n");
    assertThat(ended.code()).isEqualTo(4);
  }

  /** Strangers who take all connections there may be cost one line, and nothing that is open. */
  @Test
  void aServerWithoutFurtherFilesServesWhatIsOpen() throws Exception {
    Assumptions.assumeTrue(works("prlimit", "--version"), "no prlimit on this machine");
    Path err = folder.resolve("err");
    Process server =
        command("", "exec ./haetae serve --port 0 --management-port 0 --tls-dir tls")
            .redirectError(err.toFile())
            .start();
    List<Socket> strangers = new ArrayList<>();
    try (BufferedReader out =
            new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8));
        HttpClient client = HttpClient.newHttpClient()) {
      Matcher management = MANAGEMENT.matcher(String.valueOf(out.readLine()));
      assertThat(management.find()).isTrue();
      URI base = URI.create(management.group(1));
      assertThat(get(client, base)).isEqualTo(200);

      long limit = openFiles(server) + 8;
      limit(server, limit);
      while (!Files.readString(err).contains("no connection can be taken")) {
        if (strangers.size() < 64) {
          strangers.add(new Socket("localhost", base.getPort()));
        }
        // The client keeps the connection that it has.
        assertThat(get(client, base)).isEqualTo(200);
      }
      assertThat(Files.readString(err))
          .contains("no connection can be taken: too many files are open (ulimit -n says")
          .doesNotContain("Exception", "\tat ");

      for (Socket stranger : strangers) {
        stranger.close();
      }
      try (HttpClient another = HttpClient.newHttpClient()) {
        assertThat(get(another, base)).isEqualTo(200);
      }
      server.destroy();
      assertThat(server.waitFor()).isEqualTo(143);
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  private static int get(HttpClient client, URI base) throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(base.resolve("/health/liveness"))
                .version(HttpClient.Version.HTTP_1_1)
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static long openFiles(Process process) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return files.count();
    }
  }

  private static void limit(Process process, long files) throws InterruptedException {
    assertThat(works("prlimit", "--pid", "" + process.pid(), "--nofile=" + files + ":" + files))
        .isTrue();
  }
}
