package dev.haetae.server.connection;

import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpRequest;

/** A request with its whole body, which knows whether its client still waits. */
final class ReceivedRequest extends DefaultFullHttpRequest {
  private final IncomingBody.Collected body;
  private final boolean tried;
  private volatile boolean abandoned;

  /**
   * A request.
   *
   * @param tried whether its review was tried at once, in vain
   */
  ReceivedRequest(HttpRequest head, IncomingBody.Collected body, boolean tried) {
    super(
        head.protocolVersion(),
        head.method(),
        head.uri(),
        body,
        head.headers(),
        EmptyHttpHeaders.INSTANCE);
    this.body = body;
    this.tried = tried;
    setDecoderResult(head.decoderResult());
  }

  /** Returns whether its review was tried at once, and takes more. */
  boolean isTried() {
    return tried;
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
