package dev.haetae.resource;

/**
 * A storage class.
 *
 * @param name the class's name
 * @param provisioner such as {@code nfs.csi.k8s.io} or {@code kubernetes.io/no-provisioner}
 * @param waitsForConsumer whether volumeBindingMode is WaitForFirstConsumer
 * @param isDefault whether a default-class annotation, stable or beta, is {@code "true"}
 * @param created RFC 3339, empty in a manifest; the newest of several defaults wins
 */
public record StorageClass(
    String name, String provisioner, boolean waitsForConsumer, boolean isDefault, String created) {
  /** The provisioner that makes nothing. */
  public static final String NO_PROVISIONER = "kubernetes.io/no-provisioner";

  /** The class that {@code resource} writes. */
  public static StorageClass of(Resource resource) {
    ObjectView annotations = resource.metadata().object("annotations");
    return new StorageClass(
        resource.name(),
        resource.view().text("provisioner"),
        resource.view().text("volumeBindingMode").equals("WaitForFirstConsumer"),
        annotations.text("storageclass.kubernetes.io/is-default-class").equals("true")
            || annotations.text("storageclass.beta.kubernetes.io/is-default-class").equals("true"),
        resource.metadata().text("creationTimestamp"));
  }

  /** Whether something makes volumes for it. */
  public boolean provisions() {
    return !provisioner.equals(NO_PROVISIONER);
  }
}
