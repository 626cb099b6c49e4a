package dev.haetae.server;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A client of HTTP/2 that sends and reads frame by frame (RFC 9113), so that a test has the say.
 */
final class Http2Conversation implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int END_STREAM = 1;
  private static final int ACKNOWLEDGED = 1;
  private static final int END_HEADERS = 4;

  /** A frame as it was read. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Frame(int type, int flags, int stream, byte[] payload) {
    boolean isEndOf(int number) {
      return stream == number
          && (type == DATA || type == HEADERS)
          && (flags & END_STREAM) == END_STREAM;
    }

    /** The last stream that a GOAWAY leaves to be answered. */
    int lastStream() {
      return ByteBuffer.wrap(payload).getInt() & Integer.MAX_VALUE;
    }
  }

  private final SSLSocket socket;
  private final OutputStream out;
  private final DataInputStream in;

  Http2Conversation(SSLSocket socket) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.in = new DataInputStream(socket.getInputStream());
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    write(SETTINGS, 0, 0, new byte[0]);
  }

  /** Sends a whole request. */
  void post(int stream, String path, byte[] body) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    // RFC 7541, appendix A: POST and https are entries of the static table, the others names of it.
    block.write(0x83);
    block.write(0x87);
    literal(block, new byte[] {0x04}, path);
    literal(block, new byte[] {0x01}, "localhost");
    literal(block, new byte[] {0x0f, 0x10}, "application/json");
    write(HEADERS, END_HEADERS, stream, block.toByteArray());
    write(DATA, END_STREAM, stream, body);
  }

  private static void literal(ByteArrayOutputStream block, byte[] name, String value) {
    block.writeBytes(name);
    block.write(value.length());
    block.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
  }

  /** Answers a PING. */
  void acknowledge(Frame ping) throws IOException {
    write(PING, ACKNOWLEDGED, 0, ping.payload());
  }

  private void write(int type, int flags, int stream, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) 0).putShort((short) payload.length);
    frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
    out.write(frame.array());
    out.flush();
  }

  /** The next frame; null when the server has closed the connection. */
  @Nullable Frame read() throws IOException {
    byte[] header = new byte[9];
    try {
      in.readFully(header);
    } catch (EOFException e) {
      return null;
    }
    ByteBuffer head = ByteBuffer.wrap(header);
    int length = head.get() << 16 | Short.toUnsignedInt(head.getShort());
    int type = head.get();
    int flags = head.get();
    int stream = head.getInt() & Integer.MAX_VALUE;
    byte[] payload = new byte[length];
    in.readFully(payload);
    return new Frame(type, flags, stream, payload);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
