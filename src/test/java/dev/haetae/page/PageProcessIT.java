package dev.haetae.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code haetae page} as a person starts it, and as somebody else would hold it up. */
class PageProcessIT {
  private static final String[] LAB = {"-i", "docs/pictures/lab.yaml"};

  @TempDir private Path folder;

  private static Socket connect(PageProcess page) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), page.port());
    socket.setSoTimeout(120_000);
    return socket;
  }

  // How the other side ends a connection depends on what is still on its way.
  private static boolean isEnded(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }

  private static String cookie(PageProcess page) throws IOException {
    String target = page.address().getRawPath() + '?' + page.address().getRawQuery();
    return "Cookie: " + RawRequest.get(page.port(), target).cookie();
  }

  @Test
  void showsTheClusterThatWasSaved() throws IOException {
    try (PageProcess page = PageProcess.start(folder, LAB)) {
      String cookie = cookie(page);
      assertThat(RawRequest.get(page.port(), "/", cookie).body())
          .contains("lab.yaml", "train-8", "nas-datasets", "30443")
          .doesNotContain("docs/pictures/lab.yaml<");
      assertThat(RawRequest.get(page.port(), "/findings.json", cookie).body())
          .contains("\"no-host-path\"");
      assertThat(RawRequest.get(page.port(), "/findings.csv", cookie).body())
          .contains("no-host-path");
      assertThat(page.errors())
          .contains("the address opens the page once, in one browser; Ctrl-C ends it");
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void endsWhenItIsTold(String signal, int code) throws IOException, InterruptedException {
    try (PageProcess page = PageProcess.start(folder, LAB)) {
      assertThat(page.signal(signal)).isEqualTo(code);
      assertThat(page.errors()).doesNotContain("Exception", "\tat ");
    }
  }

  @Test
  void aSlowClientHoldsUpNobodyAndIsCutOff() throws IOException {
    try (PageProcess page = PageProcess.start(folder, LAB);
        Socket slow = connect(page)) {
      slow.getOutputStream().write("GET / HT".getBytes(ISO_8859_1));
      slow.getOutputStream().flush();
      String cookie = cookie(page);
      assertThat(RawRequest.get(page.port(), "/haetae.css", cookie).status()).isEqualTo(200);
      assertThat(isEnded(slow)).isTrue();
    }
  }

  @Test
  void whoOpensManyConnectionsGetsNoMore() throws IOException {
    try (PageProcess page = PageProcess.start(folder, LAB)) {
      String cookie = cookie(page);
      List<Socket> sockets = new ArrayList<>();
      try {
        for (int i = 0; i < 100; i++) {
          sockets.add(connect(page));
        }
        // Those beyond the most are ended at once, before the first are cut off.
        assertThat(isEnded(sockets.getLast())).isTrue();
      } finally {
        for (Socket socket : sockets) {
          socket.close();
        }
      }
      assertThat(RawRequest.get(page.port(), "/haetae.css", cookie).status()).isEqualTo(200);
    }
  }

  @Test
  void aHeaderThatNeverEndsIsCutOff() throws IOException {
    try (PageProcess page = PageProcess.start(folder, LAB);
        Socket socket = connect(page)) {
      byte[] much = ("X-Much: " + "x".repeat(1 << 16) + "\r\n").getBytes(ISO_8859_1);
      socket.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(ISO_8859_1));
      boolean refused = false;
      try {
        for (int i = 0; i < 64; i++) {
          socket.getOutputStream().write(much);
        }
      } catch (SocketException e) {
        refused = true;
      }
      assertThat(refused || isEndedAfterAnswer(socket)).isTrue();
    }
  }

  private static boolean isEndedAfterAnswer(Socket socket) throws IOException {
    try {
      socket.getInputStream().readAllBytes();
    } catch (SocketException e) {
      return true;
    }
    return true;
  }

  @Test
  void aPortThatIsTakenIsSaid() throws IOException {
    try (PageProcess page = PageProcess.start(folder, LAB)) {
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(() ->
                  PageProcess.start(
                      folder,
                      "-i",
                      "docs/pictures/lab.yaml",
                      "--port",
                      String.valueOf(page.port()))))
          .hasMessageContaining("port " + page.port() + " of 127.0.0.1 cannot be had");
    }
  }
}
