package dev.haetae.lsp;

import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a client's messages: a header that says how many bytes follow, and so many of JSON. */
final class MessageReader {
  /** The limits of one message: a document comes whole in one when it is opened. */
  private static final Limits LIMITS = new Limits(64 << 20, 128, 2_000_000, 1);

  private static final int LONGEST_HEADER = 4096;
  private static final String LENGTH = "content-length:";

  private final InputStream in;
  private final Limits limits;

  MessageReader(InputStream in) {
    this(in, LIMITS);
  }

  MessageReader(InputStream in, Limits limits) {
    this.in = in;
    this.limits = limits;
  }

  /**
   * The next message; null when the client has closed the stream.
   *
   * @throws MessageException when it is none, or too long; the next one can be read all the same
   * @throws IOException when nothing more can be read: there is no telling where the next begins
   */
  @Nullable Message next() throws IOException, MessageException {
    long length = length();
    if (length < 0) {
      return null;
    }
    if (length > limits.bytes()) {
      in.skipNBytes(length);
      throw new MessageException(
          RpcError.INVALID_REQUEST,
          "the message has " + length + " bytes; the limit is " + limits.bytes());
    }
    byte[] body = in.readNBytes((int) length);
    if (body.length < length) {
      throw new EOFException("the stream ends within a message");
    }
    try {
      return Message.of(JsonReader.review(body, limits));
    } catch (UnreadableException e) {
      throw new MessageException(RpcError.PARSE_ERROR, e.sentence());
    }
  }

  // The length that a header tells; -1 at the end of the stream.
  private long length() throws IOException {
    long length = -1;
    boolean begun = false;
    for (String line = line(); line != null; line = line()) {
      if (!line.isEmpty()) {
        begun = true;
        length = line.toLowerCase(Locale.ROOT).startsWith(LENGTH) ? number(line) : length;
      } else if (length >= 0) {
        return length;
      } else {
        throw new IOException("a message's header says no Content-Length");
      }
    }
    if (begun) {
      throw new EOFException("the stream ends within a header");
    }
    return -1;
  }

  private static long number(String line) throws IOException {
    try {
      long length = Long.parseLong(line.substring(LENGTH.length()).strip());
      if (length >= 0) {
        return length;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IOException("a message's Content-Length is no number of bytes");
  }

  // A line of a header without its break; null at the end of the stream.
  private @Nullable String line() throws IOException {
    byte[] line = new byte[LONGEST_HEADER];
    int size = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        int end = size > 0 && line[size - 1] == '\r' ? size - 1 : size;
        return new String(line, 0, end, StandardCharsets.US_ASCII);
      }
      if (size == line.length) {
        throw new IOException("a message's header is too long");
      }
      line[size++] = (byte) next;
    }
    return size == 0 ? null : new String(line, 0, size, StandardCharsets.US_ASCII);
  }
}
