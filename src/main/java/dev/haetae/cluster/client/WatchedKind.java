package dev.haetae.cluster.client;

import java.util.List;

/** A kind whose objects are followed. */
public interface WatchedKind {
  /** The kind's name, such as {@code PersistentVolume}. */
  String word();

  /** Such as {@code storage.k8s.io/v1}. */
  String apiVersion();

  /** Returns where the API server has all objects of the kind. */
  String path();

  /**
   * Returns what is read of an object besides its name, as {@link
   * dev.haetae.resource.text.KeptFields} has it.
   */
  List<String> fields();

  /** The most bytes of JSON that these may have: an object with more cannot be read. */
  int longest();

  /** Returns whether reviews are judged by its objects. */
  default boolean isJudgedBy() {
    return true;
  }
}
