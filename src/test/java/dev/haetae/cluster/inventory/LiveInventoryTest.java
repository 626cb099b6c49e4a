package dev.haetae.cluster.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haetae.cluster.client.Extent;
import dev.haetae.cluster.client.KindWatch;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.inventory.UnreadableObjectException;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.NfsExport;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The live world looks like the snapshot of the same objects, whatever has happened before. */
class LiveInventoryTest {
  private static final List<String> NAMESPACES = List.of("alpha", "beta");
  private static final List<String> NAMES = List.of("a", "b", "c", "d");
  private static final List<InventoryKind> OTHERS =
      List.of(
          InventoryKind.RESOURCE_QUOTA,
          InventoryKind.LIMIT_RANGE,
          InventoryKind.RUNTIME_CLASS,
          InventoryKind.PRIORITY_CLASS,
          InventoryKind.SERVICE_ACCOUNT);
  private static final List<String> SOURCES =
      List.of(
          "'nfs':{'server':'s','path':'/x'}",
          "'nfs':{'server':'s','path':'/x/y'}",
          "'nfs':{'server':'t','path':'/z'}",
          "'csi':{'driver':'d','volumeHandle':'h'}",
          "'csi':{'driver':'d','volumeHandle':'i'}",
          "'hostPath':{'path':'/x'}");

  private Instant now = Instant.parse("2026-06-15T12:00:00Z");
  private final InstantSource clock = () -> now;
  private final LiveInventory live = new LiveInventory(clock);

  private static Resource object(String json) {
    try {
      ObjectValue tree =
          (ObjectValue)
              JsonReader.review(
                  json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Limits.REVIEW);
      return Resource.of(tree, Origin.NONE, "default");
    } catch (UnreadableException e) {
      throw new AssertionError(json, e);
    }
  }

  private void put(InventoryKind kind, String json) {
    put(live.memory(kind), object(json));
  }

  private static void put(KindWatch.Memory memory, Resource object) {
    assertThat(memory.put(object, new Extent(100, false))).isEmpty();
  }

  private static <T> T one(List<T> of, SplittableRandom random) {
    return of.get(random.nextInt(of.size()));
  }

