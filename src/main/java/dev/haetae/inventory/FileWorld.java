package dev.haetae.inventory;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.StorageClass;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A world as the objects of one file of an input see it: it knows what stands in other files, and
 * which of that is written in several places, none of them nearer than the others.
 */
final class FileWorld extends ForwardingInventory {
  private final String file;
  private final Set<ManifestKey> written;
  private final Function<ManifestKey, List<String>> several;

  /**
   * The world of a file.
   *
   * @param written everything that the input writes
   * @param several the files of what is written differently in several places; none when one of
   *     those is the nearest to the file
   */
  FileWorld(
      Inventory world,
      String file,
      Set<ManifestKey> written,
      Function<ManifestKey, List<String>> several) {
    super(world);
    this.file = file;
    this.written = written;
    this.several = several;
  }

  // Whichever of them were taken, it could be the wrong one.
  private void require(GroupKind kind, String namespace, String name) {
    List<String> files = several.apply(new ManifestKey(kind, namespace, name));
    if (!files.isEmpty()) {
      String first = files.getFirst();
      String last = files.getLast();
      throw new UnreadableObjectException(
          kind.kind()
              + ' '
              + (namespace.isEmpty() ? "" : namespace + '/')
              + name
              + " is written differently "
              + (first.equals(last) ? "twice in " + first : "in " + first + " and " + last),
          "check the files of one cluster at a time");
    }
  }

  @Override
  public @Nullable PersistentVolumeClaim claim(String namespace, String name) {
    require(GroupKind.PERSISTENT_VOLUME_CLAIM, namespace, name);
    return world().claim(namespace, name);
  }

  @Override
  public @Nullable PersistentVolume volume(String name) {
    require(GroupKind.PERSISTENT_VOLUME, "", name);
    return world().volume(name);
  }

  @Override
  public @Nullable StorageClass storageClass(String name) {
    require(GroupKind.STORAGE_CLASS, "", name);
    return world().storageClass(name);
  }

  @Override
  public @Nullable ServiceView service(String namespace, String name) {
    require(GroupKind.SERVICE, namespace, name);
    return world().service(namespace, name);
  }

  @Override
  public @Nullable Resource object(GroupKind kind, String namespace, String name) {
    require(kind, namespace, name);
    return world().object(kind, namespace, name);
  }

  @Override
  public Manifests manifests() {
    return new FileManifests(world().manifests(), this);
  }

  private record FileManifests(Manifests below, FileWorld owner) implements Manifests {
    @Override
    public List<Resource> of(GroupKind kind) {
      return below.of(kind);
    }

    @Override
    public List<Resource> of(GroupKind kind, String namespace) {
      return below.of(kind, namespace);
    }

    @Override
    public @Nullable Resource find(GroupKind kind, String namespace, String name) {
      return below.find(kind, namespace, name);
    }

    @Override
    public String elsewhere(GroupKind kind, String namespace, String name) {
      Resource found =
          owner.written.contains(new ManifestKey(kind, namespace, name))
              ? below.find(kind, namespace, name)
              : null;
      return found == null || found.origin().file().equals(owner.file) ? "" : found.origin().file();
    }
  }
}
