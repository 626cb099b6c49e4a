package dev.haetae.cluster.client;

/**
 * The key of an object of a namespaced kind. Ordered, so that a table copes with names that were
 * chosen to have one hash.
 */
public record NamespacedName(String namespace, String name) implements Comparable<NamespacedName> {
  @Override
  public int compareTo(NamespacedName other) {
    int order = name.compareTo(other.name);
    return order == 0 ? namespace.compareTo(other.namespace) : order;
  }
}
