package dev.haetae.bench;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.resource.Origin;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.binding.ClaimPrediction;
import dev.haetae.simulator.binding.VolumeBinding;
import dev.haetae.simulator.scheduling.NodeFit;
import dev.haetae.simulator.scheduling.PodPrediction;
import dev.haetae.simulator.service.NodePortAllocation;
import dev.haetae.simulator.service.ServicePrediction;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one prediction costs in a world of {@code nodes} nodes, ten pods and two volumes and claims
 * for each of them. Half of the volumes are free and all of one class, so that a claim has to look
 * at every one of them. Run with {@code -prof gc} for the bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PredictionBenchmark {
  /** The size of the cluster. */
  @Param({"100", "1000", "5000"})
  public int nodes;

  private Inventory world;
  private PersistentVolumeClaim matching;
  private PersistentVolumeClaim named;
  private PodView pod;
  private PodView crowded;
  private PodView local;
  private PodView neighbourly;
  private Resource service;

  /** Makes the world. */
  @Setup
  public void setUp() throws UnreadableException {
    InventorySnapshot.Builder objects = new InventorySnapshot.Builder();
    objects.add(
        resource(
            "{'apiVersion':'storage.k8s.io/v1','kind':'StorageClass','metadata':{'name':'local'},"
                + "'provisioner':'kubernetes.io/no-provisioner',"
                + "'volumeBindingMode':'WaitForFirstConsumer'}"));
    for (int i = 0; i < nodes; i++) {
      objects.add(node(i));
      for (int j = 0; j < 10; j++) {
        objects.add(placed(i, j));
      }
      objects.add(volume(2 * i, false));
      objects.add(volume(2 * i + 1, true));
      objects.add(boundClaim(2 * i + 1));
      objects.add(claim("waiting-" + i, "'storageClassName':'local'"));
      objects.add(taken(i));
    }
    world = objects.build(true);
    matching = PersistentVolumeClaim.of(claim("new", "'storageClassName':''"));
    named =
        PersistentVolumeClaim.of(claim("new", "'storageClassName':'','volumeName':'pv-000000'"));
    pod = pod(1, "claim-000001");
    crowded = pod(8, "claim-000001");
    local = pod(1, "waiting-0");
    neighbourly = neighbourly();
    service = service("new", 32767);
  }

  private static Resource resource(String json) throws UnreadableException {
    return Resource.of(
        (ObjectValue) JsonReader.documents(json.replace('\'', '"'), Limits.FILES).getFirst().root(),
        Origin.NONE,
        "default");
  }

  // Every tenth node has no GPU; the others have 8 and the usual taint.
  private static Resource node(int i) throws UnreadableException {
    boolean gpu = i % 10 != 0;
    return resource(
        "{'apiVersion':'v1','kind':'Node','metadata':{'name':'node-%05d','labels':{".formatted(i)
            + "'kubernetes.io/hostname':'node-%05d','kubernetes.io/os':'linux',".formatted(i)
            + "'topology.kubernetes.io/zone':'zone-%d'".formatted(i % 10)
            + (gpu ? ",'nvidia.com/gpu.present':'true','nvidia.com/gpu.product':'A100'" : "")
            + "}},'spec':{"
            + (gpu ? "'taints':[{'key':'nvidia.com/gpu','effect':'NoSchedule'}]" : "")
            + "},'status':{'allocatable':{'cpu':'64','memory':'512Gi','pods':'110'"
            + (gpu ? ",'nvidia.com/gpu':'8'" : "")
            + "}}}");
  }

  private static Resource placed(int node, int i) throws UnreadableException {
    String gpus = node % 10 != 0 && i < 4 ? ",'nvidia.com/gpu':'1'" : "";
    return resource(
        "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'pod-%05d-%d',".formatted(node, i)
            + "'labels':{'app':'app-%d','tier':'tier-%d'}},".formatted(node % 50, i % 3)
            + "'spec':{'nodeName':'node-%05d','containers':[{'name':'main',".formatted(node)
            + "'resources':{'requests':{'cpu':'2','memory':'8Gi'"
            + gpus
            + "}}}]},'status':{'phase':'Running'}}");
  }

  private static Resource volume(int i, boolean bound) throws UnreadableException {
    String claim =
        "'claimRef':{'namespace':'default','name':'claim-%06d','uid':'u%06d'},".formatted(i, i);
    return resource(
        "{'apiVersion':'v1','kind':'PersistentVolume','metadata':{'name':'pv-%06d'},".formatted(i)
            + "'spec':{"
            + (bound ? claim : "")
            + "'capacity':{'storage':'%dGi'},".formatted(5 + i % 50)
            + "'accessModes':['ReadWriteMany'],'nfs':{'server':'nas','path':'/export/%d'}}"
                .formatted(i)
            + ",'status':{'phase':'"
            + (bound ? "Bound" : "Available")
            + "'}}");
  }

  private static Resource boundClaim(int i) throws UnreadableException {
    return resource(
        "{'apiVersion':'v1','kind':'PersistentVolumeClaim','metadata':{'name':'claim-%06d',"
                .formatted(i)
            + "'uid':'u%06d','annotations':{'pv.kubernetes.io/bind-completed':'yes'}},".formatted(i)
            + "'spec':{'accessModes':['ReadWriteMany'],'storageClassName':'',"
            + "'volumeName':'pv-%06d',".formatted(i)
            + "'resources':{'requests':{'storage':'5Gi'}}},'status':{'phase':'Bound'}}");
  }

  private static Resource claim(String name, String more) throws UnreadableException {
    return resource(
        "{'apiVersion':'v1','kind':'PersistentVolumeClaim','metadata':{'name':'%s'},"
                .formatted(name)
            + "'spec':{'accessModes':['ReadWriteMany'],"
            + more
            + ",'resources':{'requests':{'storage':'5Gi'}}}}");
  }

  private static Resource taken(int i) throws UnreadableException {
    return service("service-" + i, 30000 + i % 2000);
  }

  private static Resource service(String name, int nodePort) throws UnreadableException {
    return resource(
        "{'apiVersion':'v1','kind':'Service','metadata':{'name':'%s'},".formatted(name)
            + "'spec':{'type':'NodePort','ports':[{'port':80,'nodePort':%d}]}}"
                .formatted(nodePort));
  }

  private static PodView pod(int gpus, String claim) throws UnreadableException {
    return resource(
            "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'new'},'spec':{"
                + "'containers':[{'name':'main','resources':{'requests':{'cpu':'4',"
                + "'memory':'32Gi'},'limits':{'nvidia.com/gpu':'%d'}}}],".formatted(gpus)
                + "'tolerations':[{'key':'nvidia.com/gpu','operator':'Exists'}],"
                + "'affinity':{'nodeAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':"
                + "{'nodeSelectorTerms':[{'matchExpressions':[{'key':'nvidia.com/gpu.product',"
                + "'operator':'In','values':['V100','A100']}]}]}}},"
                + "'volumes':[{'name':'data','persistentVolumeClaim':{'claimName':'%s'}}]}}"
                    .formatted(claim))
        .pods()
        .getFirst();
  }

  private static PodView neighbourly() throws UnreadableException {
    String term =
        "{'requiredDuringSchedulingIgnoredDuringExecution':[{'topologyKey':'%s','labelSelector':"
            + "{'matchLabels':{'%s'}}}]}";
    String spread =
        "{'maxSkew':100,'topologyKey':'%s','whenUnsatisfiable':'DoNotSchedule','labelSelector':"
            + "{'matchLabels':{'tier':'tier-1'}}}";
    return resource(
            "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'new','labels':{'app':'app-1',"
                + "'tier':'tier-1'}},'spec':{'containers':[{'name':'main'}],'affinity':{"
                + "'podAffinity':"
                + term.formatted("topology.kubernetes.io/zone", "tier':'tier-1")
                + ",'podAntiAffinity':"
                + term.formatted("kubernetes.io/hostname", "app':'app-1")
                + "},'topologySpreadConstraints':["
                + spread.formatted("topology.kubernetes.io/zone")
                + ','
                + spread.formatted("kubernetes.io/hostname")
                + "]}}")
        .pods()
        .getFirst();
  }

  /** A pod with affinity, anti-affinity and two spread constraints. */
  @Benchmark
  public PodPrediction podWithNeighbours() {
    return NodeFit.predict(neighbourly, world);
  }

  /** A claim that any of the free volumes could match. */
  @Benchmark
  public ClaimPrediction claimThatMatches() {
    return VolumeBinding.predict(matching, world);
  }

  /** A claim that names its volume. */
  @Benchmark
  public ClaimPrediction claimThatNames() {
    return VolumeBinding.predict(named, world);
  }

  /** A GPU pod with a bound claim that most nodes can take. */
  @Benchmark
  public PodPrediction pod() {
    return NodeFit.predict(pod, world);
  }

  /** A GPU pod that no node can take, with the scheduler's sentence. */
  @Benchmark
  public String podThatFitsNowhere() {
    return NodeFit.predict(crowded, world).message();
  }

  /** A GPU pod whose claim the scheduler binds. */
  @Benchmark
  public PodPrediction podWithWaitingClaim() {
    return NodeFit.predict(local, world);
  }

  /** A Service with a node port of its own. */
  @Benchmark
  public ServicePrediction service() {
    return NodePortAllocation.predict(service, null, world, NodePortAllocation.Range.DEFAULT);
  }
}
