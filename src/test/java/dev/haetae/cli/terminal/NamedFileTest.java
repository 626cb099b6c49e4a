package dev.haetae.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedFileTest {
  @TempDir private Path folder;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Terminal terminal =
      new Terminal(
          InputStream.nullInputStream(),
          new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
          new PrintStream(err, true, UTF_8),
          Map.of(),
          false);

  private boolean write(String name) {
    return NamedFile.write("the list", name, terminal, file -> Files.writeString(file, "all"));
  }

  @Test
  void isWritten() {
    Path file = folder.resolve("a.txt");
    assertThat(write(file.toString())).isTrue();
    assertThat(file).hasContent("all");
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void whyItCannotBeWrittenIsTold() {
    String name = folder.resolve("none").resolve("a.txt").toString();
    assertThat(write(name)).isFalse();
    assertThat(write("a\0\u001b")).isFalse();
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            "haetae: the list could not be written to "
                + name
                + ": there is no such file or folder\n"
                + "haetae: the list could not be written to a\\u0000\\u001b: that is no name of a"
                + " file\n");
  }
}
