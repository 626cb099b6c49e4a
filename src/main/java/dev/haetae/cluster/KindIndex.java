package dev.haetae.cluster;

/**
 * What is in memory of one kind, by whatever rules look it up.
 *
 * <p>Reading takes no lock, from any thread; one thread at a time may write.
 */
interface KindIndex extends KindWatch.Memory {
  /** How many objects are in memory. */
  int count();
}
