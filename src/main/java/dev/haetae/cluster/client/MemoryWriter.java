package dev.haetae.cluster.client;

import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.text.StreamedObject;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Text;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer of one kind's memory: an object that cannot be kept is noted as there and unreadable,
 * and told of now and then. For one thread at a time.
 */
final class MemoryWriter {
  private static final Logger log = LoggerFactory.getLogger(KindWatch.class);

  // How often an object that cannot be read is told of: whoever may write one may write many.
  private static final int NOTICES = 10;
  private static final Duration NOTICE_INTERVAL = Duration.ofMinutes(1);

  private final WatchedKind kind;
  private final KindWatch.Memory memory;
  private final Freshness freshness;
  private final BoundedNoise noise = new BoundedNoise(NOTICES, NOTICE_INTERVAL);

  MemoryWriter(WatchedKind kind, KindWatch.Memory memory, Freshness freshness) {
    this.kind = kind;
    this.memory = memory;
    this.freshness = freshness;
  }

  /** Keeps an object that has come, be it in a change of it. */
  void keep(StreamedObject read, ObjectValue object) {
    String problem = read.problem();
    if (read.isReadable()) {
      try {
        problem =
            memory.put(
                ListedObjects.of(object, kind.apiVersion(), kind.word()),
                new Extent(read.bytes(), read.isCut()));
      } catch (MalformedResourceException e) {
        problem = e.sentence();
      } catch (RuntimeException | StackOverflowError e) {
        // It costs this one object, not its kind.
        problem = "a fault of ours (" + e.getClass().getSimpleName() + "); please report it";
      }
    }
    if (!problem.isEmpty()) {
      unreadable(read.namespace(), read.name(), problem);
    }
  }

  // It is there all the same: who looks it up is not to take it for absent.
  private void unreadable(String namespace, String name, String problem) {
    freshness.malformed();
    if (!name.isEmpty()) {
      memory.unreadable(namespace, name, problem);
    }
    noise.tell(
        freshness.now(),
        suppressed ->
            log.warn(
                "{} {} cannot be read, and {}: {}{}",
                kind.word(),
                Text.shorten(
                    name.isEmpty()
                        ? "without a name"
                        : namespace.isEmpty() ? name : KindWatch.key(namespace, name),
                    200),
                kind.isJudgedBy() ? "what hangs on it is undecided" : "what it was before counts",
                Text.shorten(problem, 300),
                suppressed == 0 ? "" : " (and " + suppressed + " more since)"));
  }
}
