package dev.haetae.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a watch, one event each, and none of them longer than can be an object: who answers
 * in place of the API server must not fill our memory.
 */
final class EventLines {
  /**
   * The most bytes of one event: 16 MiB. etcd keeps objects of up to 1.5 MiB ({@code
   * --max-request-bytes}), which as JSON are a few times that.
   */
  static final int LONGEST = 16 << 20;

  private static final byte[] END = {};

  private final InputStream in;
  private final int longest;
  private final byte[] buffer = new byte[1 << 14];
  private int position;
  private int limit;

  EventLines(InputStream in) {
    this(in, LONGEST);
  }

  EventLines(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /**
   * The next line that is not empty, without its end; empty at the end of the stream. What has no
   * end has been cut off, and is no line.
   *
   * @throws RequestFailedException when it is too long; nothing can be read after it
   * @throws IOException when the stream breaks off
   */
  byte[] next() throws IOException, RequestFailedException {
    ByteArrayOutputStream begun = new ByteArrayOutputStream(0);
    while (position < limit || fill()) {
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      int length = end - position;
      if (length > longest - begun.size()) {
        throw new RequestFailedException(0, "a change is longer than " + longest + " bytes");
      }
      if (end == limit) {
        begun.write(buffer, position, length);
        position = limit;
        continue;
      }
      byte[] line;
      if (begun.size() == 0) {
        line = Arrays.copyOfRange(buffer, position, end);
      } else {
        begun.write(buffer, position, length);
        line = begun.toByteArray();
      }
      position = end + 1;
      if (line.length > 0) {
        return line;
      }
    }
    return END;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer));
    return limit > 0;
  }
}
