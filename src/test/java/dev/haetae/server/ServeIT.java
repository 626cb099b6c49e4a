package dev.haetae.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as a process: killed, told to end, started twice. */
final class ServeIT {
  @TempDir private Path directory;

  @Test
  void aKilledServerComesBackWithItsCertificates() throws Exception {
    byte[] authority;
    X509Certificate shown;
    try (ServeProcess first = ServeProcess.start(directory).await()) {
      authority = Files.readAllBytes(directory.resolve("ca.crt"));
      shown = first.client().shown();
      first.process().destroyForcibly().waitFor();
    }
    try (ServeProcess second = ServeProcess.start(directory).await()) {
      assertThat(Files.readAllBytes(directory.resolve("ca.crt"))).isEqualTo(authority);
      assertThat(second.client().shown()).isEqualTo(shown);
      HttpResponse<String> answer =
          second.client().post(HttpClient.Version.HTTP_2, "/validate", Reviews.BAD);
      assertThat(answer.body()).contains("\"allowed\":false");
    }
  }

  /** Killed while it starts, at whatever moment that is: what is left never stops the next one. */
  @Test
  void aServerKilledWhileItMakesItsCertificatesComesBack() throws Exception {
    for (String file : new String[] {".lock", "tls.crt", "ca.crt"}) {
      Path own = Files.createDirectory(directory.resolve("kill-at-" + file));
      try (ServeProcess process = ServeProcess.start(own)) {
        while (Files.notExists(own.resolve(file)) && process.process().isAlive()) {
          Thread.onSpinWait();
        }
      }
      try (ServeProcess next = ServeProcess.start(own).await()) {
        assertThat(next.client().post(HttpClient.Version.HTTP_2, "/validate", Reviews.GOOD).body())
            .contains("\"allowed\":true");
      }
    }
  }

  @Test
  void twoServersAtOnceEndWithOneAuthority() throws Exception {
    try (ServeProcess one = ServeProcess.start(directory);
        ServeProcess other = ServeProcess.start(directory)) {
      one.await();
      other.await();

      assertThat(one.client().shown()).isEqualTo(other.client().shown());
    }
  }

  @Test
  void aServerThatIsToldToEndEnds() throws Exception {
    try (ServeProcess server = ServeProcess.start(directory).await()) {
      server.client().post(HttpClient.Version.HTTP_2, "/validate", Reviews.GOOD);

      server.process().destroy();

      // 128 + SIGTERM, as a process that was told to end says.
      assertThat(server.process().waitFor()).isEqualTo(143);
    }
  }

  @Test
  void theCommandThatItPrintsWorks() throws Exception {
    Assumptions.assumeTrue(hasCurl(), "no curl on this machine");
    try (ServeProcess server = ServeProcess.start(directory).await()) {
      Process curl =
          new ProcessBuilder("sh", "-c", server.curl() + " --silent --show-error")
              .redirectErrorStream(true)
              .start();
      String answer = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("{\"kind\":\"AdmissionReview\"").contains("\"allowed\":");
      assertThat(curl.waitFor()).isZero();
    }
  }

  private static boolean hasCurl() throws InterruptedException {
    try {
      return new ProcessBuilder("curl", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
