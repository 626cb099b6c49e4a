package dev.haetae.cluster;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ObjectValue;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Path;
import dev.haetae.resource.PodSpecPaths;
import dev.haetae.resource.Resource;
import dev.haetae.resource.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The objects of a cluster that rules look at, read once: the kinds of the inventory, and whatever
 * carries pods, except what a controller has made of another carrier. Kinds that the API server
 * does not serve are passed over.
 */
public final class ClusterObjects implements AutoCloseable {
  private record Served(GroupKind kind, String apiVersion, String path) {}

  private final Cluster cluster;
  private final ApiServer server;
  private final List<Served> kinds;

  private ClusterObjects(Cluster cluster, ApiServer server, List<Served> kinds) {
    this.cluster = cluster;
    this.server = server;
    this.kinds = kinds;
  }

  /**
   * Opens the cluster and makes sure that every kind may be listed.
   *
   * @param environment environment variables
   * @throws CannotUseClusterException when there is no cluster, it does not answer, or something
   *     may not be listed
   */
  public static ClusterObjects open(Map<String, String> environment)
      throws CannotUseClusterException, InterruptedException {
    Cluster cluster = Cluster.connect(environment);
    try {
      ApiServer server = new ApiServer(cluster);
      List<Served> kinds = new ArrayList<>();
      for (InventoryKind kind : InventoryKind.values()) {
        kinds.add(new Served(kind.groupKind(), kind.apiVersion(), kind.path()));
      }
      kinds.addAll(carriers(server));
      List<Served> there = new ArrayList<>();
      for (Served kind : kinds) {
        if (mayBeListed(server, kind)) {
          there.add(kind);
        }
      }
      return new ClusterObjects(cluster, server, there);
    } catch (RequestFailedException e) {
      cluster.close();
      throw new CannotUseClusterException(Text.escape(e.sentence()));
    } catch (InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private static boolean mayBeListed(ApiServer server, Served kind)
      throws RequestFailedException, InterruptedException {
    try {
      server.get(kind.path() + "?limit=1");
      return true;
    } catch (RequestFailedException e) {
      if (e.code() == 404) {
        return false;
      }
      throw e;
    }
  }

  private static List<Served> carriers(ApiServer server)
      throws RequestFailedException, InterruptedException {
    Set<GroupKind> wanted = new HashSet<>();
    PodSpecPaths.carriers().forEach(wanted::add);
    wanted.remove(GroupKind.POD);
    List<Served> served = new ArrayList<>(resources(server, "/api/v1", wanted));
    try {
      for (ObjectView group : view(server.get("/apis")).objects("groups")) {
        if (wanted.stream().anyMatch(kind -> kind.group().equals(group.text("name")))) {
          String version = group.object("preferredVersion").text("groupVersion");
          served.addAll(resources(server, "/apis/" + version, wanted));
        }
      }
    } catch (MalformedResourceException e) {
      throw new RequestFailedException(
          0, "the API server's groups cannot be read: " + e.sentence());
    }
    served.sort(Comparator.comparing(Served::path));
    return served;
  }

  private static List<Served> resources(ApiServer server, String path, Set<GroupKind> wanted)
      throws RequestFailedException, InterruptedException {
    List<Served> served = new ArrayList<>();
    ObjectView list;
    try {
      list = view(server.get(path));
    } catch (RequestFailedException e) {
      if (e.code() == 404 || e.code() == 503) {
        // A group whose own server is away: nothing of it can be had.
        return served;
      }
      throw e;
    }
    String apiVersion = list.text("groupVersion");
    for (ObjectView resource : list.objects("resources")) {
      GroupKind kind = GroupKind.of(apiVersion, resource.text("kind"));
      String name = resource.text("name");
      if (wanted.contains(kind)
          && name.indexOf('/') < 0
          && resource.texts("verbs").contains("list")) {
        served.add(new Served(kind, apiVersion, path + '/' + name));
      }
    }
    return served;
  }

  private static ObjectView view(ObjectValue value) {
    return ObjectView.of(value, Path.ROOT);
  }

  /**
   * Hands over every object, kind by kind, in the API server's order, without {@code
   * metadata.managedFields} and what {@code kubectl apply} remembers.
   *
   * @throws CannotUseClusterException when the cluster stops answering; some objects may have been
   *     handed over then
   */
  public void forEach(Consumer<Resource> each)
      throws CannotUseClusterException, InterruptedException {
    for (Served kind : kinds) {
      try {
        server.list(
            kind.path(),
            item -> {
              Resource object =
                  ListedObjects.named(item, kind.apiVersion(), kind.kind().kind(), "cluster");
              if (kind.kind().equals(GroupKind.POD) || !object.isControlled()) {
                each.accept(object);
              }
            });
      } catch (RequestFailedException e) {
        throw new CannotUseClusterException(Text.escape(e.sentence()));
      } catch (MalformedResourceException e) {
        throw new CannotUseClusterException(
            "an object of kind " + kind.kind() + " cannot be read: " + e.sentence());
      }
    }
  }

  @Override
  public void close() {
    cluster.close();
  }
}
