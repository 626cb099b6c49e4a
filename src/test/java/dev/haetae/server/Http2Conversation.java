package dev.haetae.server;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A client of HTTP/2 that sends and reads frame by frame (RFC 9113), so that a test has the say.
 */
final class Http2Conversation implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int END_STREAM = 1;
  private static final int ACKNOWLEDGED = 1;
  private static final int END_HEADERS = 4;
  private static final int MAX_CONCURRENT_STREAMS = 3;
  private static final int INITIAL_WINDOW_SIZE = 4;

  /**
   * A frame as it was read.
   *
   * @param status of an answer, when this is its head; empty in other frames
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Frame(int type, int flags, int stream, byte[] payload, String status) {
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
  private final DefaultHttp2HeadersDecoder headers = new DefaultHttp2HeadersDecoder();
  private final Deque<Frame> unread = new ArrayDeque<>();
  private final Map<Integer, Integer> windows = new HashMap<>();
  private int initialWindow = 65_535;
  private int connectionWindow = 65_535;
  private int mostStreams = Integer.MAX_VALUE;

  Http2Conversation(SSLSocket socket) throws IOException {
    this(socket, new byte[0]);
  }

  /** A client that takes no byte of an answer's body. */
  static Http2Conversation withoutWindow(SSLSocket socket) throws IOException {
    // SETTINGS_INITIAL_WINDOW_SIZE = 0.
    return new Http2Conversation(socket, new byte[] {0, 4, 0, 0, 0, 0});
  }

  private Http2Conversation(SSLSocket socket, byte[] settings) throws IOException {
    this.socket = socket;
    // A window that is used up is waited for: not also for a packet to fill.
    socket.setTcpNoDelay(true);
    this.out = socket.getOutputStream();
    this.in = new DataInputStream(socket.getInputStream());
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    write(SETTINGS, 0, 0, settings);
  }

  /** Sends a whole request. */
  void post(int stream, String path, byte[] body) throws IOException {
    begin(stream, path);
    write(DATA, END_STREAM, stream, body);
  }

  /** Sends the head of a request whose body is to follow. */
  void begin(int stream, String path) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    // RFC 7541, appendix A: POST and https are entries of the static table, the others names of it.
    block.write(0x83);
    block.write(0x87);
    literal(block, new byte[] {0x04}, path);
    literal(block, new byte[] {0x01}, "localhost");
    literal(block, new byte[] {0x0f, 0x10}, "application/json");
    write(HEADERS, END_HEADERS, stream, block.toByteArray());
  }

  /**
   * Sends bytes of a body, as the server lets them come. What it says meanwhile is read later.
   *
   * @return whether all were sent; false when the server has ended the stream or the connection
   */
  boolean send(int stream, byte[] body, int from, int to) throws IOException {
    int at = from;
    while (at < to) {
      int window = Math.min(connectionWindow, window(stream));
      if (window <= 0) {
        Frame frame = receive();
        if (frame == null) {
          return false;
        }
        if (frame.type() != WINDOW_UPDATE && frame.type() != SETTINGS) {
          unread.add(frame);
        }
        if (frame.stream() == stream && (frame.type() == RST_STREAM || frame.isEndOf(stream))) {
          return false;
        }
        continue;
      }
      int length = Math.min(Math.min(window, 16_384), to - at);
      write(DATA, 0, stream, Arrays.copyOfRange(body, at, at + length));
      connectionWindow -= length;
      windows.put(stream, window(stream) - length);
      at += length;
    }
    return true;
  }

  /** Sends the last bytes of a body. */
  void end(int stream, byte[] rest) throws IOException {
    write(DATA, END_STREAM, stream, rest);
  }

  /** Takes a request back. */
  void reset(int stream) throws IOException {
    write(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
  }

  private int window(int stream) {
    return windows.getOrDefault(stream, initialWindow);
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
    return unread.isEmpty() ? receive() : unread.remove();
  }

  private @Nullable Frame receive() throws IOException {
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
    if (type == WINDOW_UPDATE) {
      int increment = ByteBuffer.wrap(payload).getInt();
      if (stream == 0) {
        connectionWindow += increment;
      } else {
        windows.put(stream, window(stream) + increment);
      }
    } else if (type == SETTINGS && flags == 0) {
      settings(ByteBuffer.wrap(payload));
    }
    return new Frame(type, flags, stream, payload, type == HEADERS ? status(payload) : "");
  }

  private String status(byte[] block) throws IOException {
    try {
      return String.valueOf(headers.decodeHeaders(1, Unpooled.wrappedBuffer(block)).status());
    } catch (Http2Exception e) {
      throw new IOException(e);
    }
  }

  private void settings(ByteBuffer payload) throws IOException {
    while (payload.hasRemaining()) {
      int name = payload.getShort();
      int value = payload.getInt();
      if (name == INITIAL_WINDOW_SIZE) {
        int change = value - initialWindow;
        initialWindow = value;
        windows.replaceAll((_, window) -> window + change);
      } else if (name == MAX_CONCURRENT_STREAMS) {
        mostStreams = value;
      }
    }
    write(SETTINGS, ACKNOWLEDGED, 0, new byte[0]);
  }

  /** How many streams the server allows at a time, once its settings have been read. */
  int mostStreams() {
    return mostStreams;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
