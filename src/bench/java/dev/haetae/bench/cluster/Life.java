package dev.haetae.bench.cluster;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What happens in a cluster by itself, at rates that may be changed at any moment. */
final class Life {
  private static final int TICKS_A_SECOND = 100;
  // As kubelets do when nothing has changed.
  private static final int SECONDS_BETWEEN_HEARTBEATS = 300;

  private final Population population;
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("life").factory());
  private final AtomicInteger edits = new AtomicInteger();
  private final int nodes;
  private volatile int statuses;
  private volatile int replacements;
  private double statusesDue;
  private double replacementsDue;
  private double heartbeatsDue;

  Life(Population population, int nodes) {
    this.population = population;
    this.nodes = nodes;
  }

  void start() {
    var _ = ticks.scheduleAtFixedRate(this::tick, 0, 1000 / TICKS_A_SECOND, TimeUnit.MILLISECONDS);
  }

  /** From now on so many statuses of pods, and so many new pods for old ones, a second. */
  void setRates(int statusesASecond, int replacementsASecond) {
    statuses = statusesASecond;
    replacements = replacementsASecond;
  }

  private void tick() {
    statusesDue += (double) statuses / TICKS_A_SECOND;
    for (; statusesDue >= 1; statusesDue--) {
      population.statusOfAPod();
    }
    replacementsDue += (double) replacements / TICKS_A_SECOND;
    for (; replacementsDue >= 1; replacementsDue--) {
      population.replaceAPod();
    }
    if (statuses > 0) {
      heartbeatsDue += (double) nodes / SECONDS_BETWEEN_HEARTBEATS / TICKS_A_SECOND;
      for (; heartbeatsDue >= 1; heartbeatsDue--) {
        population.heartbeatOfANode();
      }
    }
  }

  /** Replaces so many pods at once. */
  void burst(int pods) {
    for (int i = 0; i < pods; i++) {
      population.replacePod(i);
    }
  }

  /** Edits every policy, at once. */
  void editPolicies() {
    population.editPolicies(edits.incrementAndGet());
  }
}
