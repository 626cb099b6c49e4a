package dev.haetae.fix;

import dev.haetae.resource.text.FileText;
import dev.haetae.resource.text.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A file as it was read: its bytes, and what they say. */
public final class OriginalFile {
  private final String name;
  private final byte[] bytes;
  private final String text;

  private OriginalFile(String name, byte[] bytes, String text) {
    this.name = name;
    this.bytes = bytes;
    this.text = text;
  }

  /**
   * A file that was read.
   *
   * @param name as the user named it
   * @throws UnreadableException when the bytes are no text
   */
  public static OriginalFile of(String name, byte[] bytes) throws UnreadableException {
    return new OriginalFile(name, bytes.clone(), FileText.decode(bytes));
  }

  /** The name that the user gave it. */
  public String name() {
    return name;
  }

  /** Its text, without a byte order mark. */
  public String text() {
    return text;
  }

  /** The byte order mark with which it begins; empty when there is none. */
  public String mark() {
    return FileText.mark(bytes);
  }

  /** Returns whether it is UTF-16, so that no diff of lines can be applied to it. */
  public boolean isWide() {
    return FileText.isWide(bytes);
  }

  /** The bytes of another text in its place, in its encoding and with its byte order mark. */
  public byte[] encode(String other) {
    return FileText.encode(other, bytes);
  }

  /** Returns whether the file on the disk is still as it was read. */
  public boolean isUnchanged() throws IOException {
    return Arrays.equals(Files.readAllBytes(Path.of(name)), bytes);
  }
}
