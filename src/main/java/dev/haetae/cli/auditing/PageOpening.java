package dev.haetae.cli.auditing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Opens a page in the browser of whoever started it, if there is one; nothing is said where there
 * is none, since the address is printed.
 *
 * <p>The address goes by a file that only its owner can read: everybody on a machine sees the
 * arguments of its programs.
 */
public final class PageOpening {
  private PageOpening() {}

  /** Opens an address. */
  public static void open(String address) {
    boolean isMac = System.getProperty("os.name", "").startsWith("Mac");
    try {
      Path file =
          Files.createTempFile(
              "haetae-page-",
              ".html",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      file.toFile().deleteOnExit();
      Files.writeString(
          file,
          "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Haetae</title>"
              + "<meta name=\"referrer\" content=\"no-referrer\">"
              + "<meta http-equiv=\"refresh\" content=\"0;url="
              + address
              + "\"></head><body></body></html>\n",
          UTF_8);
      new ProcessBuilder(List.of(isMac ? "open" : "xdg-open", file.toUri().toString()))
          .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException | UnsupportedOperationException e) {
      // There is no browser here, or no such program.
      return;
    }
  }
}