  /** An object of a kind, as random as the look-ups can tell apart. */
  private static String random(InventoryKind kind, SplittableRandom random) {
    String name = one(NAMES, random);
    String place = "'name':'" + name + "','namespace':'" + one(NAMESPACES, random) + "'";
    String label = "'labels':{'zone':'" + one(NAMES, random) + "'}";
    return switch (kind) {
      case NAMESPACE ->
          "{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'%s',%s}}"
              .formatted(one(NAMESPACES, random), label);
      case NODE ->
          "{'apiVersion':'v1','kind':'Node','metadata':{'name':'%s',%s},'status':{'allocatable':{'cpu':'%d','nvidia.com/gpu':'%d'}}}"
              .formatted(name, label, random.nextInt(1, 9), random.nextInt(3));
      case STORAGE_CLASS ->
          "{'apiVersion':'storage.k8s.io/v1','kind':'StorageClass','metadata':{'name':'%s'},'provisioner':'p%d'}"
              .formatted(name, random.nextInt(3));
      case DEVICE_CLASS ->
          "{'apiVersion':'resource.k8s.io/v1','kind':'DeviceClass','metadata':{'name':'%s'},'spec':{'extendedResourceName':'example.com/d%d'}}"
              .formatted(name, random.nextInt(3));
      case RESOURCE_QUOTA ->
          "{'apiVersion':'v1','kind':'ResourceQuota','metadata':{%s},'spec':{'hard':{'pods':'%d'}}}"
              .formatted(place, random.nextInt(1, 9));
      case LIMIT_RANGE ->
          "{'apiVersion':'v1','kind':'LimitRange','metadata':{%s},'spec':{'limits':[{'type':'Pod','max':{'cpu':'%d'}}]}}"
              .formatted(place, random.nextInt(1, 9));
      case RUNTIME_CLASS ->
          "{'apiVersion':'node.k8s.io/v1','kind':'RuntimeClass','metadata':{'name':'%s'},'overhead':{'podFixed':{'cpu':'%d'}}}"
              .formatted(name, random.nextInt(1, 9));
      case PRIORITY_CLASS ->
          "{'apiVersion':'scheduling.k8s.io/v1','kind':'PriorityClass','metadata':{'name':'%s'},'value':%d}"
              .formatted(name, random.nextInt(9));
      case SERVICE_ACCOUNT ->
          "{'apiVersion':'v1','kind':'ServiceAccount','metadata':{%s},'automountServiceAccountToken':%s}"
              .formatted(place, random.nextBoolean());
      case PERSISTENT_VOLUME ->
          "{'apiVersion':'v1','kind':'PersistentVolume','metadata':{'name':'%s',%s},'spec':{'capacity':{'storage':'%dGi'},'accessModes':['ReadWriteMany'],'storageClassName':'%s',%s%s}}"
              .formatted(
                  name,
                  label,
                  random.nextInt(1, 4),
                  random.nextBoolean() ? "" : one(NAMES, random),
                  one(SOURCES, random),
                  random.nextBoolean()
                      ? ""
                      : ",'claimRef':{'namespace':'%s','name':'%s','uid':'u'}"
                          .formatted(one(NAMESPACES, random), one(NAMES, random)));
      case PERSISTENT_VOLUME_CLAIM ->
          "{'apiVersion':'v1','kind':'PersistentVolumeClaim','metadata':{%s},'spec':{'accessModes':['ReadWriteOnce'],'resources':{'requests':{'storage':'%dGi'}}%s},'status':{'phase':'%s'}}"
              .formatted(
                  place,
                  random.nextInt(1, 4),
                  random.nextBoolean() ? "" : ",'storageClassName':'" + one(NAMES, random) + "'",
                  one(List.of("Pending", "Bound", "Lost"), random));
      case SERVICE ->
          "{'apiVersion':'v1','kind':'Service','metadata':{%s},'spec':{'type':'NodePort','ports':[{'port':80,'nodePort':%d},{'port':81,'nodePort':%d}]%s}}"
              .formatted(
                  place,
                  30000 + random.nextInt(6),
                  30000 + random.nextInt(6),
                  random.nextBoolean()
                      ? ""
                      : ",'healthCheckNodePort':" + (30000 + random.nextInt(6)));
      case POD ->
          "{'apiVersion':'v1','kind':'Pod','metadata':{%s,%s},'spec':{%s%s'containers':[{'name':'m','resources':{'requests':{'cpu':'%dm'}}}],'volumes':[{'name':'v','persistentVolumeClaim':{'claimName':'%s'}}]},'status':{'phase':'%s'}}"
              .formatted(
                  place,
                  label,
                  random.nextBoolean() ? "" : "'nodeName':'" + one(NAMES, random) + "',",
                  random.nextBoolean() ? "" : apart(random),
                  random.nextInt(1, 5) * 100,
                  one(NAMES, random),
                  one(List.of("Pending", "Running", "Succeeded", "Failed"), random));
    };
  }

