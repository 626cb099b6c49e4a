package dev.haetae.cluster.client;

import java.util.function.Consumer;

/** Lets a sentence be told once, and not again until it is another, or has been forgotten. */
public final class ToldOnce {
  private String last = "";

  /** Tells a sentence, unless it was the last one told. */
  public synchronized void tell(String sentence, Consumer<String> telling) {
    if (!sentence.equals(last)) {
      last = sentence;
      telling.accept(sentence);
    }
  }

  /**
   * Lets the last sentence be told again: what was wrong is right.
   *
   * @return whether there was one
   */
  public synchronized boolean forget() {
    boolean told = !last.isEmpty();
    last = "";
    return told;
  }
}
