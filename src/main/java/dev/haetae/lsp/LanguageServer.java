package dev.haetae.lsp;

import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.Text;
import dev.haetae.resource.tree.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A language server for one client. One thread reads what the client says, another does it all in
 * that order; a request that the client takes back before its turn is not answered.
 */
public final class LanguageServer {
  /** The pause in typing after which documents are judged. */
  public static final Duration PAUSE = Duration.ofMillis(150);

  // A client that does not wait for answers is read no further ahead.
  private static final int MOST_WAITING = 256;

  private final MessageReader reader;
  private final MessageWriter writer;
  private final Judge judge;
  private final String version;
  private final Duration pause;
  private final Consumer<RuntimeException> failed;
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private final ScheduledThreadPoolExecutor worker;
  private final Semaphore room = new Semaphore(MOST_WAITING);
  // The requests whose turn has not come, and whether the client has taken them back.
  private final Map<Value, Boolean> waiting = new ConcurrentHashMap<>();
  private @Nullable EditorSession session;
  private @Nullable Future<?> next;
  private boolean isShutDown;

  /**
   * A server.
   *
   * @param version of Haetae
   * @param pause in what the client says, after which documents are judged
   * @param failed is told of failures of ours, which cost one answer each
   */
  public LanguageServer(
      InputStream in,
      OutputStream out,
      Judge judge,
      String version,
      Duration pause,
      Consumer<RuntimeException> failed) {
    this.reader = new MessageReader(in);
    this.writer = new MessageWriter(out);
    this.judge = judge;
    this.version = version;
    this.pause = pause;
    this.failed = failed;
    this.worker =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("lsp").daemon().factory());
    worker.setRemoveOnCancelPolicy(true);
  }

  /**
   * Serves until the client says {@code exit}, closes the stream or is no more.
   *
   * @return 0 when it has said {@code shutdown} before, else 1
   * @throws OutOfMemoryError when memory is out
   */
  public int run() throws InterruptedException {
    Thread.ofPlatform().name("lsp-reader").daemon().start(this::read);
    try {
      return ended.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e);
    } finally {
      worker.shutdownNow();
    }
  }

  private void read() {
    try {
      while (true) {
        try {
          Message message = reader.next();
          if (message == null) {
            break;
          }
          take(message);
        } catch (MessageException e) {
          writer.refuse(NullValue.NULL, e.code(), e.sentence());
        }
      }
    } catch (IOException e) {
      writer.refuse(NullValue.NULL, RpcError.PARSE_ERROR, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // What it has said before counts.
    worker.execute(this::end);
  }

  private void take(Message message) throws InterruptedException {
    if (message.method().equals("$/cancelRequest")) {
      waiting.replace(message.params().get("id"), true);
      return;
    }
    if (message.isRequest()) {
      waiting.put(message.id(), false);
    }
    room.acquire();
    worker.execute(() -> {
      room.release();
      handle(message);
    });
  }

  private void end() {
    ended.complete(isShutDown ? 0 : 1);
  }

  private void handle(Message message) {
    try {
      if (message.isRequest()) {
        if (Boolean.TRUE.equals(waiting.remove(message.id()))) {
          throw new MessageException(RpcError.REQUEST_CANCELLED, "the request was taken back");
        }
        writer.answer(message.id(), answer(message));
      } else if (message.method().equals("exit")) {
        end();
      } else if (session != null && !isShutDown && !message.isAnswer()) {
        session.notified(message);
      }
    } catch (MessageException e) {
      writer.refuse(message.id(), e.code(), e.sentence());
    } catch (RuntimeException e) {
      failed.accept(e);
      if (message.isRequest()) {
        writer.refuse(message.id(), RpcError.INTERNAL_ERROR, "an internal error of haetae");
      }
    } catch (Error e) {
      ended.completeExceptionally(e);
    }
  }

  private Value answer(Message request) throws MessageException {
    if (isShutDown) {
      throw new MessageException(RpcError.INVALID_REQUEST, "the server has been shut down");
    }
    return switch (request.method()) {
      case "initialize" -> initialize(request);
      case "shutdown" -> {
        requireSession(request);
        isShutDown = true;
        yield NullValue.NULL;
      }
      default -> requireSession(request).answer(request);
    };
  }

  private EditorSession requireSession(Message request) throws MessageException {
    EditorSession open = session;
    if (open == null) {
      throw new MessageException(
          RpcError.NOT_INITIALIZED,
          Text.quote(request.method()) + " comes before the request \"initialize\"");
    }
    return open;
  }

  private Value initialize(Message request) throws MessageException {
    if (session != null) {
      throw new MessageException(RpcError.INVALID_REQUEST, "the server is initialized already");
    }
    Client client = new Client(request.params());
    session = new EditorSession(writer, judge, client, this::settleSoon);
    // One that is not to be seen is on the other side of a container's wall.
    if (client.process().isPresent()) {
      ProcessHandle.of(client.process().getAsLong()).ifPresent(this::endWith);
    }
    return client.welcome(version);
  }

  private void endWith(ProcessHandle editor) {
    var _ = editor.onExit().thenRun(this::gone);
  }

  // Nobody is left to talk to.
  private void gone() {
    worker.execute(this::end);
  }

  private void settleSoon() {
    Future<?> before = next;
    if (before != null) {
      before.cancel(false);
    }
    next = worker.schedule(this::settle, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void settle() {
    EditorSession open = session;
    try {
      if (open != null) {
        open.settle();
      }
    } catch (RuntimeException e) {
      failed.accept(e);
    } catch (Error e) {
      ended.completeExceptionally(e);
    }
  }
}