  private static String apart(SplittableRandom random) {
    return ("'priority':%d,'affinity':{'podAntiAffinity':{"
            + "'requiredDuringSchedulingIgnoredDuringExecution':[{'topologyKey':'k',"
            + "'labelSelector':{'matchLabels':{'a':'b'}}%s}]}},")
        .formatted(
            random.nextInt(3),
            switch (random.nextInt(3)) {
              case 0 -> "";
              case 1 -> ",'namespaceSelector':{}";
              default -> ",'namespaces':['" + one(NAMESPACES, random) + "']";
            });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void looksLikeTheSnapshotOfTheSameObjects(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<InventoryKind, Map<String, Resource>> cluster = new TreeMap<>();
    for (InventoryKind kind : InventoryKind.values()) {
      cluster.put(kind, new TreeMap<>());
      live.memory(kind).retain(Set.of());
    }
    for (int step = 0; step < 600; step++) {
      InventoryKind kind = one(List.of(InventoryKind.values()), random);
      Map<String, Resource> objects = cluster.getOrDefault(kind, Map.of());
      KindWatch.Memory memory = live.memory(kind);
      switch (random.nextInt(10)) {
        case 0 -> {
          // A list after a gap: some have gone, the rest is told again.
          objects.keySet().removeIf(_ -> random.nextInt(4) == 0);
          Set<String> seen = new HashSet<>();
          objects.forEach((key, object) -> {
            put(memory, object);
            seen.add(key);
          });
          memory.retain(seen);
        }
        case 1, 2 -> {
          Resource gone = object(random(kind, random));
          objects.remove(KindWatch.key(gone.namespace(), gone.name()));
          memory.remove(gone.namespace(), gone.name());
        }
        default -> {
          Resource object = object(random(kind, random));
          objects.put(KindWatch.key(object.namespace(), object.name()), object);
          put(memory, object);
        }
      }
      if (step % 20 == 0) {
        assertThat(seen(live))
            .as("seed %d, step %d", seed, step)
            .isEqualTo(seen(snapshot(cluster)));
      }
    }
    for (InventoryKind kind : InventoryKind.values()) {
      if (kind != InventoryKind.POD) {
        assertThat(live.memory(kind).count())
            .isEqualTo(cluster.getOrDefault(kind, Map.of()).size());
      }
    }
  }

  /** What has not been read, or may not be, is neither there nor absent. */
  @Test
  void aKindIsKnownOnlyWhileItMayBeRead() {
    GroupKind accounts = GroupKind.SERVICE_ACCOUNT;
    put(
        InventoryKind.SERVICE_ACCOUNT,
        "{'apiVersion':'v1','kind':'ServiceAccount','metadata':{'name':'a','namespace':'alpha'}}");
    assertThat(live.follows(accounts)).isFalse();
    assertThat(live.objects(accounts, "alpha")).isEmpty();
    KindMemory memory = live.memory(InventoryKind.SERVICE_ACCOUNT);
    memory.retain(Set.of("alpha/a"));
    assertThat(live.follows(accounts)).isTrue();
    assertThat(live.object(accounts, "alpha", "a")).isNotNull();
    assertThat(live.object(accounts, "alpha", "b")).isNull();
    assertThat(memory.withhold("forbidden")).isTrue();
    assertThat(live.follows(accounts)).isFalse();
    assertThat(live.object(accounts, "alpha", "a")).isNull();
    memory.retain(Set.of("alpha/a"));
    assertThat(live.object(accounts, "alpha", "a")).isNotNull();
    assertThat(live.memory(InventoryKind.POD).withhold("forbidden")).isFalse();
  }

  private static Inventory snapshot(Map<InventoryKind, Map<String, Resource>> cluster) {
    InventorySnapshot.Builder builder = new InventorySnapshot.Builder();
    cluster.values().forEach(objects -> objects.values().forEach(builder::add));
    return builder.build(true);
  }

  /** All that a rule can see, as text: maps and amounts compare by content. */
  private static List<String> seen(Inventory world) {
    List<String> seen = new ArrayList<>();
    for (InventoryKind kind : OTHERS) {
      for (String namespace : kind.groupKind().isClusterScoped() ? List.of("") : NAMESPACES) {
        world
            .objects(kind.groupKind(), namespace)
            .forEach(object -> seen.add(object.describe() + ' ' + object.tree()));
        for (String name : NAMES) {
          Resource found = world.object(kind.groupKind(), namespace, name);
          seen.add(found == null ? "" : found.describe());
        }
      }
    }
    seen.add("volumes " + List.copyOf(world.volumes()));
    seen.add("classes " + List.copyOf(world.storageClasses()));
    seen.add("nodes " + List.copyOf(world.nodes()));
    for (NodeLoad load : world.nodeLoads()) {
      seen.add("load " + load.node().name() + ' ' + load.requested() + ' ' + load.pods());
    }
    for (String name : NAMES) {
      seen.add(name + ' ' + world.volume(name) + world.storageClass(name) + world.node(name));
      seen.add(name + ' ' + world.deviceClass(name));
      seen.add(name + " of class " + world.volumesByClass(name));
      seen.add(name + " is to be bound " + List.copyOf(world.unboundClaims(name)));
      seen.add(name + " has pods " + world.podsOn(name));
      for (String namespace : NAMESPACES) {
        String place = namespace + '/' + name + ' ';
        seen.add(place + world.claim(namespace, name));
        seen.add(place + world.volumesPromisedTo(namespace, name));
        seen.add(place + seen(world.podsUsing(namespace, name)));
        seen.add(place + (world.service(namespace, name) != null));
      }
    }
    for (String path : List.of("/", "/x", "/x/y", "/z")) {
      seen.add(path + world.volumesOverlapping(new NfsExport("s", path)));
      seen.add(path + world.volumesOverlapping(new NfsExport("t", path)));
    }
    for (String handle : List.of("h", "i", "")) {
      seen.add(handle + world.volumesByHandle("d", handle));
    }
    seen.add("no class " + world.volumesByClass("") + List.copyOf(world.unboundClaims("")));
    for (String namespace : NAMESPACES) {
      seen.add(namespace + ' ' + world.namespaceLabels(namespace));
      seen.add(namespace + ' ' + List.copyOf(world.claims(namespace)));
      seen.add(namespace + " has " + seen(world.placedPods(namespace)));
      seen.add(namespace + " is kept off by " + seen(world.podsKeepingOff(namespace)));
      for (ServiceView service : world.services(namespace)) {
        seen.add(namespace + ' ' + service.resource().name() + ' ' + service.spec().value());
      }
    }
    for (int port = 30000; port < 30006; port++) {
      seen.add(
          port
              + " "
              + (world.nodePortOwner(port) != null)
              + Set.copyOf(world.nodePortOwners(port)).size());
    }
    return seen;
  }

  private static List<List<String>> seen(Collection<Collection<PlacedPod>> groups) {
    return groups.stream().map(group -> seen(List.copyOf(group))).toList();
  }

  // Of a pod that is on no node nobody asks for the labels.
  private static List<String> seen(List<PlacedPod> pods) {
    List<String> seen = new ArrayList<>();
    for (PlacedPod pod : pods) {
      String labels = pod.node().isEmpty() ? "" : pod.labels().toString();
      seen.add(pod.name() + pod.node() + pod.requests() + pod.hostPorts() + pod.claims() + labels);
      seen.add(pod.standing().toString());
    }
    return seen;
  }

  @Test
  void isOpenUntilEveryKindHasBeenRead() {
    for (InventoryKind kind : InventoryKind.values()) {
      assertThat(live.isClosed()).isFalse();
      live.freshness(kind).synced();
    }
    assertThat(live.isClosed()).isTrue();
  }

  @Test
  void knowsWhatWasHeardOfLongestAgo() {
    now = now.plusSeconds(5);
    for (InventoryKind kind : InventoryKind.values()) {
      if (kind != InventoryKind.NODE) {
        live.freshness(kind).heard();
      }
    }
    now = now.plusSeconds(2);
    assertThat(live.oldest()).isEqualTo(new Inventory.Age("Node", Duration.ofSeconds(7)));
  }

  @Test
  void keepsNoFinishedPod() {
    put(
        InventoryKind.POD,
        "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p','namespace':'n'},'spec':{'nodeName':'a','containers':[]},'status':{'phase':'Running'}}");
    assertThat(live.podsOn("a")).hasSize(1);
    put(
        InventoryKind.POD,
        "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p','namespace':'n'},'spec':{'nodeName':'a','containers':[]},'status':{'phase':'Succeeded'}}");
    assertThat(live.podsOn("a")).isEmpty();
    assertThat(live.memory(InventoryKind.POD).count()).isZero();
  }

  @Test
  void anObjectOfTheWrongShapeChangesNothing() {
    put(
        InventoryKind.PERSISTENT_VOLUME,
        "{'apiVersion':'v1','kind':'PersistentVolume','metadata':{'name':'a'},'spec':{}}");
    assertThatThrownBy(() ->
            put(
                InventoryKind.PERSISTENT_VOLUME,
                "{'apiVersion':'v1','kind':'PersistentVolume','metadata':{'name':'b'},'spec':{'accessModes':7}}"))
        .isInstanceOf(MalformedResourceException.class);
    assertThat(live.volumes()).hasSize(1);
  }

  /** What there is no room for is there all the same; what has room is not touched by it. */
  @Test
  void whatThereIsNoRoomForIsThere() {
    LiveInventory small = new LiveInventory(clock, 8 * 1_000);
    KindMemory claims = small.memory(InventoryKind.PERSISTENT_VOLUME_CLAIM);
    String claim =
        "{'apiVersion':'v1','kind':'PersistentVolumeClaim','metadata':{'name':'%s','namespace':'n'}}";
    assertThat(claims.put(object(claim.formatted("a")), new Extent(900, false))).isEmpty();
    String problem = claims.put(object(claim.formatted("b")), new Extent(101, false));
    assertThat(problem).startsWith("all memory that its kind may take is taken");
    // As the watch does then.
    claims.unreadable("n", "b", problem);

    assertThat(small.claim("n", "a")).isNotNull();
    assertThatThrownBy(() -> small.claim("n", "b")).isInstanceOf(UnreadableObjectException.class);
    assertThat(small.claim("n", "c")).isNull();

    claims.remove("n", "a");
    assertThat(claims.put(object(claim.formatted("b")), new Extent(101, false))).isEmpty();
    assertThat(small.claim("n", "b")).isNotNull();
    assertThat(claims.unreadable().count()).isZero();
    claims.retain(Set.of());
    assertThat(claims.put(object(claim.formatted("d")), new Extent(1_000, false))).isEmpty();
  }

  /** Labels that were left out for their length are not known, and nothing else is lost of it. */
  @Test
  void labelsThatAreNotKeptAreNotKnown() {
    KindMemory nodes = live.memory(InventoryKind.NODE);
    String node = "{'apiVersion':'v1','kind':'Node','metadata':{'name':'a'},'status':{}}";
    assertThat(nodes.put(object(node), new Extent(100, true))).isEmpty();
    assertThat(nodes.unlabelledCount()).isEqualTo(1);
    assertThatThrownBy(() -> live.nodes().iterator().next().labels().get("zone"))
        .isInstanceOf(UnreadableObjectException.class)
        .hasMessage("the labels of Node a are not known: they are too long to be kept");
    assertThat(live.nodeLoads()).hasSize(1);

    assertThat(nodes.put(object(node), new Extent(100, false))).isEmpty();
    assertThat(nodes.unlabelledCount()).isZero();
    assertThat(live.nodes().iterator().next().labels()).isEmpty();
  }

  /** A finished pod is of no interest, and so takes no room. */
  @Test
  void finishedPodsTakeNoRoom() {
    LiveInventory small = new LiveInventory(clock, 8 * 1_000);
    KindMemory pods = small.memory(InventoryKind.POD);
    for (int i = 0; i < 100; i++) {
      String pod =
          "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p%d','namespace':'n'},'spec':{},'status':{'phase':'Succeeded'}}"
              .formatted(i);
      assertThat(pods.put(object(pod), new Extent(500, false))).isEmpty();
    }
    assertThat(pods.count()).isZero();
  }

  @Test
  void aHeartbeatOfANodeAddsNothingUpAnew() {
    String node =
        "{'apiVersion':'v1','kind':'Node','metadata':{'name':'a'},'status':{'allocatable':{'cpu':'4'},'conditions':[{'n':%d}]}}";
    put(InventoryKind.NODE, node.formatted(1));
    List<NodeLoad> loads = live.nodeLoads();
    put(InventoryKind.NODE, node.formatted(2));
    assertThat(live.nodeLoads()).isSameAs(loads);
  }

  @Test
  void aReservedPortIsAnothersUntilItLapsesOrTheServiceIsThere() {
    assertThat(live.reserveNodePort(30000, "team/web")).isTrue();
    assertThat(live.reserveNodePort(30000, "team/web")).isTrue();
    assertThat(live.reserveNodePort(30000, "team/api")).isFalse();
    now = now.plus(LiveInventory.RESERVATION);
    assertThat(live.reserveNodePort(30000, "team/api")).isTrue();

    put(
        InventoryKind.SERVICE,
        "{'apiVersion':'v1','kind':'Service','metadata':{'name':'api','namespace':'team'},'spec':{'ports':[{'port':80,'nodePort':30000}]}}");
    assertThat(live.reserveNodePort(30000, "team/web")).isFalse();
    live.memory(InventoryKind.SERVICE).remove("team", "api");
    assertThat(live.reserveNodePort(30000, "team/web")).isTrue();
  }

  @Test
  void oneOfManyConcurrentReviewsGetsThePort() throws Exception {
    int reviews = 16;
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(reviews)) {
      for (int port = 30000; port < 30050; port++) {
        int asked = port;
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < reviews; i++) {
          String service = "team/web-" + i;
          all.add(() -> {
            start.await();
            return live.reserveNodePort(asked, service);
          });
        }
        List<Future<Boolean>> answers = all.stream().map(threads::submit).toList();
        start.countDown();
        int granted = 0;
        for (Future<Boolean> answer : answers) {
          granted += answer.get() ? 1 : 0;
        }
        assertThat(granted).isEqualTo(1);
      }
    }
  }
}
