package dev.haetae.policy;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The namespaces in which the agents of the nodes live: what brings nodes their network, volumes,
 * GPUs and monitoring, and needs paths, ports and devices of its node for that.
 *
 * <p>Policies with {@code excludeAgents} do not apply there. A name alone is no proof of who lives
 * there: the chart keeps the making of these namespaces to operators.
 *
 * @param names in order; {@code kube-system} is always among them
 */
public record AgentNamespaces(SortedSet<String> names) {
  /** The namespace of the cluster itself, which is on every list. */
  public static final String SYSTEM = "kube-system";

  private static final SequencedMap<String, String> KNOWN = known();

  /** The list that comes with Haetae. */
  public static final AgentNamespaces SHIPPED = new AgentNamespaces(new TreeSet<>(KNOWN.keySet()));

  /** A list that keeps its own copy. */
  public AgentNamespaces {
    SortedSet<String> copy = new TreeSet<>(names);
    copy.add(SYSTEM);
    names = Collections.unmodifiableSortedSet(copy);
  }

  // The defaults of manifests and charts, and the names that their pages write. A name that says
  // nothing of who lives there is not here, but for the two that everybody uses for monitoring.
  private static SequencedMap<String, String> known() {
    SequencedMap<String, String> known = new TreeMap<>();
    network(known);
    storage(known);
    devices(known);
    observers(known);
    known.put(SYSTEM, "the cluster's own, and most agents that ask for no namespace");
    known.put("cattle-system", "Rancher, its upgrades of nodes");
    known.put("kubevirt", "KubeVirt: virtual machines");
    known.put("kured", "kured: restarts of nodes");
    known.put("system-upgrade", "the system upgrade controller: upgrades of nodes");
    known.put("velero", "Velero: backups of volumes");
    return Collections.unmodifiableSequencedMap(known);
  }

  private static void network(Map<String, String> known) {
    known.put("calico-system", "Calico: network");
    known.put("cilium", "Cilium: network");
    known.put("istio-system", "Istio: network of services, its CNI plugin");
    known.put("kube-flannel", "Flannel: network");
    known.put("kube-ovn", "Kube-OVN: network");
    known.put("metallb-system", "MetalLB: addresses of Services");
    known.put("network-operator", "the NVIDIA network operator, in its older charts");
    known.put("nvidia-network-operator", "the NVIDIA network operator: RDMA, SR-IOV");
    known.put("sriov-network-operator", "the SR-IOV network operator");
    known.put("submariner-operator", "Submariner: network between clusters");
    known.put("tigera-operator", "Calico's operator");
  }

  private static void storage(Map<String, String> known) {
    known.put("ceph-csi-cephfs", "Ceph's CSI driver of CephFS");
    known.put("ceph-csi-rbd", "Ceph's CSI driver of block devices");
    known.put("democratic-csi", "democratic-csi: volumes of TrueNAS and the like");
    known.put("directpv", "DirectPV: local disks");
    known.put("isilon", "Dell's CSI driver of PowerScale");
    known.put("local-path-storage", "the local path provisioner: directories of nodes");
    known.put("longhorn-system", "Longhorn: replicated volumes");
    known.put("openebs", "OpenEBS: local and replicated volumes");
    known.put("piraeus-datastore", "Piraeus: volumes of LINSTOR");
    known.put("portworx", "Portworx: replicated volumes");
    known.put("rook-ceph", "Rook: Ceph and its CSI drivers");
    known.put("topolvm-system", "TopoLVM: local volumes");
    known.put("trident", "Trident: volumes of NetApp");
    known.put("vast-csi", "VAST's CSI driver");
  }

  private static void devices(Map<String, String> known) {
    known.put("gpu-operator", "the NVIDIA GPU operator: driver, toolkit, device plugin");
    known.put("habana-system", "the device plugin of Gaudi");
    known.put("intel-gpu-base-operator", "the operator of Intel's GPUs");
    known.put("inteldeviceplugins-system", "the device plugins of Intel");
    known.put("kube-amd-gpu", "the AMD GPU operator");
    known.put("node-feature-discovery", "node feature discovery: labels of nodes");
    known.put("nvidia-device-plugin", "the NVIDIA device plugin by itself");
    known.put("nvidia-dra-driver-gpu", "the NVIDIA driver of resource claims");
    known.put("nvidia-gpu-operator", "the NVIDIA GPU operator, in clusters of OpenShift");
  }

  private static void observers(Map<String, String> known) {
    known.put("cattle-logging-system", "logging, by Rancher");
    known.put("cattle-monitoring-system", "monitoring, by Rancher");
    known.put("datadog", "the Datadog agent");
    known.put("falco", "Falco: watching system calls");
    known.put("kube-prometheus-stack", "kube-prometheus-stack, in a namespace of its name");
    known.put("logging", "log shippers such as Fluent Bit");
    known.put("monitoring", "kube-prometheus, the node exporter");
    known.put("node-exporter", "the node exporter by itself");
    known.put("prometheus", "Prometheus and the node exporter");
    known.put("prometheus-node-exporter", "the node exporter's chart by itself");
  }

  /** The namespaces that come with Haetae, in order, and of each who lives there. */
  public static SequencedMap<String, String> shipped() {
    return KNOWN;
  }

  /** This list with further names. */
  public AgentNamespaces and(Collection<String> more) {
    SortedSet<String> all = new TreeSet<>(names);
    all.addAll(more);
    return new AgentNamespaces(all);
  }

  /** This list without some names; {@code kube-system} stays. */
  public AgentNamespaces without(Collection<String> fewer) {
    SortedSet<String> all = new TreeSet<>(names);
    all.removeAll(Set.copyOf(fewer));
    return new AgentNamespaces(all);
  }

  /** Returns whether a namespace is on the list. */
  public boolean include(String namespace) {
    return names.contains(namespace);
  }
}
