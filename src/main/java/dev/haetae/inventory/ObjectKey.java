package dev.haetae.inventory;

/**
 * The namespace and the name of an object of a known kind; in order, so that a table copes with
 * names that were chosen to have one hash.
 */
record ObjectKey(String namespace, String name) implements Comparable<ObjectKey> {
  @Override
  public int compareTo(ObjectKey other) {
    int order = namespace.compareTo(other.namespace);
    return order == 0 ? name.compareTo(other.name) : order;
  }
}
