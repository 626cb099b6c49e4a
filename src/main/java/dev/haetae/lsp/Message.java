package dev.haetae.lsp;

import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;

/**
 * A message of a client, as JSON-RPC 2.0 has them.
 *
 * @param id of a request; {@link NullValue#NULL} for a notification
 * @param method empty for an answer
 * @param params empty when there are none, or when they are an array
 */
record Message(Value id, String method, ObjectValue params) {
  /**
   * The message that a JSON value is.
   *
   * @throws MessageException when it is none
   */
  static Message of(Value value) throws MessageException {
    if (!(value instanceof ObjectValue object)) {
      throw new MessageException(RpcError.INVALID_REQUEST, "a message must be one JSON object");
    }
    Value id = object.get("id");
    boolean isKnown = id.isNull() || id instanceof StringValue || id instanceof NumberValue;
    if (!object.text("jsonrpc").equals("2.0") || !isKnown) {
      throw new MessageException(
          RpcError.INVALID_REQUEST, "a message must say \"jsonrpc\": \"2.0\" and its id");
    }
    boolean isAnswer = object.indexOf("result") >= 0 || object.indexOf("error") >= 0;
    if (object.text("method").isEmpty() && !isAnswer) {
      throw new MessageException(RpcError.INVALID_REQUEST, "a message must name its method");
    }
    return new Message(
        id,
        isAnswer ? "" : object.text("method"),
        object.get("params") instanceof ObjectValue params ? params : ObjectValue.EMPTY);
  }

  boolean isAnswer() {
    return method.isEmpty();
  }

  /** Returns whether the client waits for an answer. */
  boolean isRequest() {
    return !isAnswer() && !id.isNull();
  }
}
