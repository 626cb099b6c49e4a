package dev.haetae.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A node, as the scheduler sees it.
 *
 * @param name the node's name
 * @param labels the node's labels
 * @param unschedulable whether it is cordoned ({@code spec.unschedulable})
 * @param taints the node's taints
 * @param allocatable what pods can have; {@code capacity} where allocatable is not written
 */
public record Node(
    String name,
    Map<String, String> labels,
    boolean unschedulable,
    List<Taint> taints,
    Map<String, Quantity> allocatable) {

  /** The node that {@code resource} writes. */
  public static Node of(Resource resource) {
    ObjectView spec = resource.view().object("spec");
    List<Taint> taints = new ArrayList<>();
    for (ObjectView taint : spec.objects("taints")) {
      taints.add(Taint.of(taint));
    }
    ObjectView status = resource.view().object("status");
    return new Node(
        resource.name(),
        resource.labels(),
        spec.flag("unschedulable", false),
        List.copyOf(taints),
        status.quantities(status.has("allocatable") ? "allocatable" : "capacity"));
  }
}
