package dev.haetae.cluster.client;

import java.io.IOException;
import java.time.Duration;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * A token that says who we are, and is replaced while we run: it is read again after a while, and
 * when it is refused. One that cannot be read stays as it was.
 */
final class BearerToken implements Interceptor {
  // Long before its end: the kubelet replaces a token at four fifths of its life, of an hour or so.
  private static final Duration LIFE = Duration.ofMinutes(1);

  /** Where the token is. */
  interface Source {
    String read() throws IOException, UnusableKubeconfigException;
  }

  private final Source source;
  private String token;
  private long readAt = System.nanoTime();

  BearerToken(String token, Source source) {
    this.token = token.strip();
    this.source = source;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    String shown = current(LIFE);
    Response response = proceed(chain, shown);
    if (response.code() == 401) {
      String other = current(Duration.ZERO);
      if (!other.equals(shown)) {
        response.close();
        return proceed(chain, other);
      }
    }
    return response;
  }

  private synchronized String current(Duration life) {
    if (System.nanoTime() - readAt >= life.toNanos()) {
      readAt = System.nanoTime();
      try {
        String read = source.read().strip();
        token = read.isEmpty() ? token : read;
      } catch (IOException | UnusableKubeconfigException e) {
        // Just being replaced: the next time will do.
        return token;
      }
    }
    return token;
  }

  private static Response proceed(Chain chain, String token) throws IOException {
    return chain.proceed(
        chain.request().newBuilder().header("Authorization", "Bearer " + token).build());
  }
}
