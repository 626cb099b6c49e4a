package dev.haetae.server.connection;

import dev.haetae.admission.ClientWatch;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import jakarta.inject.Singleton;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The requests as they were received, found again by what the framework makes of them. */
@Singleton
final class ReceivedRequests implements ClientWatch {
  @Override
  public BooleanSupplier gone(HttpRequest<?> request) {
    ReceivedRequest received = received(request);
    return received == null ? () -> false : received::isAbandoned;
  }

  @Override
  public boolean isTried(HttpRequest<?> request) {
    ReceivedRequest received = received(request);
    return received != null && received.isTried();
  }

  private static @Nullable ReceivedRequest received(HttpRequest<?> request) {
    return request instanceof NettyHttpRequest<?> netty
            && netty.getNativeRequest() instanceof ReceivedRequest received
        ? received
        : null;
  }
}
