package dev.haetae.lsp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** A real editor: what it is told of a GPU pod, which code action it takes, what is left then. */
final class NeovimIT {
  private static final Path SCRIPT = Path.of("src/test/resources/dev/haetae/lsp/neovim.lua");
  private static final String NODE =
      """
      apiVersion: v1
      kind: Node
      metadata:
        name: gpu-1
        labels: {kubernetes.io/hostname: gpu-1, nvidia.com/gpu.present: "true"}
      status:
        allocatable: {cpu: "64", memory: 256Gi, nvidia.com/gpu: "8", pods: "110"}
      """;
  private static final String POD =
      """
      # 학습: 그래픽 처리 장치 하나
      apiVersion: v1
      kind: Pod
      metadata:
        name: trainer
        namespace: vision
      spec:
        containers: # one
          - name: main
            image: registry.lab/train:1
            resources:
              limits:
                nvidia.com/gpu: 1 # a whole one
      """;

  @TempDir private Path folder;

  private static void requireNeovim() {
    boolean isHere =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "nvim")));
    if (!isHere) {
      throw new TestAbortedException("not run: no nvim (Neovim) on the path");
    }
  }

  private List<String> edit(Path pod, Path inventory) throws IOException, InterruptedException {
    Path told = folder.resolve("told");
    Path output = folder.resolve("output");
    List<String> server =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.haetae.Main",
            "lsp",
            "-i",
            inventory.toString());
    ProcessBuilder builder =
        new ProcessBuilder(
                "nvim", "--clean", "--headless", "-n", "-S", SCRIPT.toAbsolutePath().toString())
            .directory(pod.resolveSibling("").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("POD", pod.toString());
    builder.environment().put("TOLD", told.toString());
    builder.environment().put("SERVER", String.join("\n", absolute(server)));
    Process editor = builder.start();
    try {
      editor.getOutputStream().close();
      assertThat(editor.waitFor(120, TimeUnit.SECONDS))
          .as(() -> "the editor ends; so far: " + read(told) + read(output))
          .isTrue();
    } finally {
      editor.destroyForcibly();
    }
    assertThat(read(output)).doesNotContain("Error");
    return read(told).lines().toList();
  }

  // The editor runs in another folder than the class path was written for.
  private static List<String> absolute(List<String> command) {
    return command.stream()
        .map(word ->
            !word.contains(File.pathSeparator)
                ? word
                : String.join(
                    File.pathSeparator,
                    Stream.of(word.split(File.pathSeparator, -1))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList()))
        .toList();
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file, UTF_8) : "";
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void underlinesAGpuPodUntilItsAffinityIsAdded() throws Exception {
    requireNeovim();
    Path workspace = Files.createDirectory(folder.resolve("작업 공간"));
    Path pod = Files.writeString(workspace.resolve("pod.yaml"), POD);
    Path inventory = Files.writeString(folder.resolve("cluster.yaml"), NODE);
    assertThat(edit(pod, inventory))
        .containsExactly(
            "found 7 gpu-node-affinity",
            "hover # gpu-node-affinity",
            "action quickfix add a term kubernetes.io/hostname In [gpu-1]",
            "clean");
    assertThat(Files.readString(pod))
        .contains("# 학습: 그래픽 처리 장치 하나", "containers: # one", "1 # a whole one")
        .contains("kubernetes.io/hostname", "gpu-1");
  }
}
