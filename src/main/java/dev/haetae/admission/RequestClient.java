package dev.haetae.admission;

import io.micronaut.http.HttpRequest;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The client of a request, which the API server's own words tell how long it waits: {@code POST
 * /validate?timeout=3s}.
 *
 * @param gone whether it has gone, see {@link ClientWatch}
 */
record RequestClient(HttpRequest<?> request, BooleanSupplier gone, boolean isTried)
    implements ReviewLanes.Client {
  // What the API server waits for a webhook that names no timeoutSeconds, and the most it may name.
  private static final int USUAL_SECONDS = 10;
  private static final int MOST_SECONDS = 30;

  @Override
  public boolean hasGone() {
    return gone.getAsBoolean();
  }

  /** Four fifths of what it waits: the answer must still be written, sent and read. */
  @Override
  public long patience() {
    return TimeUnit.SECONDS.toNanos(seconds(request.getParameters().get("timeout"))) / 5 * 4;
  }

  private static int seconds(@Nullable String timeout) {
    if (timeout == null || !timeout.matches("[1-9][0-9]?s")) {
      return USUAL_SECONDS;
    }
    return Math.min(MOST_SECONDS, Integer.parseInt(timeout, 0, timeout.length() - 1, 10));
  }
}
