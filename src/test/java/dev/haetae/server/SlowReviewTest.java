package dev.haetae.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.admission.Answer;
import dev.haetae.admission.FieldForbidden;
import dev.haetae.inventory.Budget;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.rule.Action;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody's review waits for another's, also on one connection. */
final class SlowReviewTest {
  private static final byte[] QUICK = "quick".getBytes(StandardCharsets.UTF_8);
  private static final byte[] WORSE_THAN_IT_LOOKS = "worse".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path directory;
  private final CountDownLatch proceed = new CountDownLatch(1);

  private RunningServer start(CountDownLatch entered) throws Exception {
    return Server.start(
        ServerOptions.of(directory).withPorts(0, 0),
        observer ->
            (endpoint, body, budget) -> {
              if (body.length != QUICK.length) {
                entered.countDown();
                await(proceed);
              } else if (body[0] == WORSE_THAN_IT_LOOKS[0]) {
                budget.spend(Budget.REVIEW);
                entered.countDown();
                await(proceed);
              }
              return new Answer(200, body, Answer.Outcome.ALLOWED);
            },
        List.of(QUICK),
        Basis.of(() -> FieldForbidden.evaluator(Action.DENY), () -> InventorySnapshot.OPEN),
        InstantSource.system());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void othersAreAnsweredWhileOneTakesItsTime(HttpClient.Version version) throws Exception {
    CountDownLatch entered = new CountDownLatch(2);
    try (RunningServer server = start(entered);
        HttpClient http =
            new TlsClient(server.port(), directory.resolve("ca.crt"), null).http(version)) {
      TlsClient client = new TlsClient(server.port(), directory.resolve("ca.crt"), null);
      byte[] large = new byte[3 << 20];
      List<CompletableFuture<HttpResponse<byte[]>>> slow = new ArrayList<>();
      for (byte[] body : new byte[][] {large, WORSE_THAN_IT_LOOKS}) {
        slow.add(
            http.sendAsync(
                client.post("/validate", body), HttpResponse.BodyHandlers.ofByteArray()));
      }
      entered.await();

      for (int i = 0; i < 100; i++) {
        assertThat(
                http.send(client.post("/validate", QUICK), HttpResponse.BodyHandlers.ofByteArray())
                    .body())
            .isEqualTo(QUICK);
      }
      assertThat(slow).noneMatch(CompletableFuture::isDone);
      proceed.countDown();
      assertThat(slow.get(0).join().body()).isEqualTo(large);
      assertThat(slow.get(1).join().body()).isEqualTo(WORSE_THAN_IT_LOOKS);
    }
  }
}
