package dev.haetae.admission;

/** Whether reviews may be sent here: after the warm-up, until the end begins. */
public final class Readiness {
  // Not ready until somebody says so.
  private volatile boolean ready;

  /** Whether reviews may be sent here. */
  public boolean isReady() {
    return ready;
  }

  /** Says whether reviews may be sent here from now on. */
  public void set(boolean ready) {
    this.ready = ready;
  }
}
