package dev.haetae.lsp;

import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes the server's messages, each whole, whichever thread it comes from. What a client that has
 * gone does not get is lost; its end of the other stream tells of it.
 */
final class MessageWriter {
  private final OutputStream out;

  MessageWriter(OutputStream out) {
    this.out = out;
  }

  /** Answers a request. */
  void answer(Value id, Value result) {
    write(message().put("id", id).put("result", result));
  }

  /**
   * Answers a request that cannot be met.
   *
   * @param id {@link NullValue#NULL} when it could not be read
   * @param code of {@link RpcError}
   */
  void refuse(Value id, int code, String sentence) {
    ObjectValue.Builder error = new ObjectValue.Builder(2);
    error.put("code", code);
    error.put("message", sentence);
    write(message().put("id", id).put("error", error.build()));
  }

  /** Tells the client something. */
  void notify(String method, ObjectValue params) {
    write(message().put("method", method).put("params", params));
  }

  /** Asks the client for something, whose answer says nothing that matters. */
  void ask(String id, String method, ObjectValue params) {
    write(message().put("id", new StringValue(id)).put("method", method).put("params", params));
  }

  private static ObjectValue.Builder message() {
    return new ObjectValue.Builder(4).put("jsonrpc", "2.0");
  }

  private synchronized void write(ObjectValue.Builder message) {
    byte[] body = JsonWriter.toText(message.build()).getBytes(StandardCharsets.UTF_8);
    String header = "Content-Length: " + body.length + "\r\n\r\n";
    try {
      out.write(header.getBytes(StandardCharsets.US_ASCII));
      out.write(body);
      out.flush();
    } catch (IOException e) {
      // See above.
    }
  }
}
