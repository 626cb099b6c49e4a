package dev.haetae.cluster.registration;

import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.Extent;
import dev.haetae.cluster.client.Freshness;
import dev.haetae.cluster.client.KindWatch;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.cluster.client.TypedObjects;
import dev.haetae.cluster.client.WatchedKind;
import dev.haetae.resource.Resource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One object of the API server, followed by its name: what it is now, as far as is known.
 *
 * @param <T> its type
 */
final class FollowedObject<T extends HasMetadata> implements AutoCloseable {
  private static final Duration WATCH_TIME = Duration.ofSeconds(45);
  // A watch that outlives its time has lost its connection without being told.
  private static final Duration PATIENCE = Duration.ofSeconds(55);
  // Larger than any that an API server takes, whatever it notes of who wrote which field.
  private static final int LONGEST = 4 << 20;

  private final Class<T> type;
  private final String namespace;
  private final String name;
  private final TypedObjects objects;
  private final Consumer<Optional<T>> follower;
  private final KindWatch watch;
  private volatile @Nullable T present;
  private volatile boolean known;

  /**
   * An object that is not followed yet.
   *
   * @param namespace empty for an object of none
   * @param fields what is read of it
   * @param follower gets to know every change, one at a time; empty when the object is gone
   */
  FollowedObject(
      Cluster cluster,
      Class<T> type,
      String namespace,
      String name,
      List<String> fields,
      InstantSource clock,
      Consumer<Optional<T>> follower) {
    this.type = type;
    this.namespace = namespace;
    this.name = name;
    this.objects = cluster.objects();
    this.follower = follower;
    Kind kind =
        new Kind(
            type.getSimpleName(),
            HasMetadata.getApiVersion(type),
            // Who may see one object by its name may list it so.
            TypedObjects.path(type, namespace, "") + "?fieldSelector=metadata.name%3D" + name,
            fields,
            LONGEST);
    this.watch =
        new KindWatch(kind, cluster.server(), new Memory(), new Freshness(clock), WATCH_TIME);
  }

  private record Kind(String word, String apiVersion, String path, List<String> fields, int longest)
      implements WatchedKind {
    @Override
    public boolean isJudgedBy() {
      return false;
    }
  }

  private final class Memory implements KindWatch.Memory {
    @Override
    public String put(Resource resource, Extent extent) {
      try {
        take(TypedObjects.of(resource.tree(), type));
        return "";
      } catch (RequestFailedException e) {
        return e.sentence();
      }
    }

    // What it was before counts, until it can be read again.
    @Override
    public void unreadable(String namespace, String name, String problem) {}

    @Override
    public void remove(String namespace, String name) {
      take(null);
    }

    @Override
    public void retain(Set<String> keys) {
      if (keys.isEmpty()) {
        take(null);
      }
    }
  }

  private synchronized void take(@Nullable T object) {
    boolean was = present != null;
    present = object;
    known = true;
    if (object != null || was) {
      follower.accept(Optional.ofNullable(object));
    }
  }

  /** Follows the object from now on, as soon as the API server can be reached. */
  void start() {
    watch.start();
  }

  /** Has a watch that is silent for too long opened anew; to be called now and then. */
  void cutIfSilent() {
    watch.cutIfSilent(PATIENCE);
  }

  /** The object; empty when it is not there, or not known yet. */
  Optional<T> present() {
    return Optional.ofNullable(present);
  }

  boolean isKnown() {
    return known;
  }

  /** Asks for the object: a watch can be dead for a while before anybody notices. */
  void look() throws RequestFailedException, InterruptedException {
    take(objects.find(type, namespace, name).orElse(null));
  }

  @Override
  public void close() {
    watch.close();
  }
}
