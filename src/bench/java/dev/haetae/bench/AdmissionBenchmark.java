package dev.haetae.bench;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.admission.Answer;
import dev.haetae.simulator.admission.ApiServer;
import dev.haetae.simulator.admission.Submission;
import dev.haetae.simulator.defaults.Defaults;
import dev.haetae.simulator.validation.Validation;
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
 * What the API server's answer to one pod costs, in a namespace with a quota, a LimitRange and a
 * pod security standard. Run with {@code -prof gc} for the bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AdmissionBenchmark {
  /** The number of the pod's containers: to see that the cost grows with it and no faster. */
  @Param({"2", "20"})
  public int containers;

  private final ApiServer server = new ApiServer(Validation.NONE);
  private Inventory world;
  private Submission pod;

  /** Makes the world and the pod. */
  @Setup
  public void setUp() throws UnreadableException {
    world =
        new InventorySnapshot.Builder()
            .add(
                resource(
                    "{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'vision','labels':{"
                        + "'pod-security.kubernetes.io/enforce':'baseline',"
                        + "'pod-security.kubernetes.io/warn':'restricted'}}}"))
            .add(
                resource(
                    "{'apiVersion':'v1','kind':'ServiceAccount','metadata':{'name':'default',"
                        + "'namespace':'vision'}}"))
            .add(
                resource(
                    "{'apiVersion':'v1','kind':'LimitRange','metadata':{'name':'limits','uid':'1',"
                        + "'namespace':'vision'},'spec':{'limits':[{'type':'Container',"
                        + "'default':{'memory':'1Gi'},'defaultRequest':{'memory':'512Mi'},"
                        + "'max':{'memory':'64Gi'}}]}}"))
            .add(
                resource(
                    "{'apiVersion':'v1','kind':'ResourceQuota','metadata':{'name':'compute',"
                        + "'namespace':'vision'},'spec':{'hard':{'pods':'50',"
                        + "'requests.memory':'500Gi','requests.nvidia.com/gpu':'64'}},"
                        + "'status':{'hard':{'pods':'50','requests.memory':'500Gi',"
                        + "'requests.nvidia.com/gpu':'64'},'used':{'pods':'3',"
                        + "'requests.memory':'12Gi','requests.nvidia.com/gpu':'8'}}}"))
            .build(true);
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < containers; i++) {
      all.append(i == 0 ? "" : ",")
          .append("{'name':'c")
          .append(i)
          .append("','image':'registry.lab/train:1.0','ports':[{'containerPort':")
          .append(8000 + i)
          .append("}],'resources':{'limits':{'cpu':'500m','nvidia.com/gpu':'1'}},'env':[{'name':")
          .append("'MODE','value':'train'}],'livenessProbe':{'httpGet':{'port':8080}}}");
    }
    pod =
        Submission.create(
            resource(
                "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'train','namespace':'vision'},"
                    + "'spec':{'containers':["
                    + all
                    + "],'volumes':[{'name':'data','persistentVolumeClaim':{'claimName':'data'}}]}}"));
  }

  private static Resource resource(String json) throws UnreadableException {
    return Resource.of(
        (ObjectValue) JsonReader.documents(json.replace('\'', '"'), Limits.FILES).getFirst().root(),
        Origin.NONE,
        "default");
  }

  /** The whole answer. */
  @Benchmark
  public Answer admission() {
    return server.answer(pod, world);
  }

  /** The defaults alone. */
  @Benchmark
  public ObjectValue defaults() {
    return Defaults.of(pod.object());
  }
}
