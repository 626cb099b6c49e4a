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
    known.put("linkerd-cni", "Linkerd's CNI plugin");
    known.put("metallb-system", "MetalLB: addresses of Services");
    known.put("network-operator", "the NVIDIA network operator, in its older charts");
    known.put("nmstate", "nmstate: network interfaces of nodes");
    known.put("nvidia-network-operator", "the NVIDIA network operator: RDMA, SR-IOV");
    known.put("ovn-kubernetes", "OVN-Kubernetes: network");
    known.put("purelb", "PureLB: addresses of Services");
    known.put("sriov-network-operator", "the SR-IOV network operator");
    known.put("submariner-operator", "Submariner: network between clusters");
    known.put("tigera-operator", "Calico's operator");
  }

  private static void storage(Map<String, String> known) {
    known.put("ceph-csi-cephfs", "Ceph's CSI driver of CephFS");
    known.put("ceph-csi-rbd", "Ceph's CSI driver of block devices");
    known.put("csi-powerstore", "Dell's CSI driver of PowerStore");
    known.put("csi-wekafs", "WEKA's CSI driver");
    known.put("democratic-csi", "democratic-csi: volumes of TrueNAS and the like");
    known.put("directpv", "DirectPV: local disks");
    known.put("hpe-storage", "HPE's CSI driver");
    known.put("huawei-csi", "Huawei's CSI driver");
    known.put("hwameistor", "HwameiStor: local volumes");
    known.put("ibm-spectrum-scale-csi", "the CSI driver of Spectrum Scale");
    known.put("isilon", "Dell's CSI driver of PowerScale");
    known.put("local-path-storage", "the local path provisioner: directories of nodes");
    known.put("longhorn-system", "Longhorn: replicated volumes");
    known.put("ntnx-system", "Nutanix's CSI driver");
    known.put("openebs", "OpenEBS: local and replicated volumes");
    known.put("piraeus-datastore", "Piraeus: volumes of LINSTOR");
    known.put("portworx", "Portworx: replicated volumes");
    known.put("rook-ceph", "Rook: Ceph and its CSI drivers");
    known.put("synology-csi", "Synology's CSI driver");
    known.put("topolvm-system", "TopoLVM: local volumes");
    known.put("trident", "Trident: volumes of NetApp");
    known.put("vast-csi", "VAST's CSI driver");
    known.put("vmware-system-csi", "vSphere's CSI driver");
    known.put("vxflexos", "Dell's CSI driver of PowerFlex");
  }

  private static void devices(Map<String, String> known) {
    known.put("gpu-operator", "the NVIDIA GPU operator: driver, toolkit, device plugin");
    known.put("gpu-operator-resources", "the operands of older NVIDIA GPU operators");
    known.put("habana-system", "the device plugin of Gaudi");
    known.put("intel-gpu-base-operator", "the operator of Intel's GPUs");
    known.put("inteldeviceplugins-system", "the device plugins of Intel");
    known.put("kai-resource-reservation", "KAI's pods that hold the GPUs it shares");
    known.put("kai-scheduler", "the KAI scheduler");
    known.put("kube-amd-gpu", "the AMD GPU operator");
    known.put("mindx-dl", "the agents of Ascend NPUs");
    known.put("node-feature-discovery", "node feature discovery: labels of nodes");
    known.put("npu-exporter", "the exporter of Ascend NPUs");
    known.put("nvidia-device-plugin", "the NVIDIA device plugin by itself");
    known.put("nvidia-dra-driver-gpu", "the NVIDIA driver of resource claims");
    known.put("nvidia-gpu-operator", "the NVIDIA GPU operator, in clusters of OpenShift");
    known.put("runai", "run:ai: the scheduler and its agents");
    known.put("runai-reservation", "run:ai's pods that hold the GPUs it shares");
  }

  private static void observers(Map<String, String> known) {
    known.put("cattle-logging-system", "logging, by Rancher");
    known.put("cattle-monitoring-system", "monitoring, by Rancher");
    known.put("cattle-neuvector-system", "NeuVector, by Rancher");
    known.put("datadog", "the Datadog agent");
    known.put("dcgm-exporter", "the exporter of NVIDIA GPUs by itself");
    known.put("dynatrace", "the Dynatrace agent");
    known.put("falco", "Falco: watching system calls");
    known.put("falcon-system", "CrowdStrike's agent");
    known.put("fluent-bit", "Fluent Bit by itself");
    known.put("fluentd", "Fluentd by itself");
    known.put("kube-logging", "Fluentd and Fluent Bit, in the namespace of many guides");
    known.put("kube-prometheus-stack", "kube-prometheus-stack, in a namespace of its name");
    known.put("kubearmor", "KubeArmor: watching processes");
    known.put("logging", "log shippers such as Fluent Bit");
    known.put("loki", "Loki and its log shipper");
    known.put("monitoring", "kube-prometheus, the node exporter");
    known.put("neuvector", "NeuVector: watching network and processes");
    known.put("newrelic", "the New Relic agent");
    known.put("node-exporter", "the node exporter by itself");
    known.put("node-problem-detector", "the node problem detector by itself");
    known.put("prometheus", "Prometheus and the node exporter");
    known.put("prometheus-node-exporter", "the node exporter's chart by itself");
    known.put("promtail", "Promtail by itself");
    known.put("stackrox", "StackRox: its collector");
    known.put("sysdig-agent", "the Sysdig agent");
    known.put("trivy-system", "the Trivy operator: scans of nodes");
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
