package dev.haetae.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.HdrHistogram.Histogram;

/**
 * Posts a body at a constant rate over kept-alive TLS connections and prints the latencies as JSON,
 * in microseconds. A request has its time to be sent, and its latency counts from that time whether
 * or not its connection was still busy with the one before: a server that stalls pays for all that
 * would have come meanwhile (no coordinated omission).
 *
 * <p>{@code ConstantRate URL BODY RATE SECONDS WARM_UP_SECONDS CONNECTIONS}
 */
public final class ConstantRate {
  private static final long HIGHEST = 60_000_000_000L;

  private ConstantRate() {}

  /** Runs and prints one line. */
  public static void main(String[] arguments) throws Exception {
    URI uri = URI.create(arguments[0]);
    byte[] request = request(uri, Files.readAllBytes(Path.of(arguments[1])));
    double rate = Double.parseDouble(arguments[2]);
    long warmUp = (long) (Double.parseDouble(arguments[4]) * 1e9);
    long length = (long) (Double.parseDouble(arguments[3]) * 1e9) + warmUp;
    int connections = Integer.parseInt(arguments[5]);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, new TrustManager[] {new Anyone()}, null);
    Histogram all = new Histogram(HIGHEST, 3);
    List<Future<Histogram>> parts = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      List<SSLSocket> sockets = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        SSLSocket socket =
            (SSLSocket) tls.getSocketFactory().createSocket(uri.getHost(), uri.getPort());
        socket.setTcpNoDelay(true);
        socket.startHandshake();
        sockets.add(socket);
      }
      long start = System.nanoTime() + 50_000_000;
      for (int i = 0; i < connections; i++) {
        int number = i;
        Callable<Histogram> work =
            () -> {
              try (SSLSocket socket = sockets.get(number)) {
                return run(socket, request, number, connections, rate, start, warmUp, length);
              }
            };
        parts.add(threads.submit(work));
      }
      for (Future<Histogram> part : parts) {
        all.add(part.get());
      }
    }
    System.out.printf(
        "{\"rate\":%.0f,\"count\":%d,\"achieved\":%.0f,\"p50\":%.0f,\"p90\":%.0f,\"p99\":%.0f,"
            + "\"p999\":%.0f,\"max\":%.0f}%n",
        rate,
        all.getTotalCount(),
        all.getTotalCount() / ((length - warmUp) / 1e9),
        all.getValueAtPercentile(50) / 1e3,
        all.getValueAtPercentile(90) / 1e3,
        all.getValueAtPercentile(99) / 1e3,
        all.getValueAtPercentile(99.9) / 1e3,
        all.getMaxValue() / 1e3);
  }

  private static byte[] request(URI uri, byte[] body) {
    String head =
        "POST "
            + uri.getPath()
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    byte[] first = head.getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[first.length + body.length];
    System.arraycopy(first, 0, request, 0, first.length);
    System.arraycopy(body, 0, request, first.length, body.length);
    return request;
  }

  // Request k of this connection is due at start + (k * connections + number) / rate.
  private static Histogram run(
      SSLSocket socket,
      byte[] request,
      int number,
      int connections,
      double rate,
      long start,
      long warmUp,
      long length)
      throws IOException {
    Histogram latencies = new Histogram(HIGHEST, 3);
    OutputStream out = socket.getOutputStream();
    InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    for (long k = 0; ; k++) {
      long due = start + (long) ((k * connections + number) * 1e9 / rate);
      if (due - start >= length || System.nanoTime() - start >= length) {
        return latencies;
      }
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      out.write(request);
      out.flush();
      answer(in);
      long now = System.nanoTime();
      if (now - start >= warmUp) {
        latencies.recordValue(Math.min(HIGHEST, now - due));
      }
    }
  }

  private static void answer(InputStream in) throws IOException {
    String status = line(in);
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException("answered with " + status);
    }
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    in.skipNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection was closed");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static final class Anyone implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
