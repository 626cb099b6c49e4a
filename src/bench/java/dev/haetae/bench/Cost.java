package dev.haetae.bench;

import com.sun.management.ThreadMXBean;
import dev.haetae.admission.AdmissionReviewer;
import dev.haetae.admission.Endpoint;
import dev.haetae.admission.ReviewObserver;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.PolicyTable;
import dev.haetae.inventory.Budget;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.Policy;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a review costs by the body, by the number of policies and by the size of the world: from the
 * AdmissionReview's bytes to the answer's, without the network. All variants are warmed up, then
 * measured in turn, round after round; counted are the thread's own CPU time, which other processes
 * hardly touch, and its allocated bytes. Prints a line of JSON for each variant.
 *
 * <p>{@code Cost review|policies|world ROUNDS}
 */
public final class Cost {
  private static final Path BODIES = Path.of("src/bench/bodies");
  private static final long ROUND = 60_000_000;
  private static final long WARM_UP = 1_000_000_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Cost() {}

  private record Variant(String name, AdmissionReviewer reviewer, Endpoint endpoint, byte[] body) {
    int once() {
      return reviewer.review(endpoint, body, Budget.ofReview()).body().length;
    }
  }

  /** Measures and prints. */
  public static void main(String[] arguments) throws Exception {
    List<Variant> variants =
        switch (arguments[0]) {
          case "review" -> bodies();
          case "policies" -> policies();
          case "world" -> worlds();
          default -> throw new IllegalArgumentException(arguments[0]);
        };
    int rounds = Integer.parseInt(arguments[1]);
    int sink = 0;
    for (Variant variant : variants) {
      long start = THREADS.getCurrentThreadCpuTime();
      while (THREADS.getCurrentThreadCpuTime() - start < WARM_UP) {
        sink += variant.once();
      }
    }
    Map<String, double[]> microseconds = new LinkedHashMap<>();
    Map<String, Long> bytes = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Variant variant : variants) {
        int count = 0;
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        long end = start;
        while (end - start < ROUND) {
          for (int i = 0; i < 64; i++) {
            sink += variant.once();
          }
          count += 64;
          end = THREADS.getCurrentThreadCpuTime();
        }
        microseconds.computeIfAbsent(variant.name(), _ -> new double[rounds])[round] =
            (end - start) / 1e3 / count;
        bytes.put(variant.name(), (THREADS.getCurrentThreadAllocatedBytes() - allocated) / count);
      }
    }
    microseconds.forEach((name, times) -> {
      Arrays.sort(times);
      System.out.printf(
          "{\"name\":\"%s\",\"median\":%.2f,\"least\":%.2f,\"most\":%.2f,\"bytes\":%d}%n",
          name, times[rounds / 2], times[0], times[rounds - 1], bytes.get(name));
    });
    if (sink == 0) {
      throw new IllegalStateException("nothing was answered");
    }
  }

  private static AdmissionReviewer reviewer(List<Policy> policies, Inventory world) {
    Evaluator evaluator =
        new Evaluator(PolicyTable.of(policies, Carriers.SHIPPED), InstantSource.system());
    return new AdmissionReviewer(
        () -> evaluator, () -> world, Limits.REVIEW, ReviewObserver.NONE, System::nanoTime);
  }

  private static byte[] body(String name) throws IOException {
    return Files.readAllBytes(BODIES.resolve("pod-" + name + ".json"));
  }

  private static List<Variant> bodies() throws Exception {
    AdmissionReviewer reviewer = reviewer(ShippedPolicies.load(), world(0, 0));
    return List.of(
        new Variant("allowed", reviewer, Endpoint.VALIDATE, body("allowed")),
        new Variant("denied", reviewer, Endpoint.VALIDATE, body("denied")),
        new Variant("mutated", reviewer, Endpoint.MUTATE, body("mutated")),
        new Variant("plain", reviewer, Endpoint.VALIDATE, body("plain")));
  }

  private static List<Variant> policies() throws Exception {
    List<Policy> pack = ShippedPolicies.load();
    List<Policy> forPods =
        pack.stream()
            .filter(p -> p.info().subjects().include(GroupKind.POD, Carriers.SHIPPED))
            .toList();
    List<Policy> forOthers =
        pack.stream()
            .filter(p -> !p.info().subjects().include(GroupKind.POD, Carriers.SHIPPED))
            .toList();
    Inventory world = world(0, 0);
    byte[] body = body("allowed");
    List<Variant> variants = new ArrayList<>();
    for (int count : new int[] {0, 10, 27, 100, 1000}) {
      variants.add(
          new Variant(
              "pods " + count, reviewer(copies(forPods, count), world), Endpoint.VALIDATE, body));
    }
    variants.add(
        new Variant(
            "others 1000", reviewer(copies(forOthers, 1000), world), Endpoint.VALIDATE, body));
    variants.add(
        new Variant("pack " + pack.size(), reviewer(pack, world), Endpoint.VALIDATE, body));
    return variants;
  }

  private static List<Policy> copies(List<Policy> pack, int count) {
    List<Policy> policies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Policy policy = pack.get(i % pack.size());
      policies.add(
          new Policy(
              policy.name() + "-" + i,
              policy.info(),
              policy.rule(),
              policy.actions(),
              policy.mutate(),
              policy.failurePolicy(),
              policy.match()));
    }
    return policies;
  }

  private static List<Variant> worlds() throws Exception {
    List<Policy> pack = ShippedPolicies.load();
    byte[] body = body("allowed");
    List<Variant> variants = new ArrayList<>();
    for (int objects : new int[] {100, 1000, 10_000, 100_000}) {
      variants.add(
          new Variant(
              "objects " + objects, reviewer(pack, world(objects, 0)), Endpoint.VALIDATE, body));
    }
    for (int objects : new int[] {100, 1000, 10_000, 100_000}) {
      variants.add(
          new Variant(
              "nodes " + objects,
              reviewer(pack, world(objects, objects / 100)),
              Endpoint.VALIDATE,
              body));
    }
    return variants;
  }

  // Of ten objects two are bound volumes, two their claims, one a Service, five pods.
  private static Inventory world(int objects, int nodes) throws IOException, UnreadableException {
    InventorySnapshot.Builder world = new InventorySnapshot.Builder();
    ManifestReader.read(
            Files.readAllBytes(BODIES.resolve("world.yaml")), "world.yaml", "default", Limits.FILES)
        .resources()
        .forEach(world::add);
    for (int i = 0; i < nodes; i++) {
      add(
          world,
          "{'apiVersion':'v1','kind':'Node','metadata':{'name':'n%d',"
              + "'labels':{'kubernetes.io/hostname':'n%d'}},"
              + "'status':{'allocatable':{'cpu':'64','memory':'512Gi','pods':'110'}}}",
          i,
          i);
    }
    for (int i = 0; i < objects - nodes; i++) {
      switch (i % 10) {
        case 0, 1 ->
            add(
                world,
                "{'apiVersion':'v1','kind':'PersistentVolume','metadata':{'name':'pv%d'},"
                    + "'spec':{'capacity':"
                    + "{'storage':'5Gi'},'accessModes':['ReadWriteMany'],"
                    + "'nfs':{'server':'10.20.0.5',"
                    + "'path':'/export/%d'},'claimRef':{'namespace':'vision','name':'c%d'}},"
                    + "'status':{'phase':'Bound'}}",
                i,
                i,
                i);
        case 2, 3 ->
            add(
                world,
                "{'apiVersion':'v1','kind':'PersistentVolumeClaim','metadata':{'name':'c%d',"
                    + "'namespace':'vision'},"
                    + "'spec':{'accessModes':['ReadWriteMany'],'storageClassName':'',"
                    + "'volumeName':'pv%d',"
                    + "'resources':{'requests':{'storage':'5Gi'}}},'status':{'phase':'Bound'}}",
                i - 2,
                i - 2);
        case 4 ->
            add(
                world,
                "{'apiVersion':'v1','kind':'Service','metadata':{'name':'s%d',"
                    + "'namespace':'vision'},"
                    + "'spec':{'selector':{'app':'s%d'},'ports':[{'port':80}]}}",
                i,
                i);
        default ->
            add(
                world,
                "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p%d',"
                    + "'namespace':'vision'},'spec':{"
                    + (nodes == 0 ? "" : "'nodeName':'n" + i % nodes + "',")
                    + "'containers':[{'name':'main','image':'registry.example/app:1',"
                    + "'resources':{'requests':"
                    + "{'cpu':'1','memory':'1Gi'}}}]},'status':{'phase':'Running'}}",
                i);
      }
    }
    return world.build(true);
  }

  private static void add(InventorySnapshot.Builder world, String json, Object... values)
      throws UnreadableException {
    String text = json.formatted(values).replace('\'', '"');
    world.add(
        Resource.of(
            (ObjectValue) JsonReader.documents(text, Limits.FILES).getFirst().root(),
            Origin.NONE,
            "default"));
  }
}
