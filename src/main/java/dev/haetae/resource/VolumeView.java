package dev.haetae.resource;

/** A volume of a pod spec. */
public final class VolumeView {
  private final ObjectView view;

  VolumeView(ObjectView view) {
    this.view = view;
  }

  /** The volume. */
  public ObjectView view() {
    return view;
  }

  /** {@code name}. */
  public String name() {
    return view.text("name");
  }

  /**
   * Returns whether it has this source: {@code hostPath}, {@code nfs}, {@code
   * persistentVolumeClaim}, …
   */
  public boolean has(String source) {
    return view.has(source);
  }

  /** The source of this name; empty when it has another. */
  public ObjectView source(String source) {
    return view.object(source);
  }

  /** Returns whether it is a {@code persistentVolumeClaim}, which it names. */
  public boolean isClaim() {
    return view.has("persistentVolumeClaim");
  }

  /** {@code persistentVolumeClaim.claimName}; empty when it is no claim. */
  public String claimName() {
    return isClaim() ? view.object("persistentVolumeClaim").text("claimName") : "";
  }
}
