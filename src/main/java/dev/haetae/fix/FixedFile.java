package dev.haetae.fix;

import dev.haetae.file.FileFault;
import dev.haetae.file.Replacement;
import dev.haetae.resource.edit.TextEdit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A file with its fixes, which are not written yet.
 *
 * @param original the file as it was read
 * @param edits what the fixes do to its text, in order
 */
public record FixedFile(OriginalFile original, List<TextEdit> edits) {
  /** A file with copies of its own. */
  public FixedFile {
    edits = List.copyOf(edits);
  }

  /** The name that the user gave it. */
  public String name() {
    return original.name();
  }

  /** Its bytes with the fixes. */
  public byte[] bytes() {
    return original.encode(TextEdit.apply(original.text(), edits));
  }

  /** The difference as {@code git apply} and {@code patch -p1} take it. */
  public String diff() {
    return UnifiedDiff.of(original, edits);
  }

  /**
   * Writes the fixes in one step.
   *
   * @return why that could not be done, without the file's name; empty when it has been
   */
  public String write() {
    try (Replacement replacement = Replacement.of(Path.of(name()), bytes())) {
      if (!original.isUnchanged()) {
        return "the file has changed since it was read; run it again";
      }
      replacement.putInPlace();
      return "";
    } catch (IOException e) {
      return FileFault.reason(e);
    }
  }
}
