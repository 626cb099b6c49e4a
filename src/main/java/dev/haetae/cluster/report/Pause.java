package dev.haetae.cluster.report;

import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
interface Pause {
  /** The one that does. */
  Pause REAL = Thread::sleep;

  /** Returns when so much time has passed. */
  void await(Duration duration) throws InterruptedException;
}
