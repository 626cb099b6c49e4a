package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exceptions that an audit writes, and what an audit and a check make of them. */
class AuditExceptionsTest {
  private static final String RUNNING = "src/test/resources/dev/haetae/cli/manifests/running.yaml";
  private static final String RULE = "no-host-path";

  @TempDir Path directory;

  private Path folder() {
    return directory.resolve("exceptions");
  }

  private Trial write(String... more) {
    return Trial.of(
        Stream.concat(
                Stream.of("audit", "-i", RUNNING, "--write-exceptions", folder().toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void withThemEverythingIsWaivedAndARuleCanDeny() throws IOException {
    Trial first = write("--enforce", RULE, "--expires", "30d");
    assertThat(first.code()).isEqualTo(ExitCode.DENIED);
    assertThat(files()).containsExactly("platform.yaml", "vision.yaml");

    Trial enforced = Trial.of("audit", "-i", RUNNING, "--enforce", RULE, "-p", folder().toString());
    assertThat(enforced.out())
        .contains("at their next pod   -", "only when changed   -", "already waived      5 (")
        .contains("ends 2026-07-15");
    assertThat(enforced.code()).isEqualTo(ExitCode.OK);
    Trial audit = Trial.of("audit", "-i", RUNNING, "--rule", RULE, "-p", folder().toString());
    assertThat(audit.code()).as(audit.out()).isEqualTo(ExitCode.OK);
    Trial check = Trial.of("check", RUNNING, "--rule", RULE, "-p", folder().toString());
    assertThat(check.out())
        .contains("deny [no-host-path] Pod build/builder", "1 denial, 0 warnings, 11 waived");
  }

  @Test
  void theyCoverAnOwnerAndWhatItMakesAndNothingElse() throws IOException {
    var _ = write("--enforce", RULE);
    String vision = Files.readString(folder().resolve("vision.yaml"));
    assertThat(vision)
        .contains(
            """
              match:
                namespaces:
                - vision
                kinds:
                - Deployment.apps
                names:
                - cache
            """,
            """
                kinds:
                - Pod
                - ReplicaSet.apps
                names:
                - "cache-*"
            """,
            """
                kinds:
                - Pod
                names:
                - "store-*"
            """)
        .contains("namespace: haetae", "expires: \"2026-07-15\"", "haetae.dev/made-by: audit");
  }

  @Test
  void whatIsThereAndHoldsStaysAndIsRenewedWithMore() throws IOException {
    var _ = write("--enforce", RULE, "-n", "platform", "--expires", "90d");
    String before = Files.readString(folder().resolve("platform.yaml"));
    // Nothing is left to except: nothing is written anew.
    var _ = write("--enforce", RULE, "-n", "platform", "-p", folder().toString());
    assertThat(folder().resolve("platform.yaml")).hasContent(before);
    var _ = write("-p", folder().toString(), "--rule", "termination-grace-period");
    assertThat(folder().resolve("platform.yaml")).hasContent(before);
    assertThat(before).contains("expires: \"2026-09-13\"");
  }

  @Test
  void aFileThatSomebodyHasChangedIsLeftAloneAndSoAreTheOthers() throws IOException {
    Files.createDirectories(folder());
    Files.writeString(folder().resolve("vision.yaml"), "# mine\n");
    Trial foreign = write("--enforce", RULE);
    assertThat(foreign.err()).contains("vision.yaml was not written by an audit");
    assertThat(foreign.code()).isEqualTo(ExitCode.USAGE);
    assertThat(files()).containsExactly("vision.yaml");
    assertThat(folder().resolve("vision.yaml")).hasContent("# mine\n");

    Files.delete(folder().resolve("vision.yaml"));
    var _ = write("--enforce", RULE);
    Path platform = folder().resolve("platform.yaml");
    Files.writeString(platform, Files.readString(platform) + "# a remark\n");
    Trial changed = write("--enforce", RULE);
    assertThat(changed.err()).contains("platform.yaml has been changed since an audit wrote it");
    assertThat(changed.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void theyLiveWhereTheConfigurationHonoursThem() throws IOException {
    Path configuration = directory.resolve("haetae.yaml");
    String head = "apiVersion: haetae.dev/v1alpha1\nkind: Configuration\n";
    Files.writeString(configuration, head + "exceptions: {namespaces: [operators, others]}\n");
    var _ = write("--enforce", RULE, "--config", configuration.toString(), "--expires", "12h");
    assertThat(Files.readString(folder().resolve("vision.yaml")))
        .contains("namespace: operators", "expires: \"2026-06-16T00:00:00Z\"");

    Files.writeString(configuration, head);
    Trial nowhere = write("--config", configuration.toString());
    assertThat(nowhere.err()).contains("this configuration honours exceptions nowhere");
    assertThat(nowhere.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Files.writeString(folder(), "a file");
    Trial trial = write("--enforce", RULE);
    assertThat(trial.err()).contains("the exceptions could not be written to");
    assertThat(trial.code()).isEqualTo(ExitCode.INTERNAL);
  }
}
