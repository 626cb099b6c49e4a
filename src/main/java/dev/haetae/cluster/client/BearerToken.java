package dev.haetae.cluster.client;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * A token that says who we are, and is replaced while we run: it is read again after a while, and
 * when it is refused. One that cannot be read stays as it was.
 */
final class BearerToken implements Interceptor {
  // Long before its end: the kubelet replaces a token at four fifths of its life, of an hour or so.
  private static final Duration LIFE = Duration.ofMinutes(1);

  private static final String HEADER = "Authorization";

  /** The place that the token is read from. */
  interface Source {
    String read() throws IOException, UnusableKubeconfigException;
  }

  private final Source source;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile String token;
  private volatile long readAt = System.nanoTime();

  /**
   * A token.
   *
   * @throws IllegalArgumentException when no header can hold it
   */
  BearerToken(String token, Source source) {
    this.token = checked(token);
    this.source = source;
  }

  private static String checked(String token) {
    var _ = Headers.of(HEADER, token.strip());
    return token.strip();
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    renew(token, LIFE);
    String shown = token;
    Response response = proceed(chain, shown);
    if (response.code() == 401) {
      renew(shown, Duration.ZERO);
      String other = token;
      if (!other.equals(shown)) {
        response.close();
        return proceed(chain, other);
      }
    }
    return response;
  }

  // A command may take its time: who finds another reading goes on with what there is.
  private void renew(String shown, Duration life) {
    if (System.nanoTime() - readAt < life.toNanos() || !reading.tryLock()) {
      return;
    }
    try {
      if (token.equals(shown) && System.nanoTime() - readAt >= life.toNanos()) {
        readAt = System.nanoTime();
        String read = checked(source.read());
        token = read.isEmpty() ? shown : read;
      }
    } catch (IOException | UnusableKubeconfigException | IllegalArgumentException e) {
      // Just being replaced: the next time will do.
    } finally {
      reading.unlock();
    }
  }

  private static Response proceed(Chain chain, String token) throws IOException {
    return chain.proceed(chain.request().newBuilder().header(HEADER, "Bearer " + token).build());
  }
}
