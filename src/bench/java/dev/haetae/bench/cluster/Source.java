package dev.haetae.bench.cluster;

/** Writes the objects of one kind, each as a function of its slot and of how often it changed. */
interface Source {
  /**
   * The object in a slot.
   *
   * @param slot from 0
   * @param generation counts the objects that have been in the slot, one after the other
   * @param state what the object has come to; 0 at first, what else there is the source knows
   * @param version the object's resourceVersion
   */
  String json(int slot, int generation, int state, long version);
}
