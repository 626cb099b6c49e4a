package dev.haetae.server.connection;

import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpRequest;

/** A request with its whole body, which knows whether its client still waits. */
final class ReceivedRequest extends DefaultFullHttpRequest {
  private final IncomingBody.Collected body;
  private volatile boolean abandoned;

  ReceivedRequest(HttpRequest head, IncomingBody.Collected body) {
    super(
        head.protocolVersion(),
        head.method(),
        head.uri(),
        body,
        head.headers(),
        EmptyHttpHeaders.INSTANCE);
    this.body = body;
    setDecoderResult(head.decoderResult());
  }

  /** Returns whether nobody waits for the answer any more; asked from any thread. */
  boolean isAbandoned() {
    return abandoned;
  }

  /** Says that the client has gone, or has taken the request back. */
  void abandon() {
    abandoned = true;
  }

  /** Says that the request has been handed over: whoever wanted the body has copied it. */
  void handedOver() {
    body.letGo();
  }

  // One request is another: it is kept in sets and queues by its identity.
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
