package dev.haetae.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer to a request that was written byte by byte, as no client would. */
record RawRequest(int status, String head, String body) {
  private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.1 (\\d{3})");

  /** Sends lines and reads until the server has said all. */
  static RawRequest send(int port, String... lines) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket
          .getOutputStream()
          .write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1));
      socket.shutdownOutput();
      return of(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
    }
  }

  /** A GET of 127.0.0.1 with further header lines. */
  static RawRequest get(int port, String path, String... headers) throws IOException {
    String[] lines = new String[headers.length + 3];
    lines[0] = "GET " + path + " HTTP/1.1";
    lines[1] = "Host: 127.0.0.1:" + port;
    lines[2] = "Connection: close";
    System.arraycopy(headers, 0, lines, 3, headers.length);
    return send(port, lines);
  }

  private static RawRequest of(String answer) {
    Matcher status = STATUS.matcher(answer);
    int end = answer.indexOf("\r\n\r\n");
    return end < 0 || !status.find()
        ? new RawRequest(0, answer, "")
        : new RawRequest(
            Integer.parseInt(status.group(1)), answer.substring(0, end), answer.substring(end + 4));
  }

  /** The cookie that it sets, as a request brings it. */
  String cookie() {
    Matcher cookie = Pattern.compile("(?i)set-cookie: ").matcher(head);
    if (!cookie.find()) {
      throw new AssertionError("no cookie in " + head);
    }
    return head.substring(cookie.end()).split(";", 2)[0];
  }
}
