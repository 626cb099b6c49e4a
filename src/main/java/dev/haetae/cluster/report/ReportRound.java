package dev.haetae.cluster.report;

import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.cluster.client.ToldOnce;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One round through the places of a cluster, at whose end each has the report that it should have.
 * What is there already is left as it is.
 */
final class ReportRound {
  /** The time from one write to the next: ten a second. */
  static final Duration PACE = Duration.ofMillis(100);

  private static final Logger log = LoggerFactory.getLogger(ReportRound.class);

  private final ReportStore store;
  private final ReportApi api;
  private final List<ReportApi> others;
  private final BooleanSupplier mayWrite;
  private final Pause pause;
  private final ToldOnce told;
  private int writes;
  private int failures;

  /**
   * A round that has not begun.
   *
   * @param api in which reports are written
   * @param others from which ours are taken away, with what they know
   * @param mayWrite whether this replica is the one that writes, asked before each write
   * @param told tells of what cannot be written
   */
  ReportRound(
      ReportStore store,
      ReportApi api,
      List<ReportApi> others,
      BooleanSupplier mayWrite,
      Pause pause,
      ToldOnce told) {
    this.store = store;
    this.api = api;
    this.others = List.copyOf(others);
    this.mayWrite = mayWrite;
    this.pause = pause;
    this.told = told;
  }

  /**
   * Goes through places.
   *
   * @param due the places to go through; those that have been are taken out
   * @param known the places that may have a report of ours; kept right
   */
  void run(ReportPlan plan, SortedSet<String> due, SortedSet<String> known)
      throws InterruptedException {
    for (String place : List.copyOf(due)) {
      if (!mayWrite.getAsBoolean()) {
        return;
      }
      try {
        if (keep(place, plan.drafts().get(place))) {
          known.add(place);
        } else {
          known.remove(place);
        }
        due.remove(place);
      } catch (RequestFailedException e) {
        if (!mayWrite.getAsBoolean()) {
          return;
        }
        failed(place, "cannot be kept: " + Text.shorten(e.reason(), 300));
        // What is not answered, or not allowed, here is not elsewhere.
        if (e.code() <= 0 || e.code() >= 500 || e.isHidden()) {
          return;
        }
      }
    }
  }

  // Returns whether the place has a report of ours then.
  private boolean keep(String place, @Nullable ReportDraft draft)
      throws RequestFailedException, InterruptedException {
    StoredReport before = store.find(api, place);
    Map<ReportApi, StoredReport> elsewhere = new EnumMap<>(ReportApi.class);
    Map<String, Instant> since = new HashMap<>();
    for (ReportApi other : others) {
      StoredReport found = store.find(other, place);
      if (found.isOurs()) {
        elsewhere.put(other, found);
        since.putAll(found.since());
      }
    }
    boolean kept = false;
    if (before.isForeign()) {
      failed(
          place,
          "is left as it is, since it is not ours: it lacks the label "
              + ReportDraft.MANAGED_BY
              + '='
              + ReportApi.NAME);
    } else if (draft == null) {
      if (before.isThere()) {
        turn();
        store.delete(api, place, before);
      }
    } else {
      since.putAll(before.since());
      kept = keep(draft, before, draft.object(api, before, since));
    }
    for (Map.Entry<ReportApi, StoredReport> old : elsewhere.entrySet()) {
      turn();
      store.delete(old.getKey(), place, old.getValue());
    }
    return kept;
  }

  private boolean keep(ReportDraft draft, StoredReport before, ObjectValue object)
      throws RequestFailedException, InterruptedException {
    if (before.saysTheSameAs(object)) {
      return true;
    }
    turn();
    try {
      store.write(api, draft.place(), before, object);
      return true;
    } catch (RequestFailedException e) {
      // A namespace that ends refuses in words of its own.
      if (before.isThere() || store.takes(draft.place())) {
        throw e;
      }
      return false;
    }
  }

  // Returns when the next write may be.
  private void turn() throws RequestFailedException, InterruptedException {
    pause.await(PACE);
    if (!mayWrite.getAsBoolean()) {
      throw new RequestFailedException(0, "another replica writes now");
    }
    writes++;
  }

  // The first of a round stands for the others, which mostly say the same in other words.
  private void failed(String place, String why) {
    failures++;
    if (failures == 1) {
      told.tell(api.kind(place) + ' ' + name(place) + ' ' + why, log::warn);
    }
  }

  private static String name(String place) {
    return place.isEmpty() ? ReportApi.NAME : place + '/' + ReportApi.NAME;
  }

  /** How often something was written or removed. */
  int writes() {
    return writes;
  }

  /** How often that was refused. */
  int failures() {
    return failures;
  }
}
