package dev.haetae.fix;

import dev.haetae.file.FileFault;
import dev.haetae.file.Replacement;
import dev.haetae.resource.edit.TextEdit;
import dev.haetae.resource.text.FileText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A file with its fixes, none of which is written yet.
 *
 * @param name as the user named it
 * @param before its bytes as they were read
 * @param original its text as it was read, without a byte order mark
 * @param fixed its text with the fixes
 * @param edits that make the one of the other, in order
 */
public record FixedFile(
    String name, byte[] before, String original, String fixed, List<TextEdit> edits) {
  /** A file with copies of its own. */
  public FixedFile {
    edits = List.copyOf(edits);
  }

  /** The bytes with the fixes, in the encoding of the file. */
  public byte[] after() {
    return FileText.encode(fixed, before);
  }

  /** The difference as {@code git apply} and {@code patch -p1} take it. */
  public String diff() {
    return UnifiedDiff.of(name, FileText.mark(before), original, edits);
  }

  /** Returns whether the file is UTF-16, which no diff of its lines can be applied to. */
  public boolean isWide() {
    return FileText.isWide(before);
  }

  /**
   * Writes the fixes in one step.
   *
   * @return why that could not be done, without the file's name; empty when it has been
   */
  public String write() {
    Path path = Path.of(name);
    try (Replacement replacement = Replacement.of(path, after())) {
      if (!Arrays.equals(Files.readAllBytes(path), before)) {
        return "the file has changed since it was read; run it again";
      }
      replacement.putInPlace();
      return "";
    } catch (IOException e) {
      return FileFault.reason(e);
    }
  }
}
