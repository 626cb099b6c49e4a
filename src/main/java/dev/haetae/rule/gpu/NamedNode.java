package dev.haetae.rule.gpu;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.Node;
import dev.haetae.resource.PodView;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.simulator.scheduling.KubeletAdmission;
import dev.haetae.simulator.scheduling.PodDemand;
import java.util.List;

/**
 * The check of a pod with GPUs that is put on a node by {@code nodeName}, past the scheduler: its
 * kubelet refuses what the node has too little of and where selector and affinity point elsewhere,
 * and the pod is Failed for ever; a resource that the node does not know it lets pass.
 */
record NamedNode(PodView pod, PodDemand demand, Inventory inventory, Findings findings) {
  private static final String INSTEAD =
      "take nodeName out, so that the scheduler finds a node, or ask for what this one has";

  /**
   * Reports what the kubelet makes of the pod on the node without any other.
   *
   * @param asked where the pod asks for a GPU
   */
  void check(Path asked) {
    Node node = inventory.node(pod.nodeName());
    if (node == null) {
      missing();
      return;
    }
    KubeletAdmission admission = KubeletAdmission.predict(demand, node, List.of(), inventory);
    if (!admission.reasons().isEmpty()) {
      findings.violation(
          GpuCapacity.FITS_NOWHERE,
          admission.isOfPlace() ? pod.spec().path("nodeName") : asked,
          Sentence.of("nodeName puts the pod on %q past the scheduler, and", node.name())
              .then(" its kubelet refuses it")
              .then(" (%s): it ", Sentence.said(String.join(", ", admission.reasons())))
              .then(Sentence.said(admission.node().message()))
              .then(unknown(admission, "; and it has no %s"))
              .instead(INSTEAD));
    } else if (!admission.absent().isEmpty()) {
      findings.violation(
          GpuCapacity.FITS_NOWHERE,
          asked,
          Sentence.of("nodeName puts the pod on %q past the scheduler", node.name())
              .then(
                  unknown(
                      admission, ": the node has no %s, and its kubelet starts the pod without"))
              .instead(INSTEAD));
    }
  }

  private static Sentence unknown(KubeletAdmission admission, String words) {
    return admission.absent().isEmpty() ? Sentence.of("") : Sentence.of(words, admission.absent());
  }

  private void missing() {
    Path path = pod.spec().path("nodeName");
    if (inventory.isClosed()) {
      List<String> names = inventory.nodes().stream().map(Node::name).toList();
      findings.violation(
          GpuCapacity.FITS_NOWHERE,
          path,
          Sentence.of("nodeName is %q, and there is no such node", pod.nodeName())
              .didYouMean(
                  LabelFault.nearestValue(pod.nodeName(), names, inventory),
                  "take nodeName out, so that the scheduler finds a node"));
    } else {
      findings.undecidedAdvice(
          GpuCapacity.FITS_NOWHERE,
          path,
          Sentence.of(
              "whether %q could run the pod is not known: the node is not", pod.nodeName()));
    }
  }
}
