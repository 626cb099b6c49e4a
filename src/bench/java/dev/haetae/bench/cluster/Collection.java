package dev.haetae.bench.cluster;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one kind and the last changes of them. Nothing is kept of an object but two
 * numbers: it is written out whenever it is asked for.
 *
 * <p>Safe for any number of threads.
 */
final class Collection {
  // A power of two. Whoever watches from further back is told that it is gone.
  private static final int REMEMBERED = 1 << 17;

  /** What happened to one object. */
  record Change(long version, String type, int slot, int generation, int state) {}

  private final AtomicLong versions;
  private final List<String> fixed;
  private final @Nullable Change[] ring = new @Nullable Change[REMEMBERED];
  private Source source = (_, _, _, _) -> "";
  private int[] generations = {};
  private int[] states = {};
  // How many changes there have been, and how many of them are forgotten.
  private long changes;
  private long forgotten;
  private long forgottenVersion;

  /**
   * A collection of these objects, which never change, and for now of no other.
   *
   * @param versions gives the next resourceVersion
   */
  Collection(AtomicLong versions, List<String> fixed) {
    this.versions = versions;
    this.fixed = List.copyOf(fixed);
  }

  /** Puts so many objects in the place of all that change; who watches has to list anew. */
  synchronized Collection fill(int count, Source objects) {
    source = objects;
    generations = new int[count];
    states = new int[count];
    forget();
    return this;
  }

  /** Forgets all changes: every watch ends, and has to list anew. */
  synchronized void forget() {
    forgotten = changes;
    forgottenVersion = versions.incrementAndGet();
  }

  synchronized int count() {
    return generations.length;
  }

  /** A page of the list. */
  synchronized String page(int from, int limit) {
    int all = fixed.size() + generations.length;
    int end = Math.min(all, from + limit);
    StringBuilder page = new StringBuilder(1 << 16);
    page.append("{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"")
        .append(versions.get())
        .append("\",\"continue\":\"")
        .append(end < all ? String.valueOf(end) : "")
        .append("\"},\"items\":[");
    for (int i = from; i < end; i++) {
      int slot = i - fixed.size();
      page.append(i == from ? "" : ",")
          .append(
              slot < 0
                  ? fixed.get(i)
                  : source.json(slot, generations[slot], states[slot], versions.get()));
    }
    return page.append("]}").toString();
  }

  /** The object of a slot is now in this state. */
  synchronized void modify(int slot, int state) {
    states[slot] = state;
    add("MODIFIED", slot);
  }

  /** The object of a slot is gone, and another one has come in its place. */
  synchronized void replace(int slot, int state) {
    add("DELETED", slot);
    generations[slot]++;
    states[slot] = state;
    add("ADDED", slot);
  }

  private void add(String type, int slot) {
    Change change =
        new Change(versions.incrementAndGet(), type, slot, generations[slot], states[slot]);
    Change old = ring[(int) (changes % REMEMBERED)];
    if (old != null && changes - forgotten >= REMEMBERED) {
      forgotten++;
      forgottenVersion = old.version();
    }
    ring[(int) (changes % REMEMBERED)] = change;
    changes++;
  }

  /** The number of changes up to a version; -1 when those after it are no longer known. */
  synchronized long upTo(long version) {
    if (version < forgottenVersion) {
      return -1;
    }
    long at = changes;
    for (Change last = at(at - 1); last != null && last.version() > version; last = at(at - 1)) {
      at--;
    }
    return at;
  }

  private @Nullable Change at(long index) {
    return index < forgotten ? null : ring[(int) (index % REMEMBERED)];
  }

  /** Returns whether the changes from one on are forgotten. */
  synchronized boolean hasForgotten(long index) {
    return index < forgotten;
  }

  /** The event of a watch for a change, by its number from 0; null when it is still to come. */
  @Nullable String event(long index) {
    Change change;
    Source objects;
    synchronized (this) {
      change = index < changes ? at(index) : null;
      objects = source;
    }
    return change == null
        ? null
        : "{\"type\":\""
            + change.type()
            + "\",\"object\":"
            + objects.json(change.slot(), change.generation(), change.state(), change.version())
            + "}\n";
  }

  /** The resourceVersion of now. */
  long version() {
    return versions.get();
  }
}
