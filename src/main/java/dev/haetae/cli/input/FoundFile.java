package dev.haetae.cli.input;

import dev.haetae.render.Rendering;
import dev.haetae.resource.text.FileText;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file to be read, or what a chart or an overlay comes to.
 *
 * @param name as the user named it
 * @param path null for standard input
 * @param folder in which it was found; null when it was named itself
 * @param source its bytes
 * @param rendering what the bytes were rendered from; null when they are those of the file
 */
record FoundFile(
    String name,
    @Nullable Path path,
    @Nullable Folder folder,
    Drafts.Source source,
    @Nullable Rendering rendering) {
  /** A folder that was named, and how many of its files are worth having named it. */
  static final class Folder {
    private final Path path;
    private int read;

    Folder(Path path) {
      this.path = path;
    }

    Path path() {
      return path;
    }

    void count() {
      read++;
    }

    boolean isEmpty() {
      return read == 0;
    }
  }

  /** The text of the file, for showing lines of it; empty when it is gone by now. */
  String text() {
    try {
      return FileText.shown(source.read());
    } catch (IOException e) {
      // What is said of it stands without its lines.
      return "";
    }
  }
}
