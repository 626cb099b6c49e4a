package dev.haetae.cluster.registration;

import dev.haetae.cluster.client.Discovery;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.cluster.client.ToldOnce;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.tree.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kinds that the API server serves, with their versions and plural names: those of Kubernetes
 * itself are known, the others it is asked for.
 */
final class ServedKinds {
  /**
   * A kind that is served.
   *
   * @param versions such as {@code v1}, the preferred one first
   * @param plural as URLs write it: {@code deployments}
   */
  record ServedKind(GroupKind kind, List<String> versions, String plural) {
    ServedKind {
      versions = List.copyOf(versions);
    }
  }

  private static final Logger log = LoggerFactory.getLogger(ServedKinds.class);

  // Served by every API server: what protects them must not wait for discovery.
  private static final Map<GroupKind, ServedKind> BUILT_IN =
      List.of(
              builtIn("", "Pod", "pods"),
              builtIn("", "PodTemplate", "podtemplates"),
              builtIn("", "ReplicationController", "replicationcontrollers"),
              builtIn("", "Service", "services"),
              builtIn("", "PersistentVolume", "persistentvolumes"),
              builtIn("", "PersistentVolumeClaim", "persistentvolumeclaims"),
              builtIn("", "ConfigMap", "configmaps"),
              builtIn("", "Secret", "secrets"),
              builtIn("", "Namespace", "namespaces"),
              builtIn("apps", "ReplicaSet", "replicasets"),
              builtIn("apps", "Deployment", "deployments"),
              builtIn("apps", "StatefulSet", "statefulsets"),
              builtIn("apps", "DaemonSet", "daemonsets"),
              builtIn("batch", "Job", "jobs"),
              builtIn("batch", "CronJob", "cronjobs"),
              builtIn("storage.k8s.io", "StorageClass", "storageclasses"))
          .stream()
          .collect(Collectors.toUnmodifiableMap(ServedKind::kind, kind -> kind));

  private final Discovery discovery;
  private volatile Map<GroupKind, ServedKind> found = Map.of();
  private final ToldOnce refusals = new ToldOnce();

  ServedKinds(Discovery discovery) {
    this.discovery = discovery;
  }

  private static ServedKind builtIn(String group, String kind, String plural) {
    return new ServedKind(new GroupKind(group, kind), List.of("v1"), plural);
  }

  /** The kind as it is served; null when it is not, as far as is known. */
  @Nullable ServedKind find(GroupKind kind) {
    ServedKind builtIn = BUILT_IN.get(kind);
    return builtIn == null ? found.get(kind) : builtIn;
  }

  /** A kind of Kubernetes itself; null when it is none. */
  static @Nullable ServedKind builtIn(GroupKind kind) {
    return BUILT_IN.get(kind);
  }

  /**
   * Asks the API server for the kinds among these that are not Kubernetes' own. When it does not
   * answer all stays as it was.
   *
   * @return whether it has answered
   */
  boolean refresh(Collection<GroupKind> kinds) {
    Set<String> groups = new TreeSet<>();
    for (GroupKind kind : kinds) {
      if (!BUILT_IN.containsKey(kind) && !kind.group().isEmpty()) {
        groups.add(kind.group());
      }
    }
    if (groups.isEmpty()) {
      return true;
    }
    try {
      Map<GroupKind, ServedKind> now = new HashMap<>();
      for (Discovery.Group group : discovery.groups()) {
        if (groups.contains(group.name())) {
          read(group, now);
        }
      }
      found = Map.copyOf(now);
      refusals.forget();
      return true;
    } catch (RequestFailedException e) {
      refusals.tell(
          Text.escape(e.sentence()),
          why -> log.warn("the API server does not say which kinds it serves: {}", why));
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void read(Discovery.Group group, Map<GroupKind, ServedKind> into)
      throws RequestFailedException, InterruptedException {
    for (String apiVersion : group.apiVersions()) {
      for (Discovery.ServedVersion served : kinds(apiVersion)) {
        ServedKind before = into.get(served.kind());
        List<String> versions = new ArrayList<>(before == null ? List.of() : before.versions());
        versions.add(served.version());
        into.put(served.kind(), new ServedKind(served.kind(), versions, served.plural()));
      }
    }
  }

  private List<Discovery.ServedVersion> kinds(String apiVersion)
      throws RequestFailedException, InterruptedException {
    try {
      return discovery.kinds(apiVersion);
    } catch (RequestFailedException e) {
      if (e.code() == 404 || e.code() == 200) {
        // It has gone since the groups were asked for, or its own server says what nobody can read.
        return List.of();
      }
      throw e;
    }
  }
}
