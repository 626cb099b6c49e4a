package dev.haetae.cli.auditing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cli.input.ConfigurationOptions;
import dev.haetae.cli.input.PolicyOptions;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cluster.client.FakeApiServer;
import dev.haetae.report.html.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live page of a cluster that changes, and that cannot be reached for a while. */
class PageReadingTest {
  private static final String NODES = "/api/v1/nodes";

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-06-15T12:00:00Z"));

  @TempDir private Path directory;

  private static String nodes(String... names) {
    String[] items = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      items[i] =
          "{\"metadata\":{\"name\":\""
              + names[i]
              + "\"},\"status\":{\"allocatable\":"
              + "{\"nvidia.com/gpu\":\"8\",\"cpu\":\"64\",\"memory\":\"1Gi\",\"pods\":\"10\"}}}";
    }
    return FakeApiServer.list("1", "", items);
  }

  private PageReading reading(Map<String, String> environment) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    Terminal terminal =
        new Terminal(InputStream.nullInputStream(), nowhere, nowhere, environment, false);
    AuditRun.Asked asked =
        new AuditRun.Asked(
            List.of(), new PolicyOptions(), new ConfigurationOptions(), List.of(), null, List.of());
    return new PageReading(
        List.of(), () -> new AuditRun(asked, terminal, now::get).audit(now.get()), now::get);
  }

  private void pass(int seconds) {
    now.set(now.get().plus(Duration.ofSeconds(seconds)));
  }

  @Test
  void readsAnewWhenItIsAskedAfterAWhile() throws IOException {
    try (FakeApiServer server = new FakeApiServer().serving(NODES, nodes("gpu-1"))) {
      PageReading reading = reading(server.environment(directory));
      assertThat(reading.page(Language.EN)).contains("gpu-1").contains("Haetae</b> · cluster");
      server.serving(NODES, nodes("gpu-1", "gpu-2"));
      int asked = server.asked().size();
      pass(29);
      assertThat(reading.page(Language.EN)).doesNotContain("gpu-2");
      assertThat(server.asked()).hasSize(asked);
      pass(1);
      assertThat(reading.page(Language.EN)).contains("gpu-2");
    }
  }

  @Test
  void theLastPictureStaysWhenTheClusterIsAway() throws IOException {
    PageReading reading;
    try (FakeApiServer server = new FakeApiServer().serving(NODES, nodes("gpu-1"))) {
      reading = reading(server.environment(directory));
      assertThat(reading.page(Language.EN)).contains("gpu-1").doesNotContain("class=\"trouble\"");
    }
    pass(30);
    assertThat(reading.page(Language.EN))
        .contains("gpu-1", "class=\"trouble\"", "as of 2026-06-15 12:00:00 UTC");
    assertThat(reading.json()).contains("\"owners\"");
  }

  @Test
  void aClusterThatWasNeverReadIsSaid() throws IOException {
    Map<String, String> environment;
    try (FakeApiServer server = new FakeApiServer()) {
      environment = server.environment(directory);
    }
    PageReading reading = reading(environment);
    assertThat(reading.reading().audited().isWhole()).isFalse();
    assertThat(reading.page(Language.KO)).contains("class=\"trouble\"", "lang=\"ko\"");
  }
}
