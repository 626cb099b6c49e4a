package dev.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.report.format.Format;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.text.YamlReader;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * What docs/ci.md tells to write into pipelines is run by real shells, on a folder of manifests.
 */
final class CiPageIT {
  private static final Path PAGE = Path.of("docs/ci.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```$");
  private static final Pattern SHELL_OF_GROOVY = Pattern.compile("\\bsh '([^']*)'");
  private static final Pattern WRITTEN = Pattern.compile("-o [a-z]+=(\\S+)");
  private static final Pattern FORMAT = Pattern.compile("`?-o ([a-z]+)\\b");
  private static final String CLEAN =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: settings
      data:
        a: b
      """;
  private static final String DENIED =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: host
      spec:
        containers: [{name: main, image: "registry.lab/web:1"}]
        volumes: [{name: etc, hostPath: {path: /etc}}]
      """;

  @TempDir private Path folder;
  private String page = "";

  private record Ended(int code, String out, String err) {}

  @BeforeEach
  void install() throws IOException {
    page = Files.readString(PAGE, UTF_8);
    Path haetae = Files.createDirectory(folder.resolve("bin")).resolve("haetae");
    String classPath =
        String.join(
            File.pathSeparator,
            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .toList());
    Files.writeString(
        haetae,
        "#!/bin/sh\nexec '%s' -cp '%s' dev.haetae.Main \"$@\"\n"
            .formatted(Path.of(System.getProperty("java.home"), "bin", "java"), classPath));
    assertThat(haetae.toFile().setExecutable(true)).isTrue();
    Files.createDirectory(folder.resolve("deploy"));
  }

  private void lay(String manifest) throws IOException {
    Files.writeString(folder.resolve("deploy/manifest.yaml"), manifest);
  }

