package dev.haetae.cluster.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import javax.net.ssl.SSLException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Sends a request again, a moment later, that an API server was too busy for or that a connection
 * was lost with.
 *
 * <p>What is written twice is as what is written once: an update names the version that it changes,
 * so that the second one meets a conflict, which its sender looks into; a patch says the same
 * again.
 */
final class Retries implements Interceptor {
  private static final int MOST = 2;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  @Override
  public Response intercept(Chain chain) throws IOException {
    for (int again = 0; ; again++) {
      long pause = FIRST_PAUSE_MILLIS << again;
      try {
        Response response = chain.proceed(chain.request());
        if (again == MOST || !(response.code() == 429 || response.code() >= 500)) {
          return response;
        }
        pause = Math.max(pause, wished(response));
        response.close();
      } catch (IOException e) {
        // A certificate is as wrong a moment later.
        if (again == MOST || chain.call().isCanceled() || e instanceof SSLException) {
          throw e;
        }
      }
      sleep(pause);
    }
  }

  private static long wished(Response response) {
    try {
      long seconds = Long.parseLong(String.valueOf(response.header("Retry-After")));
      return Math.clamp(1_000 * seconds, 0, LONGEST_PAUSE_MILLIS);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static void sleep(long millis) throws InterruptedIOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
