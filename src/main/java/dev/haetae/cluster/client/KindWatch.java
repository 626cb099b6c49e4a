package dev.haetae.cluster.client;

import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.KeptFields;
import dev.haetae.resource.text.ObjectStream;
import dev.haetae.resource.text.StreamedObject;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Text;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one kind: lists it, then applies its changes as they come. Whatever breaks is tried again
 * for as long as the process lives; until then memory stays as it is.
 *
 * <p>Mirrors {@code Reflector} of {@code k8s.io/client-go/tools/cache}: a watch goes on after the
 * last resourceVersion that was seen, and only when the API server has forgotten that one (410
 * Gone) the kind is listed anew.
 */
public final class KindWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KindWatch.class);
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;
  // A watch that ends sooner than this, having said nothing, is no watch.
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  // In a row, with pauses that grow to LONGEST_PAUSE_MILLIS: half a minute.
  private static final int MISSES = 10;

  /** The keeper of the objects of the kind. */
  public interface Memory {
    /**
     * Keeps an object in place of an earlier one of its name.
     *
     * @return why it cannot be kept; empty when it can
     * @throws MalformedResourceException when it cannot be read
     */
    String put(Resource resource, Extent extent);

    /**
     * Keeps in place of an object that it is there, but cannot be read.
     *
     * @param problem why
     */
    void unreadable(String namespace, String name, String problem);

    /** Forgets the object of this name, if there is one; of no namespace when that is empty. */
    void remove(String namespace, String name);

    /** Forgets all but these, each {@code namespace/name}. */
    void retain(Set<String> keys);

    /**
     * The API server does not serve the kind; told again at every attempt.
     *
     * @return whether that is in order, and not to be told as trouble
     */
    default boolean absent() {
      return false;
    }

    /** The kind may not be read. Returns whether we can do without, and do from now on. */
    default boolean withhold(String reason) {
      return false;
    }

    /** Returns whether an API server need not serve the kind: then nothing is waited for. */
    default boolean isOptional() {
      return false;
    }
  }

  private final WatchedKind kind;
  private final ApiServer server;
  private final Memory memory;
  private final Freshness freshness;
  private final Duration watchTime;
  private final String[] fields;
  private final MemoryWriter writer;
  private final ToldOnce troubles = new ToldOnce();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable CutStream stream;
  private volatile @Nullable Instant cutSince;
  private String version = "";
  // Whether what has just gone wrong is in order.
  private boolean expected;
  // Whether the kind is not for us to read, and need not be.
  private boolean withheld;
  // How often in a row the API server has not had the kind.
  private int misses;
  private @Nullable Thread thread;

  /**
   * A watch that has not begun.
   *
   * @param watchTime after which the API server is asked to end a watch, whole seconds: a new one
   *     proves the connection
   */
  public KindWatch(
      WatchedKind kind, ApiServer server, Memory memory, Freshness freshness, Duration watchTime) {
    this.kind = kind;
    this.server = server;
    this.memory = memory;
    this.freshness = freshness;
    this.writer = new MemoryWriter(kind, memory, freshness);
    this.watchTime = watchTime;
    this.fields = kind.fields().toArray(String[]::new);
  }

  /** Begins. */
  public void start() {
    thread = Thread.ofVirtual().name("watch-" + kind.word()).start(this::run);
  }

  /** Ends a watch that has been silent for longer than {@code patience}: it will be opened anew. */
  public void cutIfSilent(Duration patience) {
    CutStream open = stream;
    if (open != null && freshness.age().compareTo(patience) > 0) {
      cutSince = freshness.lastWord();
      open.cut();
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void run() {
    int failures = 0;
    try {
      while (!isClosed()) {
        String problem = round();
        if (problem.isEmpty()) {
          failures = 0;
        } else if (!isClosed()) {
          if (!expected) {
            tell(problem);
          }
          pause(failures++);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // Lists if need be and follows one watch to its end; why it ended, empty for its time being over.
  private String round() throws InterruptedException {
    Instant cut = null;
    String problem;
    expected = false;
    withheld = false;
    try {
      if (version.isEmpty()) {
        list();
      }
      problem = follow();
    } catch (RequestFailedException e) {
      problem = e.sentence();
      if (isMissed(e)) {
        missed();
        return problem;
      }
      if (e.code() == 403 && memory.withhold(problem)) {
        version = "";
        withheld = true;
      }
    } catch (IOException e) {
      cut = cutSince;
      problem =
          cut == null
              ? "the watch broke off: " + Failures.reason(e)
              : "the API server has fallen silent";
    } catch (RuntimeException | StackOverflowError e) {
      // A fault of ours must not cost the whole kind: begin anew.
      log.error("the watch of {} failed", kind.word(), e);
      version = "";
      problem = "a fault of ours, see the log";
    } finally {
      stream = null;
      cutSince = null;
    }
    misses = 0;
    if (!problem.isEmpty()) {
      freshness.broken(problem, cut == null ? freshness.now() : cut);
    }
    return problem;
  }

  // Whether the kind is not there, and need not be.
  private boolean isMissed(RequestFailedException refusal) {
    boolean absent = refusal.code() == 404;
    if (absent || refusal.code() == 410 || refusal.code() == 504) {
      version = "";
    }
    if (absent && !memory.isOptional()) {
      expected = memory.absent();
    }
    return absent && memory.isOptional();
  }

  // A kind that is not there has no objects, and is known by that; one that was there is believed
  // to be gone only when it has been missed for a while, as while API servers are replaced.
  private void missed() {
    expected = true;
    misses++;
    if (!freshness.isSynced() || misses >= MISSES) {
      memory.retain(Set.of());
    }
    freshness.synced();
    freshness.connected();
  }

  private void list() throws RequestFailedException, InterruptedException {
    Set<String> seen = new HashSet<>();
    String listed =
        server.list(
            kind.path(),
            KeptFields.of(fields),
            kind.longest(),
            object -> {
              freshness.heard();
              seen.add(key(object.namespace(), object.name()));
              writer.keep(object, object.tree());
            });
    memory.retain(seen);
    version = listed;
    freshness.synced();
  }

  private String follow() throws RequestFailedException, IOException, InterruptedException {
    Instant begin = freshness.now();
    boolean heard = false;
    try (CutStream open = server.watch(kind.path(), version, watchTime.toSeconds())) {
      stream = open;
      connected();
      ObjectStream events = new ObjectStream(open, KeptFields.event(fields), kind.longest());
      while (events.hasNext()) {
        StreamedObject event = next(events);
        heard = true;
        freshness.heard();
        apply(event);
      }
    }
    freshness.heard();
    boolean tooSoon = Duration.between(begin, freshness.now()).compareTo(SHORTEST) < 0;
    return tooSoon && !heard ? "the API server ends watches at once" : "";
  }

  private StreamedObject next(ObjectStream events) throws RequestFailedException, IOException {
    try {
      return events.nextEvent();
    } catch (UnreadableException e) {
      throw gap(0, "a change cannot be read: " + e.sentence());
    }
  }

  private void apply(StreamedObject event) throws RequestFailedException {
    ObjectValue object =
        event.tree().get("object") instanceof ObjectValue tree ? tree : ObjectValue.EMPTY;
    switch (event.type()) {
      case "ADDED", "MODIFIED" -> writer.keep(event, object);
      case "DELETED" -> memory.remove(event.namespace(), event.name());
      case "ERROR" -> throw refusal(object);
      default -> {
        // A bookmark: nothing has changed up to its resourceVersion.
      }
    }
    if (!event.version().isEmpty()) {
      version = event.version();
    }
  }

  private RequestFailedException refusal(ObjectValue status) {
    int code = status.get("code") instanceof NumberValue n && n.isInteger() ? (int) n.integer() : 0;
    return gap(code, Text.shorten(status.text("message"), 300));
  }

  // Whatever a change is that was not applied, what follows it would have a gap: a list closes it.
  private RequestFailedException gap(int code, String sentence) {
    version = "";
    return new RequestFailedException(code, sentence);
  }

  /** The key of an object. */
  public static String key(String namespace, String name) {
    return namespace + '/' + name;
  }

  private void connected() {
    if (troubles.forget()) {
      log.info(
          "the watch of {} is open again after {} s",
          kind.word(),
          freshness.brokenFor().toSeconds());
    }
    freshness.connected();
  }

  // Once for each trouble, not for each attempt.
  private void tell(String problem) {
    troubles.tell(
        Text.escape(problem),
        told -> log.warn("the watch of {} is broken, {}: {}", kind.word(), consequence(), told));
  }

  private String consequence() {
    if (withheld) {
      return "rules do without, until we may read it";
    }
    return kind.isJudgedBy() ? "reviews go on from memory" : "what was last known counts";
  }

  private void pause(int failures) throws InterruptedException {
    long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 10));
    var _ = closed.await(pause, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    closed.countDown();
    CutStream open = stream;
    if (open != null) {
      open.cut();
    }
    if (thread != null) {
      thread.interrupt();
    }
  }
}
