package dev.haetae.cluster;

/** A kind whose objects are followed. */
interface WatchedKind {
  /** The kind's name, such as {@code PersistentVolume}. */
  String word();

  /** Such as {@code storage.k8s.io/v1}. */
  String apiVersion();

  /** Where the API server has all objects of the kind. */
  String path();
}
