package dev.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.policy.RuleCatalog;
import dev.haetae.report.format.Format;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real shells complete the command line by what {@code haetae completion} prints. */
final class CompletionCommandTest {
  private static final List<String> RULES_OF_NO =
      RuleCatalog.ids().stream().filter(id -> id.startsWith("no-")).toList();

  // A shell in a terminal of its own, which is typed into and tells what it has made of the line.
  private static final String TYPED_INTO_ZSH =
      """
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell 'autoload -Uz compinit && compinit -u -D && unsetopt autoremoveslash && source script && echo rea""dy'
      zpty -r -m shell output '*ready*'
      zpty -w -n shell "$LINE"$'\\t'
      zpty -w -n shell $'\\x01echo "<" \\x05">"\\n'
      zpty -r -m shell output $'*\\n< *>*' && print -r -- "$output"
      """;

  @TempDir private Path folder;

  @BeforeEach
  void lay() throws IOException {
    Files.createDirectory(folder.resolve("manifests"));
    Files.writeString(folder.resolve("manifests/a pod.yaml"), "");
  }

  private static void assumeHere(String shell) {
    assumeTrue(
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(place -> Files.isExecutable(Path.of(place, shell))),
        () -> "not run: no " + shell + " on the path");
  }

  private String run(Map<String, String> environment, String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static String script(String shell) {
    Trial trial = Trial.of("completion", shell);
    assertThat(trial.err()).isEmpty();
    assertThat(trial.code()).isZero();
    return trial.out();
  }

  /** The words that bash offers, which it looks for among files when there is none. */
  private List<String> bash(String... words) throws Exception {
    assumeHere("bash");
    Files.writeString(folder.resolve("script"), script("bash"));
    StringBuilder line = new StringBuilder("source ./script; COMP_WORDS=(");
    for (String word : words) {
      line.append('\'').append(word).append("' ");
    }
    line.append("); COMP_CWORD=").append(words.length - 1);
    line.append("; _haetae; printf '%s\\n' \"${COMPREPLY[@]}\"");
    return run(Map.of(), "bash", "--norc", "-c", line.toString())
        .lines()
        .filter(word -> !word.isEmpty())
        .toList();
  }

  @Test
  void bashKnowsCommandsAndOptions() throws Exception {
    assertThat(bash("haetae", "expl")).containsExactly("explain");
    assertThat(bash("haetae", "")).contains("check", "lsp", "completion").doesNotContain("--help");
    assertThat(bash("haetae", "-")).containsExactly("-h", "--help", "-V", "--version");
    assertThat(bash("haetae", "check", "--op")).containsExactly("--operation");
    assertThat(bash("haetae", "completion", "")).containsExactly("bash", "zsh", "fish");
  }

  @Test
  void bashKnowsWhatOptionsTake() throws Exception {
    assertThat(bash("haetae", "check", "a.yaml", "--rule", "no-"))
        .containsExactlyElementsOf(RULES_OF_NO);
    assertThat(bash("haetae", "check", "--rule", "=", "no-"))
        .containsExactlyElementsOf(RULES_OF_NO);
    assertThat(bash("haetae", "check", "--rule", "=")).containsExactlyElementsOf(RuleCatalog.ids());
    assertThat(bash("haetae", "explain", "no-")).containsExactlyElementsOf(RULES_OF_NO);
    assertThat(bash("haetae", "check", "-o", ""))
        .containsExactlyElementsOf(Format.words(Format.ofReports()));
    assertThat(bash("haetae", "predict", "-o", ""))
        .containsExactlyElementsOf(Format.words(Format.ofPredictions()));
    assertThat(bash("haetae", "check", "--operation", "U")).containsExactly("UPDATE");
    assertThat(bash("haetae", "check", "-i", "cl")).containsExactly("cluster");
  }

  @Test
  void bashLeavesFilesToItself() throws Exception {
    assertThat(bash("haetae", "check", "")).isEmpty();
    assertThat(bash("haetae", "check", "-o", "json", "=", "man")).isEmpty();
    assertThat(bash("haetae", "check", "-i", "man")).isEmpty();
    assertThat(run(Map.of(), "bash", "--norc", "-c", "source ./script; complete -p haetae"))
        .isEqualTo("complete -o bashdefault -o default -F _haetae haetae\n");
  }

  /** The line after a tabulator, as zsh has completed it. */
  private String zsh(String line) throws Exception {
    assumeHere("zsh");
    Files.writeString(folder.resolve("script"), script("zsh"));
    String output = run(Map.of("LINE", line, "TERM", "dumb"), "zsh", "-f", "-c", TYPED_INTO_ZSH);
    return Pattern.compile("(?m)^< (.*?) ?>\\r?$")
        .matcher(output)
        .results()
        .map(match -> match.group(1))
        .reduce((_, last) -> last)
        .orElse(output);
  }

  @ParameterizedTest
  @CsvSource({
    "haetae expl,haetae explain",
    "haetae explain no-ho,haetae explain no-host-path",
    "haetae check --rule no-ho,haetae check --rule no-host-path",
    "haetae check --rule=no-ho,haetae check --rule=no-host-path",
    "haetae check --oper,haetae check --operation",
    "haetae check a --operation U,haetae check a --operation UPDATE",
    "haetae check -o sar,haetae check -o sarif",
    "haetae check -i clu,haetae check -i cluster",
    "haetae check man,haetae check manifests/",
    "haetae check -p man,haetae check -p manifests/",
    "haetae completion fi,haetae completion fish"
  })
  void zshCompletes(String typed, String completed) throws Exception {
    assertThat(zsh(typed)).isEqualTo(completed);
  }

  private List<String> fish(String line) throws Exception {
    assumeHere("fish");
    Files.writeString(folder.resolve("script"), script("fish"));
    return run(
            Map.of("LINE", line),
            "fish",
            "--no-config",
            "-c",
            "source ./script; complete -C \"$LINE\"")
        .lines()
        .map(one -> one.split("\t", 2)[0])
        .toList();
  }

  @Test
  void fishCompletes() throws Exception {
    assertThat(fish("haetae expl")).containsExactly("explain");
    assertThat(fish("haetae explain no-")).containsExactlyInAnyOrderElementsOf(RULES_OF_NO);
    assertThat(fish("haetae check --rule no-")).containsExactlyInAnyOrderElementsOf(RULES_OF_NO);
    assertThat(fish("haetae check --op")).containsExactly("--operation");
    assertThat(fish("haetae check -o sar")).containsExactly("sarif");
    assertThat(fish("haetae check -i clu")).containsExactly("cluster");
    assertThat(fish("haetae check man")).containsExactly("manifests/");
    assertThat(fish("haetae rules man")).isEmpty();
    assertThat(fish("haetae completion fi")).containsExactly("fish");
  }

  private static String kubectl(String... words) {
    List<String> arguments = new ArrayList<>(List.of("completion", "kubectl", "--"));
    arguments.addAll(List.of(words));
    return Trial.of(arguments.toArray(String[]::new)).out();
  }

  @Test
  void kubectlIsAnswered() {
    assertThat(kubectl("expl")).matches("explain\tPrint a rule's page\n:4\n");
    assertThat(kubectl("explain", "no-ho")).isEqualTo("no-host-path\n:4\n");
    assertThat(kubectl("check", "--rule", "no-ho")).isEqualTo("no-host-path\n:4\n");
    assertThat(kubectl("check", "--rule=no-ho")).isEqualTo("--rule=no-host-path\n:4\n");
    assertThat(kubectl("check", "--operat")).startsWith("--operation\t").endsWith("\n:4\n");
    assertThat(kubectl("check", "man")).isEqualTo(":0\n");
    assertThat(kubectl("check", "-i", "c")).isEqualTo("cluster\n:0\n");
    assertThat(kubectl("nothing", "")).startsWith("check\t");
    assertThat(kubectl()).startsWith("check\t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcsh", "zhs", ""})
  void refusesOtherShells(String shell) {
    Trial trial = Trial.of("completion", shell);
    assertThat(trial.code()).isEqualTo(ExitCode.USAGE);
    assertThat(trial.err())
        .startsWith(
            "haetae: there is no completion for \"" + shell + "\"; known are bash, zsh and fish");
  }

  @Test
  void wantsOneShell() {
    assertThat(Trial.of("completion").code()).isEqualTo(ExitCode.USAGE);
    assertThat(Trial.of("completion", "bash", "zsh").err())
        .startsWith("haetae: name one shell: bash, zsh or fish\n");
  }
}
