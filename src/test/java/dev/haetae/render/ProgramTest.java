package dev.haetae.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
  @TempDir private Path folder;

  private Program program(String script) throws IOException {
    Path file = folder.resolve("tool");
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    Map<String, String> environment = Map.of("PATH", folder + ":/usr/bin:/bin", "KEPT", "kept");
    return Objects.requireNonNull(Program.find("tool", environment));
  }

  @Test
  void whatItWritesAndItsEndAreTold() throws IOException {
    assertThat(program("echo out $KEPT \"$@\"; echo said >&2").run(List.of("a b", "$HOME")))
        .isEqualTo(new Program.Outcome(true, "out kept a b $HOME\n", "said\n"));
    assertThat(program("echo no >&2; exit 3").run(List.of()))
        .isEqualTo(new Program.Outcome(false, "", "no\n"));
  }

  @Test
  void itHasNoInputAndNoWayOut() throws IOException {
    assertThat(program("cat; echo $https_proxy $GIT_ALLOW_PROTOCOL $HOME").run(List.of()).out())
        .isEqualTo("http://127.0.0.1:9 none\n");
  }

  @Test
  void manyWordsAreNoFailure() throws IOException {
    Program.Outcome outcome =
        program("head -c 300000 /dev/zero | tr '\\0' w >&2; echo out").run(List.of());
    assertThat(outcome.succeeded()).isTrue();
    assertThat(outcome.out()).isEqualTo("out\n");
    assertThat(outcome.error()).hasSize(1 << 16);
  }

  @Test
  void whatItLeavesBehindIsNotWaitedFor() throws IOException {
    Program.Outcome outcome = leavingAnotherBehind("").run(List.of(), Duration.ofMillis(1));
    Files.createFile(folder.resolve("done"));
    // The JDK may have closed its end of the pipe already.
    assertThat(outcome.out() + outcome.error())
        .isIn("out\n", "has ended, and what it has started holds its output");
  }

  // The other one ends with the folder, if not before.
  private Program leavingAnotherBehind(String besides) throws IOException {
    Path done = folder.resolve("done");
    return program(
        "(until [ -e %s ] || [ ! -d %s ]; do sleep 0.1; done) &\n".formatted(done, folder)
            + besides
            + "echo out");
  }

  // Once, two such programs kept every virtual thread of a machine with two processors waiting.
  @Test
  void whatItLeavesBehindKeepsNoCarrierOfVirtualThreads() throws Exception {
    // A tool that is silent for a while has its readers wait.
    var _ = leavingAnotherBehind("sleep 0.5\n").run(List.of(), Duration.ofMillis(1));
    // These are all but the virtual ones.
    Set<Thread> threads = Thread.getAllStackTraces().keySet();
    Files.createFile(folder.resolve("done"));
    assertThat(threads).extracting(Thread::getName).contains(Program.READER);
  }

  @Test
  void anErrorWithoutEndIsCut() throws IOException {
    Program.Outcome outcome = program("exec yes >&2").run(List.of());
    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.error()).hasSize(1 << 16);
  }

  @Test
  void whatIsNoProgramIsNotFound() throws IOException {
    Files.writeString(folder.resolve("plain"), "text");
    Map<String, String> environment = Map.of("PATH", folder.toString());
    assertThat(Program.find("plain", environment)).isNull();
    assertThat(Program.find("missing", environment)).isNull();
    assertThat(Program.find("sh", Map.of())).isNull();
    assertThat(Program.at(folder.toString(), environment)).isNull();
  }

  @Test
  void aProgramThatCannotBeStartedSaysWhy() throws IOException {
    Program program = program("true");
    Files.delete(folder.resolve("tool"));
    assertThat(program.run(List.of()).error()).startsWith("could not be started: ");
  }
}