  private Ended run(Path in, String... command) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    String assets = System.getenv().getOrDefault("KUBEBUILDER_ASSETS", "");
    builder
        .environment()
        .merge("PATH", folder.resolve("bin") + ":" + assets, (path, more) -> more + ":" + path);
    Process process = builder.start();
    process.getOutputStream().close();
    return new Ended(process.waitFor(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }

  private List<String> blocks(String language) {
    List<String> blocks = new ArrayList<>();
    for (MatchResult block : BLOCK.matcher(page).results().toList()) {
      if (block.group(1).equals(language)) {
        blocks.add(block.group(2));
      }
    }
    assertThat(blocks).isNotEmpty();
    return blocks;
  }

  private static ObjectValue yaml(String text) {
    try {
      Document document = YamlReader.read(text, 1, 0, Limits.FILES);
      return (ObjectValue) Objects.requireNonNull(document).root();
    } catch (UnreadableException e) {
      throw new AssertionError(e.sentence() + " in\n" + text, e);
    }
  }

  // Whatever is run: `run` of a step, the lines of `script`.
  private static void collect(Value value, List<String> commands) {
    if (value instanceof ObjectValue object) {
      for (int i = 0; i < object.size(); i++) {
        if (object.key(i).equals("run")) {
          commands.add(object.value(i).toString());
        } else if (object.key(i).equals("script") && object.value(i) instanceof ArrayValue lines) {
          for (int line = 0; line < lines.size(); line++) {
            commands.add(lines.get(line).toString());
          }
        } else {
          collect(object.value(i), commands);
        }
      }
    } else if (value instanceof ArrayValue array) {
      for (int i = 0; i < array.size(); i++) {
        collect(array.get(i), commands);
      }
    }
  }

  @Test
  void pipelinesStopWhatIsDeniedAndWriteTheirReports() throws Exception {
    List<String> commands = new ArrayList<>();
    blocks("yaml").forEach(block -> collect(yaml(block), commands));
    SHELL_OF_GROOVY
        .matcher(String.join("\n", blocks("groovy")))
        .results()
        .forEach(match -> commands.add(match.group(1)));
    commands.add("haetae check deploy");
    assertThat(page).contains("\n    haetae check deploy\n");
    assertThat(commands).hasSize(4).allMatch(command -> command.startsWith("haetae check deploy"));
    for (String command : commands) {
      lay(CLEAN);
      Ended clean = run(folder, "sh", "-ec", command);
      assertThat(clean.code()).as(command + clean).isZero();
      lay(DENIED);
      Ended denied = run(folder, "sh", "-ec", command);
      assertThat(denied.code()).as(command + denied).isEqualTo(1);
      assertThat(denied.out()).as(command).contains("no-host-path");
      for (MatchResult file : WRITTEN.matcher(command).results().toList()) {
        assertThat(folder.resolve(file.group(1))).as(command).content().contains("no-host-path");
        Files.delete(folder.resolve(file.group(1)));
      }
    }
  }

  @Test
  void argoIsGivenWhatIsNotDenied() throws Exception {
    String plugin =
        blocks("yaml").stream()
            .filter(block -> block.contains("ConfigManagementPlugin"))
            .findFirst()
            .orElseThrow();
    ObjectValue generate = (ObjectValue) ((ObjectValue) yaml(plugin).get("spec")).get("generate");
    assertThat(generate.get("command")).isEqualTo(ArrayValue.ofTexts(List.of("sh", "-c")));
    String script = ((ArrayValue) generate.get("args")).get(0).toString();
    if (run(folder, "sh", "-c", "command -v kubectl").code() != 0) {
      throw new TestAbortedException("not run: no kubectl in KUBEBUILDER_ASSETS nor on the path");
    }
    Path application = folder.resolve("deploy");
    Files.writeString(application.resolve("kustomization.yaml"), "resources: [manifest.yaml]\n");
    lay(CLEAN);
    Ended clean = run(application, "sh", "-c", script);
    assertThat(clean.code()).as(clean.toString()).isZero();
    assertThat(yaml(clean.out())).isEqualTo(yaml(CLEAN));
    lay(DENIED);
    Ended denied = run(application, "sh", "-c", script);
    assertThat(denied.code()).isEqualTo(1);
    assertThat(denied.out()).isEmpty();
    assertThat(denied.err()).contains("deny [no-host-path] Pod default/host");
  }

  /** What a user of pre-commit names is a hook of ours, and does what it says. */
  @Test
  void hooksJudgeWhatTheyAreGiven() throws Exception {
    String hooks = Files.readString(Path.of(".pre-commit-hooks.yaml"), UTF_8);
    List<String> known = new ArrayList<>();
    ArrayValue list = (ArrayValue) yaml("hooks:\n" + hooks.replaceAll("(?m)^", "  ")).get("hooks");
    for (int i = 0; i < list.size(); i++) {
      ObjectValue hook = (ObjectValue) list.get(i);
      known.add(hook.text("id"));
      assertThat(hook.get("pass_filenames").toString()).isEqualTo("false");
      assertThat(hook.text("entry")).endsWith(" check");
      assertThat(((ArrayValue) hook.get("args")).get(0).toString()).isEqualTo(".");
    }
    assertThat(known).containsExactly("haetae", "haetae-docker");
    String used =
        blocks("yaml").stream().filter(block -> block.contains("hooks:")).findFirst().orElseThrow();
    assertThat(used).contains("- id: haetae\n").contains("args: [deploy]");
    lay(DENIED);
    assertThat(run(folder, "sh", "-c", ((ObjectValue) list.get(0)).text("entry") + " .").code())
        .isEqualTo(1);
  }

  @Test
  void namesFormatsThatThereAre() {
    List<String> named =
        FORMAT.matcher(page).results().map(match -> match.group(1)).distinct().toList();
    assertThat(named).contains("github", "gitlab", "junit", "sarif");
    named = named.stream().filter(word -> !word.equals("yaml")).toList();
    assertThat(Format.words(Format.ofReports())).containsAll(named);
  }

  @Test
  void linksThePlugin() throws Exception {
    String script = blocks("sh").getFirst();
    Ended ended = run(folder.resolve("bin"), "sh", "-ec", "HOME=" + folder + "\n" + script);
    assertThat(ended.code()).as(ended.toString()).isZero();
    for (String name : List.of("kubectl-haetae", "kubectl_complete-haetae")) {
      assertThat(folder.resolve(".local/bin").resolve(name).toRealPath())
          .isEqualTo(folder.resolve("bin/haetae").toRealPath());
    }
  }
}
