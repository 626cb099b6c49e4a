package dev.haetae.server.connection;

import io.netty.handler.codec.http2.DefaultHttp2LocalFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * The window of what has not been read of the requests of a connection. What hands requests over
 * would give back their bytes once more, when they are answered for.
 */
final class Http2Window extends DefaultHttp2LocalFlowController {
  private boolean givenBack;

  Http2Window(Http2Connection connection) {
    super(connection);
  }

  /** Says whether the bytes that are given back from now on have been given back before. */
  void setGivenBack(boolean givenBack) {
    this.givenBack = givenBack;
  }

  @Override
  public boolean consumeBytes(Http2Stream stream, int bytes) throws Http2Exception {
    return !givenBack && super.consumeBytes(stream, bytes);
  }
}
