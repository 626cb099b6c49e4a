package dev.haetae.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;

/**
 * Clients of HTTP/1.1 that send one request after the other, each over a connection that it keeps
 * for as long as the server does, and never twice. Each ends when no connection can be had.
 */
final class Http1Load implements AutoCloseable {
  private final TlsClient client;
  private final byte[] request;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final Queue<String> lost = new ConcurrentLinkedQueue<>();
  private final Queue<String> lastAnswers = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  Http1Load(TlsClient client, int connections, byte[] body) {
    this.client = client;
    String head =
        """
        POST /validate HTTP/1.1
        Host: localhost
        Content-Type: application/json
        Content-Length: %d

        """
            .formatted(body.length)
            .replace("\n", "\r\n");
    request = (head + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < connections; i++) {
      threads.add(Thread.ofPlatform().start(this::run));
    }
  }

  private void run() {
    while (!over) {
      SSLSocket socket;
      try {
        socket = client.socket();
      } catch (IOException e) {
        // Refused, or cut off before TLS: nothing was sent, whoever has a request goes elsewhere.
        return;
      }
      try (socket) {
        lastAnswers.add(converse(socket));
      } catch (IOException e) {
        lost.add(String.valueOf(e));
        return;
      }
    }
  }

  /** Returns the head of the answer after which the server closes the connection. */
  private String converse(SSLSocket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    InputStream in = new BufferedInputStream(socket.getInputStream());
    String head = "";
    while (!over && !head.contains("connection: close")) {
      out.write(request);
      out.flush();
      head = answer(in);
      answered.incrementAndGet();
    }
    return head;
  }

  private static String answer(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no answer but: " + head);
      }
      head.append((char) next);
    }
    String lower = head.toString().toLowerCase(Locale.ROOT);
    int at = lower.indexOf("content-length: ") + "content-length: ".length();
    int length = Integer.parseInt(lower.substring(at, lower.indexOf('\r', at)));
    if (in.readNBytes(length).length < length) {
      throw new IOException("half an answer: " + head);
    }
    return lower;
  }

  /** Returns when so many requests have been answered. */
  void awaitAnswers(int count) {
    while (answered.get() < count && lost.isEmpty()) {
      Thread.onSpinWait();
    }
  }

  /** Returns when no client has a connection any more. */
  void awaitEnd() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  int answered() {
    return answered.get();
  }

  /** Why requests were not answered, one line for each. */
  List<String> lost() {
    return List.copyOf(lost);
  }

  /** The heads of the answers after which connections ended, in lower case. */
  List<String> lastAnswers() {
    return List.copyOf(lastAnswers);
  }

  @Override
  public void close() {
    over = true;
    threads.forEach(Thread::interrupt);
  }
}
