package dev.haetae.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.admission.Answer;
import dev.haetae.admission.FieldForbidden;
import dev.haetae.inventory.BudgetExceededException;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.rule.Action;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A review that nobody waits for any more ends. */
final class ClientGoneTest {
  private static final byte[] QUICK = "quick".getBytes(StandardCharsets.UTF_8);
  // So large that it is judged by a thread of its own.
  private static final byte[] ENDLESS = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);

  @TempDir private Path directory;
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CompletableFuture<BudgetExceededException.Cause> ended = new CompletableFuture<>();
  private RunningServer server;
  private TlsClient client;

  @BeforeEach
  void start() throws Exception {
    server =
        Server.start(
            ServerOptions.of(directory).withPorts(0, 0),
            observer ->
                (endpoint, body, budget) -> {
                  if (body.length == ENDLESS.length) {
                    entered.countDown();
                    try {
                      while (true) {
                        budget.anew().spend(10_000);
                      }
                    } catch (BudgetExceededException e) {
                      ended.complete(e.why());
                      throw e;
                    }
                  }
                  return new Answer(200, body, Answer.Outcome.ALLOWED);
                },
            List.of(QUICK),
            Basis.of(() -> FieldForbidden.evaluator(Action.DENY), () -> InventorySnapshot.OPEN),
            InstantSource.system());
    client = new TlsClient(server.port(), directory.resolve("ca.crt"), null);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aStreamThatIsResetEndsItsReview() throws Exception {
    try (Http2Conversation conversation = new Http2Conversation(client.socket("h2"))) {
      conversation.begin(1, "/validate?timeout=30s");
      assertThat(conversation.send(1, ENDLESS, 0, ENDLESS.length)).isTrue();
      conversation.end(1, new byte[0]);
      entered.await();

      conversation.reset(1);

      assertThat(ended.join()).isEqualTo(BudgetExceededException.Cause.CLIENT_GONE);
      conversation.post(3, "/validate", QUICK);
      assertThat(answered(conversation, 3)).as("other streams go on").isTrue();
    }
  }

  private static boolean answered(Http2Conversation conversation, int stream) throws Exception {
    for (var frame = conversation.read(); frame != null; frame = conversation.read()) {
      if (frame.isEndOf(stream)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void aConnectionThatIsClosedEndsItsReview() throws Exception {
    try (SSLSocket socket = client.socket()) {
      socket
          .getOutputStream()
          .write(
              """
              POST /validate?timeout=30s HTTP/1.1
              Host: localhost
              Content-Type: application/json
              Content-Length: %d

              """
                  .formatted(ENDLESS.length)
                  .replace("\n", "\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(ENDLESS);
      entered.await();
    }
    assertThat(ended.join()).isEqualTo(BudgetExceededException.Cause.CLIENT_GONE);
  }
}
