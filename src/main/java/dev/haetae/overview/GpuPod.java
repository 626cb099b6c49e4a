package dev.haetae.overview;

import dev.haetae.inventory.NodeLoad;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.simulator.scheduling.NodeRoom;
import dev.haetae.simulator.scheduling.PodDemand;
import java.util.List;

/** A pod that nobody has written, to try out what a node has room for. */
final class GpuPod {
  private final PodDemand demand;

  private GpuPod(PodDemand demand) {
    this.demand = demand;
  }

  /**
   * A pod that asks for GPUs, and for no more.
   *
   * @param resource such as {@code nvidia.com/gpu}
   */
  static GpuPod of(String resource, long gpus) {
    return of(resource, gpus, 0, 0);
  }

  /** A pod that asks for GPUs, thousandths of a CPU and bytes of memory. */
  static GpuPod of(String resource, long gpus, long milliCpu, long memory) {
    ObjectValue.Builder requests = new ObjectValue.Builder(4);
    requests.put(resource, NumberValue.of(gpus));
    if (milliCpu > 0) {
      requests.put("cpu", new StringValue(milliCpu + "m"));
    }
    if (memory > 0) {
      requests.put("memory", NumberValue.of(memory));
    }
    ObjectValue container =
        new ObjectValue.Builder(2)
            .put("name", new StringValue("gpu"))
            .put("resources", ObjectValue.of("requests", requests.build()))
            .build();
    ObjectValue pod =
        new ObjectValue.Builder(3)
            .put("apiVersion", new StringValue("v1"))
            .put("kind", new StringValue("Pod"))
            .put("spec", ObjectValue.of("containers", ArrayValue.of(List.of(container))))
            .build();
    return new GpuPod(PodDemand.of(Resource.of(pod, Origin.NONE, "").pods().getFirst()));
  }

  /** Returns how many of it a node that takes pods has room for. */
  long room(NodeLoad load) {
    return Math.max(0, NodeRoom.of(demand, load).pods());
  }

  /** Returns what the node has too little of for one more than that, in the scheduler's words. */
  String scarce(NodeLoad load) {
    return NodeRoom.of(demand, load).reason(demand);
  }
}
