package dev.haetae.realcluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * A cluster's worth of objects as they look in the API server: nodes with GPUs, running pods of
 * some kilobytes each, volumes on NFS with their claims, Services.
 */
record Population(int nodes, int pods, int volumes, int services) {
  /** The size that the live inventory is measured with. */
  static final Population LARGE = new Population(1000, 10_000, 2000, 2000);

  static final String NAMESPACE = "population";
  private static final int WRITERS = 16;

  /** How many there are of all kinds that rules look at; a volume comes with its claim. */
  int objects() {
    return nodes + pods + 2 * volumes + services;
  }

  /** Writes everything; the namespace must not be there. */
  void create(KubernetesClient client) throws InterruptedException, ExecutionException {
    var _ =
        client
            .resource(
                new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
            .create();
    forEach(nodes, index -> createNode(client, index));
    forEach(volumes, index -> createVolume(client, index));
    forEach(services, index -> createService(client, index));
    forEach(pods, index -> createPod(client, index));
  }

  private static void forEach(int count, IntConsumer action)
      throws InterruptedException, ExecutionException {
    forEach(count, WRITERS, action);
  }

  /** Does something {@code count} times, {@code atATime} at a time. */
  static void forEach(int count, int atATime, IntConsumer action)
      throws InterruptedException, ExecutionException {
    try (ExecutorService writers = Executors.newFixedThreadPool(atATime)) {
      List<Future<?>> written = new ArrayList<>();
      for (int index = 0; index < count; index++) {
        int current = index;
        written.add(writers.submit(() -> action.accept(current)));
      }
      for (Future<?> one : written) {
        one.get();
      }
    }
  }

  private static <T extends HasMetadata> T make(
      KubernetesClient client, Class<T> type, String yaml) {
    return client.resource(Serialization.unmarshal(yaml, type)).create();
  }

  private static void createNode(KubernetesClient client, int index) {
    boolean gpus = index % 4 == 0;
    Node node =
        make(
            client,
            Node.class,
            """
            apiVersion: v1
            kind: Node
            metadata:
              name: node-%1$d
              labels:
                kubernetes.io/hostname: node-%1$d
                kubernetes.io/os: linux
                kubernetes.io/arch: amd64
                topology.kubernetes.io/zone: rack-%2$d
                node.kubernetes.io/instance-type: %3$s
                %4$s
            spec: {podCIDR: 10.%5$d.%6$d.0/24}
            """
                .formatted(
                    index,
                    index % 20,
                    gpus ? "dgx" : "cpu",
                    gpus ? "nvidia.com/gpu.product: NVIDIA-A100-SXM4-80GB" : "example.dev/pool: a",
                    index / 256,
                    index % 256));
    String amounts =
        "{cpu: '128', memory: 1024Gi, ephemeral-storage: 1800Gi, pods: '110'%s}"
            .formatted(gpus ? ", nvidia.com/gpu: '8'" : "");
    StringBuilder images = new StringBuilder();
    for (int image = 0; image < 30; image++) {
      images
          .append("  - {sizeBytes: ")
          .append(100_000_000 + image)
          .append(", names: [\"registry.example/team/image-")
          .append(image)
          .append("@sha256:")
          .append("0123456789abcdef".repeat(4))
          .append("\", \"registry.example/team/image-")
          .append(image)
          .append(":1.0\"]}\n");
    }
    Node status =
        Serialization.unmarshal(
            """
            status:
              capacity: %1$s
              allocatable: %1$s
              conditions:
              - {type: Ready, status: 'True', reason: KubeletReady, message: kubelet is posting ready status}
              - {type: MemoryPressure, status: 'False', reason: KubeletHasSufficientMemory}
              - {type: DiskPressure, status: 'False', reason: KubeletHasNoDiskPressure}
              addresses: [{type: InternalIP, address: 10.0.%2$d.%3$d}]
              nodeInfo:
                {kubeletVersion: v1.36.3, kernelVersion: 6.8.0, osImage: Ubuntu 24.04, architecture: amd64,
                 operatingSystem: linux, containerRuntimeVersion: 'containerd://2.0', machineID: m,
                 systemUUID: u, bootID: b, kubeProxyVersion: ''}
              images:
            %4$s\
            """
                .formatted(amounts, index / 250, index % 250, images),
            Node.class);
    node.setStatus(status.getStatus());
    client.resource(node).updateStatus();
  }

  private static void createVolume(KubernetesClient client, int index) {
    PersistentVolume volume =
        make(
            client,
            PersistentVolume.class,
            """
            apiVersion: v1
            kind: PersistentVolume
            metadata:
              name: volume-%1$d
              labels: {storage: nfs, team: team-%2$d}
              annotations: {example.dev/owner: "storage team", example.dev/ticket: "OPS-%1$d"}
            spec:
              capacity: {storage: %3$dGi}
              accessModes: [ReadWriteMany]
              storageClassName: nfs
              persistentVolumeReclaimPolicy: Retain
              claimRef: {namespace: %4$s, name: claim-%1$d}
              nfs: {server: filer-%2$d.example, path: /export/team/%1$d}
            """
                .formatted(index, index % 40, 10 + index % 500, NAMESPACE));
    PersistentVolumeClaim claim =
        make(
            client,
            PersistentVolumeClaim.class,
            """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata:
              name: claim-%1$d
              namespace: %2$s
              labels: {team: team-%3$d}
            spec:
              accessModes: [ReadWriteMany]
              storageClassName: nfs
              volumeName: volume-%1$d
              resources: {requests: {storage: 10Gi}}
            """
                .formatted(index, NAMESPACE, index % 40));
    // What the volume binder would write.
    var _ =
        client
            .persistentVolumes()
            .resource(volume)
            .edit(old -> {
              old.getSpec().getClaimRef().setUid(claim.getMetadata().getUid());
              return old;
            });
    var _ =
        client
            .persistentVolumes()
            .withName(volume.getMetadata().getName())
            .editStatus(old -> {
              old.getStatus().setPhase("Bound");
              return old;
            });
    var _ =
        client
            .persistentVolumeClaims()
            .inNamespace(NAMESPACE)
            .withName(claim.getMetadata().getName())
            .editStatus(old -> {
              old.getStatus().setPhase("Bound");
              old.getStatus().setAccessModes(List.of("ReadWriteMany"));
              return old;
            });
  }

  private static void createService(KubernetesClient client, int index) {
    var _ =
        make(
            client,
            Service.class,
            """
            apiVersion: v1
            kind: Service
            metadata:
              name: service-%1$d
              namespace: %2$s
              labels: {app: app-%1$d, team: team-%3$d}
            spec:
              type: %4$s
              selector: {app: app-%1$d}
              ports: [{name: http, port: 80, targetPort: 8080}, {name: metrics, port: 9090}]
            """
                .formatted(
                    index, NAMESPACE, index % 40, index % 4 == 0 ? "NodePort" : "ClusterIP"));
  }

  private void createPod(KubernetesClient client, int index) {
    boolean gpus = index % 8 == 0;
    StringBuilder environment = new StringBuilder();
    for (int variable = 0; variable < 20; variable++) {
      environment
          .append("    - {name: SETTING_")
          .append(variable)
          .append(", value: \"a value of some length for setting ")
          .append(variable)
          .append("\"}\n");
    }
    Pod pod =
        make(
            client,
            Pod.class,
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: pod-%1$d
              namespace: %2$s
              labels: {app: app-%3$d, team: team-%4$d, pod-template-hash: 7d9f8b6c5d}
              annotations:
                prometheus.io/scrape: "true"
                prometheus.io/port: "9090"
                example.dev/checksum: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
            spec:
              nodeName: node-%5$d
              containers:
              - name: main
                image: registry.example/team/app:1.%1$d
                args: ["--listen=:8080", "--data=/data", "--verbose"]
                ports: [{containerPort: 8080, name: http}, {containerPort: 9090, name: metrics}]
                resources:
                  requests: {cpu: 500m, memory: 1Gi}
                  limits: {memory: 2Gi%6$s}
                readinessProbe: {httpGet: {path: /ready, port: 8080}, periodSeconds: 10}
                livenessProbe: {httpGet: {path: /live, port: 8080}, periodSeconds: 10}
                volumeMounts: [{name: data, mountPath: /data}, {name: settings, mountPath: /etc/app}]
                env:
            %7$s
              - name: sidecar
                image: registry.example/platform/log-shipper:2.3
                resources: {requests: {cpu: 50m, memory: 64Mi}, limits: {memory: 128Mi}}
                volumeMounts: [{name: settings, mountPath: /etc/log}]
              volumes:
              - {name: data, persistentVolumeClaim: {claimName: claim-%8$d}}
              - {name: settings, configMap: {name: app-settings}}
              tolerations: [{key: nvidia.com/gpu, operator: Exists, effect: NoSchedule}]
            """
                .formatted(
                    index,
                    NAMESPACE,
                    index % Math.max(1, services),
                    index % 40,
                    // GPU pods on the nodes that have them.
                    gpus ? index / 8 * 4 % nodes : index % nodes,
                    gpus ? ", nvidia.com/gpu: '1'" : "",
                    environment,
                    index % Math.max(1, volumes)));
    pod.setStatus(
        Serialization.unmarshal(
                """
                status:
                  phase: Running
                  podIP: 10.1.%1$d.%2$d
                  podIPs: [{ip: 10.1.%1$d.%2$d}]
                  hostIP: 10.0.0.1
                  qosClass: Burstable
                  startTime: "2026-01-01T00:00:00Z"
                  conditions:
                  - {type: Initialized, status: 'True'}
                  - {type: Ready, status: 'True'}
                  - {type: ContainersReady, status: 'True'}
                  - {type: PodScheduled, status: 'True'}
                  containerStatuses:
                  - {name: main, ready: true, started: true, restartCount: 0, image: app, imageID: app@sha256:0,
                     containerID: "containerd://0", state: {running: {startedAt: "2026-01-01T00:00:00Z"}}}
                  - {name: sidecar, ready: true, started: true, restartCount: 0, image: log, imageID: log@sha256:0,
                     containerID: "containerd://1", state: {running: {startedAt: "2026-01-01T00:00:00Z"}}}
                """
                    .formatted(index / 250, index % 250),
                Pod.class)
            .getStatus());
    client.resource(pod).updateStatus();
  }
}
