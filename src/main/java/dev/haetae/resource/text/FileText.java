package dev.haetae.resource.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The decoding of files of manifests, as kubectl does it: UTF-8, or UTF-16 that a byte order mark
 * tells.
 */
public final class FileText {
  private static final int MARK = 0xFEFF;
  private static final int SWAPPED_MARK = 0xFFFE;
  private static final char REPLACEMENT = '\uFFFD';

  private FileText() {}

  /**
   * Returns the text of a file, without its byte order mark.
   *
   * @throws UnreadableException with the place, when the bytes are no such text
   */
  public static String decode(byte[] bytes) throws UnreadableException {
    Charset charset = charset(bytes);
    if (hasOtherUnits(bytes)) {
      throw new UnreadableException(
          "the file is UTF-16 without a byte order mark, or UTF-32; save it as UTF-8", 1, 1);
    }
    // The quick way puts this in the place of what is no text; a text may hold it all the same.
    String quick = new String(bytes, charset);
    if (quick.indexOf(REPLACEMENT) < 0) {
      return withoutMark(quick);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      String text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(buffer)
              .toString();
      return withoutMark(text);
    } catch (CharacterCodingException e) {
      String before = new String(bytes, 0, buffer.position(), charset);
      throw refusal(charset, withoutMark(before));
    }
  }

  /**
   * Returns the bytes of another text in the place of a file's, in its encoding and with its byte
   * order mark.
   *
   * @param file bytes that {@link #decode} reads
   */
  public static byte[] encode(String text, byte[] file) {
    return (mark(file) + text).getBytes(charset(file));
  }

  /** Returns whether a file is UTF-16. */
  public static boolean isWide(byte[] file) {
    return !charset(file).equals(StandardCharsets.UTF_8);
  }

  /** Returns the byte order mark with which a file begins; empty when it begins with none. */
  public static String mark(byte[] file) {
    return new String(file, 0, Math.min(4, file.length), charset(file)).startsWith("\ufeff")
        ? "\ufeff"
        : "";
  }

  /** Returns the text of a file for showing lines of it, whatever the bytes are. */
  public static String shown(byte[] bytes) {
    return withoutMark(new String(bytes, charset(bytes)));
  }

  /** Returns whether a text begins as JSON does, and not as a template. */
  public static boolean looksLikeJson(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isWhitespace(c)) {
        return c == '[' || (c == '{' && !text.startsWith("{{", i) && !text.startsWith("{%", i));
      }
    }
    return false;
  }

  /** Returns the text without characters that are not to be seen, or look like a space. */
  public static String withoutInvisible(String text) {
    return Lookalikes.withoutInvisible(text);
  }

  /** What to say of the first character that is only taken for YAML; null when there is none. */
  public static @Nullable String lookalike(String text) {
    UnreadableException found = Lookalikes.find(text.replace('#', '_'), 1);
    return found == null ? null : found.sentence();
  }

  private static Charset charset(byte[] bytes) {
    int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
    return switch (mark) {
      case MARK -> StandardCharsets.UTF_16BE;
      case SWAPPED_MARK -> StandardCharsets.UTF_16LE;
      default -> StandardCharsets.UTF_8;
    };
  }

  // A plain letter and its zero bytes, with or without a mark: nothing of it is text to YAML.
  private static boolean hasOtherUnits(byte[] bytes) {
    if (bytes.length < 4) {
      return false;
    }
    int zeros = 0;
    for (int i = 0; i < 4; i++) {
      zeros |= bytes[i] == 0 ? 1 << i : 0;
    }
    // The bits stand for x0x0 and 0x0x, then for UTF-32: x000 and 000x, or its mark.
    return zeros == 0b1010
        || zeros == 0b0101
        || zeros == 0b1110
        || zeros == 0b0111
        || isWideMark(bytes);
  }

  private static boolean isWideMark(byte[] bytes) {
    boolean little = bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE;
    boolean big = bytes[2] == (byte) 0xFE && bytes[3] == (byte) 0xFF;
    return (little && bytes[2] == 0 && bytes[3] == 0) || (big && bytes[0] == 0 && bytes[1] == 0);
  }

  private static String withoutMark(String text) {
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static UnreadableException refusal(Charset charset, String before) {
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    String last = before.substring(before.lastIndexOf('\n') + 1);
    String name = charset.equals(StandardCharsets.UTF_8) ? "UTF-8" : "UTF-16";
    return new UnreadableException(
        "the file is not " + name, line, 1 + last.codePointCount(0, last.length()));
  }
}
