package dev.haetae;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of this repository that is made, and that a test compares with what it is made of; {@code
 * mvn -Pwrite test} runs the tests of this tag alone, and they write their files anew.
 */
public final class GoldenFile {
  /** The tag of tests that compare such files. */
  public static final String TAG = "golden";

  /** What a test says of a file that is not as it should be. */
  public static final String HOW =
      "what 'mvn -Pwrite test' writes anew (read the difference before you commit it)";

  private GoldenFile() {}

  /** Returns whether such files are to be written: {@code -Dwrite=true}. */
  public static boolean isWriting() {
    return Boolean.getBoolean("write");
  }

  /**
   * Writes the file when that is asked for, and compares it.
   *
   * @throws AssertionError when the file does not hold the text
   */
  public static void compare(Path file, String text) throws IOException {
    if (isWriting() && !(Files.exists(file) && Files.readString(file).equals(text))) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    }
    assertThat(file).as(HOW).exists();
    String written = Files.readString(file);
    if (!written.equals(text)) {
      // This one tells the lines that differ, and overlooks how the last one ends.
      assertThat(file).as(HOW).hasContent(text);
      assertThat(written).as("%s, %s", file, HOW).isEqualTo(text);
    }
  }
}
