package dev.haetae.cli.terminal;

import dev.haetae.file.FileFault;
import dev.haetae.resource.tree.Text;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file to write, as the user has named it. */
public final class NamedFile {
  private NamedFile() {}

  /** Writes a file. */
  @FunctionalInterface
  public interface Writing {
    /**
     * Writes it.
     *
     * @throws IOException when it cannot be written
     */
    void to(Path file) throws IOException;
  }

  /**
   * Writes a file; tells the user when that fails.
   *
   * @param what is written, such as "the report"
   * @return whether it could be written
   */
  public static boolean write(String what, String name, Terminal terminal, Writing writing) {
    String reason;
    try {
      writing.to(Path.of(name));
      return true;
    } catch (IOException e) {
      reason = FileFault.reason(e);
    } catch (InvalidPathException e) {
      reason = "that is no name of a file";
    }
    terminal
        .err()
        .println(
            "haetae: " + what + " could not be written to " + Text.escape(name) + ": " + reason);
    return false;
  }
}
