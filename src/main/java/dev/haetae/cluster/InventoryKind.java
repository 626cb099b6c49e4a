package dev.haetae.cluster;

import dev.haetae.resource.GroupKind;

/** The kinds that the world of the rules is made of; every API server serves them. */
enum InventoryKind implements WatchedKind {
  NAMESPACE("Namespace", "v1", "/api/v1/namespaces"),
  NODE("Node", "v1", "/api/v1/nodes"),
  STORAGE_CLASS("StorageClass", "storage.k8s.io/v1", "/apis/storage.k8s.io/v1/storageclasses"),
  PERSISTENT_VOLUME("PersistentVolume", "v1", "/api/v1/persistentvolumes"),
  PERSISTENT_VOLUME_CLAIM("PersistentVolumeClaim", "v1", "/api/v1/persistentvolumeclaims"),
  SERVICE("Service", "v1", "/api/v1/services"),
  POD("Pod", "v1", "/api/v1/pods");

  private final String word;
  private final String apiVersion;
  private final String path;

  InventoryKind(String word, String apiVersion, String path) {
    this.word = word;
    this.apiVersion = apiVersion;
    this.path = path;
  }

  /** Group and kind. */
  GroupKind groupKind() {
    return GroupKind.of(apiVersion, word);
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public String apiVersion() {
    return apiVersion;
  }

  @Override
  public String path() {
    return path;
  }
}
