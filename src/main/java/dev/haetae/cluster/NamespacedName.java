package dev.haetae.cluster;

/** What an object of a namespaced kind is found by. */
record NamespacedName(String namespace, String name) {}
