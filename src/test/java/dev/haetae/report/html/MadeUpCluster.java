package dev.haetae.report.html;

import dev.haetae.overview.Amount;
import dev.haetae.overview.GpuMap;
import dev.haetae.overview.GpuMap.Devices;
import dev.haetae.overview.GpuMap.Fit;
import dev.haetae.overview.GpuMap.NodeRow;
import dev.haetae.overview.GpuMap.NotCounted;
import dev.haetae.overview.GpuMap.Share;
import dev.haetae.overview.GpuMap.Sharing;
import dev.haetae.overview.GpuMap.Sort;
import dev.haetae.overview.GpuMap.Total;
import dev.haetae.overview.GpuMap.Uncounted;
import dev.haetae.overview.GpuMap.Usual;
import dev.haetae.overview.GpuMap.Waiting;
import dev.haetae.overview.Holder;
import dev.haetae.overview.NodePortMap;
import dev.haetae.overview.NodePortMap.Balancer;
import dev.haetae.overview.NodePortMap.Place;
import dev.haetae.overview.NodePortMap.Port;
import dev.haetae.overview.NodePortMap.Team;
import dev.haetae.overview.Overview;
import dev.haetae.overview.OverviewNumbers;
import dev.haetae.overview.OverviewNumbers.NamespaceRow;
import dev.haetae.overview.PendingPods;
import dev.haetae.overview.PendingPods.Ask;
import dev.haetae.overview.PendingPods.Cause;
import dev.haetae.overview.Rows;
import dev.haetae.overview.StorageMap;
import dev.haetae.overview.StorageMap.Candidate;
import dev.haetae.overview.StorageMap.ClaimRow;
import dev.haetae.overview.StorageMap.Export;
import dev.haetae.overview.StorageMap.Server;
import dev.haetae.overview.StorageMap.Standing;
import dev.haetae.overview.StorageMap.UnboundClaim;
import dev.haetae.overview.StorageMap.VolumeRow;
import dev.haetae.report.html.FindingTree.OwnerFindings;
import dev.haetae.report.html.FindingTree.PageFinding;
import dev.haetae.report.html.FindingTree.RuleFindings;
import dev.haetae.report.html.PatchDiff.Line;
import dev.haetae.report.html.PolicyTable.Exemption;
import dev.haetae.report.html.PolicyTable.Stopped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A made-up cluster with something of everything that a page can show. */
final class MadeUpCluster {
  static final Instant NOW = Instant.parse("2026-11-27T01:40:05Z");
  static final String HOSTILE = "\"><img src=x onerror=alert(1)>'&";

  private final UnaryOperator<String> name;

  private MadeUpCluster(UnaryOperator<String> name) {
    this.name = name;
  }

  /** A page of a cluster whose names are as people give them. */
  static Page page() {
    return new MadeUpCluster(UnaryOperator.identity()).make();
  }

  /** The same page with markup in every name and sentence. */
  static Page hostile() {
    return named(HOSTILE);
  }

  /** The same page with a text at the end of every name and sentence. */
  static Page named(String end) {
    return new MadeUpCluster(text -> text.isEmpty() ? text : text + end).make();
  }

  /** A page of a cluster in which there is nothing. */
  static Page empty() {
    Overview overview =
        new Overview(
            true,
            new OverviewNumbers(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2768, 0, rows()),
            new GpuMap(rows(), rows(), rows(), List.of()),
            new StorageMap(rows(), rows(), rows(), new TreeMap<>(), new TreeMap<>()),
            new NodePortMap(30000, 32767, 30085, 0, 2768, 30086, List.of(), rows(), rows()),
            new PendingPods(0, new TreeMap<>(), rows()),
            new TreeMap<>());
    return Page.of(
        "empty",
        NOW,
        List.of(),
        List.of(),
        overview,
        Map.of(),
        new FindingTreeBuilder().build(),
        new PolicyTable(List.of(), false, 0));
  }

  /** A page with this many findings, {@code each} of one owner. */
  static Page withFindings(int findings, int each) {
    MadeUpCluster cluster = new MadeUpCluster(UnaryOperator.identity());
    List<OwnerFindings> owners = new ArrayList<>();
    for (int i = 0; i < findings / each; i++) {
      List<PageFinding> found = new ArrayList<>();
      for (int j = 0; j < each; j++) {
        found.add(
            cluster.finding(i * each + j, j % 3 == 0 ? FindingState.DENY : FindingState.WARN));
      }
      owners.add(
          new OwnerFindings(
              "team-" + i % 40,
              "Deployment",
              "app-" + i,
              i % 5,
              List.of(new RuleFindings("no-host-path", found))));
    }
    Page page = cluster.make();
    return new Page(
        page.source(),
        page.at(),
        page.troubles(),
        page.notes(),
        page.overview(),
        page.namespaces(),
        tree(owners),
        page.policies());
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static <T> Rows<T> rows(T... rows) {
    return new Rows<>(List.of(rows), 0);
  }

  private Page make() {
    Overview overview =
        new Overview(true, numbers(), gpus(), storage(), ports(), pending(), new TreeMap<>());
    Map<String, NamespaceFindings> found = new TreeMap<>();
    found.put("", new NamespaceFindings(14, 12, 0, 2, 0, 0, 0));
    found.put(name.apply("vision"), new NamespaceFindings(41, 33, 3, 9, 1, 2, 2));
    found.put(name.apply("nlp"), new NamespaceFindings(18, 17, 1, 0, 0, 0, 0));
    found.put(name.apply("monitoring"), new NamespaceFindings(22, 20, 1, 1, 0, 0, 0));
    return Page.of(
        name.apply("lab"),
        NOW,
        List.of(name.apply("cluster: Pod vision/odd cannot be read: spec is a list")),
        List.of(name.apply("policies: the shipped pack")),
        overview,
        found,
        findings(),
        policies());
  }

  private OverviewNumbers numbers() {
    return new OverviewNumbers(
        8,
        212,
        7,
        5,
        34,
        3,
        2,
        31,
        47,
        37,
        10,
        3,
        2768,
        41,
        rows(
            new NamespaceRow(name.apply("monitoring"), 34, 0, 0, 2, 0, 0, 9, 4),
            new NamespaceRow(name.apply("nlp"), 41, 1, 1, 9, 0, 14, 6, 5),
            new NamespaceRow(name.apply("vision"), 128, 6, 4, 23, 3, 23, 31, 32)));
  }

  private Holder holder(String kind, String namespace, String called, int pods, int ending) {
    return new Holder(kind, name.apply(namespace), name.apply(called), pods, ending);
  }

  private GpuMap gpus() {
    Sort h100 = new Sort("nvidia.com/gpu", name.apply("NVIDIA-H100-80GB-HBM3"), Sharing.WHOLE, "");
    Sort l40 = new Sort("nvidia.com/gpu", name.apply("NVIDIA-L40S"), Sharing.WHOLE, "");
    Sort mig =
        new Sort(
            "nvidia.com/mig-1g.10gb",
            name.apply("NVIDIA-A100-SXM4-80GB"),
            Sharing.PARTITION,
            "1g.10gb");
    Sort mig3 =
        new Sort(
            "nvidia.com/mig-3g.40gb",
            name.apply("NVIDIA-A100-SXM4-80GB"),
            Sharing.PARTITION,
            "3g.40gb");
    Sort a30 = new Sort("nvidia.com/gpu.shared", name.apply("NVIDIA-A30"), Sharing.SHARED, "");
    Usual usual = new Usual(12, "8", "64Gi");
    Usual none = new Usual(0, "", "");
    return new GpuMap(
        rows(
            new Total(h100, 3, 24, 22, 2, 2, 2, 0, 0, 2, fits(2, 1, 0, 0), usual),
            new Total(l40, 3, 23, 15, 8, 4, 2, 1, 1, 3, fits(4, 1, 0, 0), usual),
            new Total(mig, 1, 7, 3, 4, 4, 0, 0, 0, 4, fits(4, 2, 1, 0), none),
            new Total(mig3, 1, 2, 1, 1, 1, 0, 0, 0, 1, fits(1, 0, 0, 0), none),
            new Total(a30, 1, 16, 11, 5, 5, 0, 0, 0, 5, fits(5, 2, 1, 0), none)),
        rows(
            node(
                "gpu-1",
                List.of(),
                "2",
                "64",
                devices(h100, 8, 8, share("Job", "vision", "train-7", 1, 8))),
            node(
                "gpu-2",
                List.of(),
                "12",
                "64",
                devices(
                    h100,
                    8,
                    6,
                    share("Deployment", "nlp", "llm", 1, 4),
                    share("Deployment", "nlp", "embed", 2, 2))),
            node(
                "gpu-3",
                List.of(),
                "30",
                "128",
                devices(mig, 7, 3, share("Deployment", "vision", "notebooks", 3, 3)),
                devices(mig3, 2, 1, share("Pod", "vision", "try-1", 1, 1))),
            node(
                "gpu-4",
                List.of(),
                "40",
                "64",
                devices(a30, 16, 11, share("StatefulSet", "vision", "lab", 11, 11))),
            node(
                "gpu-5",
                List.of("nvidia.com/gpu:NoSchedule"),
                "20",
                "64",
                devices(l40, 8, 5, share("Deployment", "vision", "serve", 5, 5))),
            new NodeRow(
                name.apply("gpu-6"),
                true,
                true,
                true,
                List.of(name.apply("maintenance=true:NoSchedule")),
                new Amount("64", "64"),
                new Amount("512Gi", "512Gi"),
                new Amount("108", "110"),
                rows(devices(l40, 4, 0))),
            stranded(l40),
            lost(h100)),
        rows(new Waiting(name.apply("nvidia.com/gpu"), 12, 3)),
        List.of(
            new NotCounted(Uncounted.CLAIMED_DEVICES, 3), new NotCounted(Uncounted.FRACTIONS, 1)));
  }

  private static List<Fit> fits(long one, long two, long four, long eight) {
    return List.of(new Fit(1, one), new Fit(2, two), new Fit(4, four), new Fit(8, eight));
  }

  private Share share(String kind, String namespace, String called, int pods, long gpus) {
    return new Share(holder(kind, namespace, called, pods, 0), gpus);
  }

  private static Devices devices(Sort sort, long all, long held, Share... shares) {
    return new Devices(sort, all, all, held, all - held, 0, rows(shares), 0, "");
  }

  private NodeRow node(
      String called, List<String> taints, String cpu, String cpus, Devices... devices) {
    return new NodeRow(
        name.apply(called),
        true,
        false,
        true,
        taints.stream().map(name).toList(),
        new Amount(cpu, cpus),
        new Amount("96Gi", "512Gi"),
        new Amount("71", "110"),
        rows(devices));
  }

  private NodeRow stranded(Sort sort) {
    return new NodeRow(
        name.apply("gpu-7"),
        true,
        false,
        true,
        List.of(),
        new Amount("400m", "32"),
        new Amount("40Gi", "256Gi"),
        new Amount("80", "110"),
        rows(
            new Devices(
                sort,
                8,
                8,
                6,
                2,
                0,
                rows(share("Deployment", "vision", "serve", 6, 6)),
                2,
                "Insufficient cpu")));
  }

  private NodeRow lost(Sort sort) {
    return new NodeRow(
        name.apply("gpu-8"),
        true,
        false,
        false,
        List.of(),
        new Amount("10", "64"),
        new Amount("128Gi", "512Gi"),
        new Amount("99", "110"),
        rows(
            new Devices(
                sort,
                8,
                7,
                8,
                0,
                1,
                rows(new Share(holder("Job", "vision", "train-8", 1, 1), 8)),
                0,
                "")));
  }

  private VolumeRow volume(
      String called,
      String size,
      String mode,
      String reclaim,
      String phase,
      @Nullable ClaimRow claim) {
    return new VolumeRow(
        name.apply(called),
        size,
        List.of(mode),
        reclaim,
        phase,
        "",
        "nfs",
        "",
        false,
        false,
        claim);
  }

  private ClaimRow claim(String namespace, String called, Standing standing, Holder... pods) {
    return new ClaimRow(
        name.apply(namespace),
        name.apply(called),
        standing,
        standing == Standing.HAD ? "" : "100Gi",
        rows(pods));
  }

  private StorageMap storage() {
    VolumeRow first =
        volume(
            "nas-1",
            "100Gi",
            "RWX",
            "Retain",
            "Bound",
            claim(
                "vision",
                "datasets",
                Standing.HAS,
                holder("Job", "vision", "train-7", 1, 0),
                holder("Deployment", "vision", "web", 3, 1)));
    VolumeRow second =
        volume(
            "nas-9",
            "50Gi",
            "RWX",
            "Delete",
            "Bound",
            claim("nlp", "corpus", Standing.HAS, holder("Deployment", "nlp", "llm", 1, 0)));
    VolumeRow old =
        volume("nas-3", "500Gi", "RWX", "Retain", "Released", claim("vision", "old", Standing.HAD));
    VolumeRow free = volume("nas-4", "2Ti", "RWO", "Retain", "Available", null);
    VolumeRow local =
        new VolumeRow(
            name.apply("scratch-1"),
            "1Ti",
            List.of("RWO"),
            "Retain",
            "Bound",
            name.apply("local"),
            "local",
            name.apply("/mnt/nvme0"),
            false,
            false,
            claim("vision", "scratch", Standing.HAS));
    return new StorageMap(
        rows(
            new Server(
                name.apply("nas-1.lab"),
                rows(
                    new Export(
                        name.apply("/export/data"),
                        List.of(),
                        true,
                        List.of(name.apply("nas-9")),
                        rows(first, second)),
                    new Export(
                        name.apply("/export/data/a"),
                        List.of(name.apply("/export/data")),
                        false,
                        List.of(),
                        rows(old)))),
            new Server(
                name.apply("10.20.0.5"),
                rows(
                    new Export(
                        name.apply("/export/archive"), List.of(), false, List.of(), rows(free))))),
        rows(local),
        rows(
            new UnboundClaim(
                name.apply("vision"),
                name.apply("big"),
                "200Gi",
                List.of("RWX"),
                "",
                "Pending",
                false,
                name.apply("no volume is large enough"),
                rows(
                    new Candidate(
                        name.apply("nas-1"),
                        false,
                        "volume already bound",
                        name.apply("to vision/datasets")),
                    new Candidate(
                        name.apply("nas-4"),
                        false,
                        "incompatible accessMode",
                        "ReadWriteOnce of ReadWriteMany")),
                name.apply("ask for ReadWriteOnce in spec.accessModes"),
                rows(holder("Deployment", "vision", "web2", 2, 0))),
            new UnboundClaim(
                name.apply("nlp"),
                name.apply("later"),
                "10Gi",
                List.of("RWO"),
                name.apply("nfs-client"),
                "WaitsForConsumer",
                true,
                name.apply("a volume is made when a pod uses it"),
                rows(),
                "",
                rows())),
        new TreeMap<>(Map.of("Bound", 31, "Pending", 2, "Lost", 1)),
        new TreeMap<>(Map.of("Available", 1, "Bound", 28, "Released", 2)));
  }

  private NodePortMap ports() {
    List<Port> ports = new ArrayList<>();
    for (int number :
        List.of(
            30005, 30022, 30080, 30101, 30102, 30107, 30140, 30500, 30712, 31000, 31490, 31491,
            32002, 32700)) {
      boolean vision = number > 30100 && number < 30200;
      ports.add(
          new Port(
              number,
              name.apply(vision ? "vision" : "monitoring"),
              name.apply("svc-" + number),
              "NodePort",
              "spec.ports[0].nodePort",
              number <= 30085,
              number == 31490
                  ? Place.OUTSIDE_TEAM
                  : number == 30140 ? Place.OTHER_TEAM : Place.RIGHT,
              false));
    }
    ports.add(
        new Port(
            32700,
            name.apply("nlp"),
            name.apply("copy"),
            "LoadBalancer",
            "spec.healthCheckNodePort",
            false,
            Place.RIGHT,
            true));
    ports.add(
        new Port(
            28000,
            name.apply("nlp"),
            name.apply("low"),
            "NodePort",
            "spec.ports[1].nodePort",
            false,
            Place.OUTSIDE,
            false));
    return new NodePortMap(
        30000,
        32767,
        30085,
        14,
        2754,
        30000,
        List.of(
            new Team(List.of(name.apply("vision")), 30100, 30199, 4, 1, 96, 30100),
            new Team(
                List.of(name.apply("nlp"), name.apply("nlp-dev")), 30450, 30620, 1, 0, 170, 30450)),
        new Rows<>(ports, 0),
        rows(new Balancer(name.apply("nlp"), name.apply("copy"), List.of(32002, 32700))));
  }

  private PendingPods pending() {
    return new PendingPods(
        7,
        new TreeMap<>(Map.of(Cause.NO_NODE, 3, Cause.CLAIM, 2, Cause.GATE, 2)),
        rows(
            new PendingPods.Row(
                holder("Job", "vision", "train-9", 3, 0),
                name.apply("train-9-abcde"),
                NOW.getEpochSecond() - 4000,
                List.of(
                    new Ask(name.apply("nvidia.com/gpu"), "4"),
                    new Ask("cpu", "16"),
                    new Ask("memory", "128Gi")),
                Cause.NO_NODE,
                name.apply(
                    "0/8 nodes are available: 5 Insufficient nvidia.com/gpu, 2 node(s) didn't match"
                        + " Pod's node affinity/selector."),
                List.of(
                    new PendingPods.Reason(
                        "Insufficient nvidia.com/gpu",
                        5,
                        List.of(name.apply("gpu-1"), name.apply("gpu-2"), name.apply("gpu-5"))),
                    new PendingPods.Reason(
                        "node(s) didn't match Pod's node affinity/selector",
                        2,
                        List.of(name.apply("cpu-1"), name.apply("cpu-2")))),
                rows(
                    new PendingPods.Node(
                        name.apply("gpu-5"),
                        List.of("Insufficient nvidia.com/gpu"),
                        name.apply("3 of 8 free")),
                    new PendingPods.Node(
                        name.apply("gpu-1"),
                        List.of("Insufficient nvidia.com/gpu", "Insufficient cpu"),
                        name.apply("0 of 8 free"))),
                name.apply("ask for 3 nvidia.com/gpu: it then runs on gpu-5"),
                List.of()),
            new PendingPods.Row(
                holder("Deployment", "vision", "web2", 2, 0),
                name.apply("web2-6d5f-x"),
                NOW.getEpochSecond() - 300000,
                List.of(new Ask("cpu", "1")),
                Cause.CLAIM,
                name.apply("the claim vision/big has no volume"),
                List.of(),
                rows(),
                "",
                List.of(name.apply("volume topology"))),
            new PendingPods.Row(
                holder("Pod", "nlp", "gated", 1, 0),
                name.apply("gated"),
                0,
                List.of(),
                Cause.GATE,
                name.apply("waits for the scheduling gate team.example/quota"),
                List.of(),
                rows(),
                "",
                List.of())));
  }

  private PageFinding finding(int number, FindingState state) {
    return new PageFinding(
        "%016x".formatted(number + 0x5d41402aL),
        state,
        number % 7 == 1,
        "HostPathVolume",
        "spec.template.spec.volumes[" + number + "].hostPath",
        name.apply("apps/agent.yaml") + ":" + (number + 11),
        name.apply("hostPath: {path: /proc}"),
        name.apply(
            "volume \"proc\" is the path \"/proc\" of the node, which every container of the node"
                + " can change"),
        name.apply("claim a volume: persistentVolumeClaim"),
        number % 3 == 0
            ? List.of(
                new Line(PatchDiff.Sort.PLACE, name.apply("spec.template.spec")),
                new Line(PatchDiff.Sort.CUT, name.apply("- hostNetwork: true")),
                new Line(PatchDiff.Sort.ADD, name.apply("+ hostNetwork: false")))
            : List.of(),
        state == FindingState.WAIVED ? name.apply("platform/node-agents") : "");
  }

  private FindingTree findings() {
    List<OwnerFindings> owners = new ArrayList<>();
    owners.add(
        owner(
            "vision",
            "Deployment",
            "cache",
            2,
            new RuleFindings(
                "no-host-path",
                List.of(finding(0, FindingState.DENY), finding(1, FindingState.DENY))),
            new RuleFindings("liveness-probe", List.of(finding(2, FindingState.WARN)))));
    owners.add(
        owner(
            "monitoring",
            "DaemonSet",
            "node-exporter",
            12,
            new RuleFindings(
                "no-host-path",
                List.of(finding(3, FindingState.DENY), finding(4, FindingState.WAIVED)))));
    owners.add(
        owner(
            "nlp",
            "StatefulSet",
            "db",
            1,
            new RuleFindings("empty-dir-not-state", List.of(finding(5, FindingState.WARN))),
            new RuleFindings("pvc-bound-rwx-nfs", List.of(finding(6, FindingState.UNDECIDED)))));
    owners.add(
        owner(
            "",
            "PersistentVolume",
            "nas-9",
            0,
            new RuleFindings("unique-volume-source", List.of(finding(7, FindingState.WARN)))));
    return tree(owners);
  }

  private OwnerFindings owner(
      String namespace, String kind, String called, int pods, RuleFindings... rules) {
    return new OwnerFindings(name.apply(namespace), kind, name.apply(called), pods, List.of(rules));
  }

  private static FindingTree tree(List<OwnerFindings> owners) {
    Map<FindingState, Integer> counts = new TreeMap<>();
    TreeSet<String> namespaces = new TreeSet<>();
    TreeSet<String> rules = new TreeSet<>();
    for (OwnerFindings owner : owners) {
      namespaces.add(owner.namespace());
      for (RuleFindings rule : owner.rules()) {
        rules.add(rule.rule());
        rule.findings().forEach(finding -> counts.merge(finding.state(), 1, Integer::sum));
      }
    }
    int shown = Math.min(owners.size(), FindingTree.MOST_OWNERS);
    return new FindingTree(
        owners.subList(0, shown),
        owners.size() - shown,
        counts,
        List.copyOf(namespaces),
        List.copyOf(rules));
  }

  private PolicyTable policies() {
    return new PolicyTable(
        List.of(
            new PolicyTable.Row(
                name.apply("empty-dir-not-state"),
                "empty-dir-not-state",
                "Warn",
                1,
                1,
                List.of(),
                1,
                0,
                List.of()),
            new PolicyTable.Row(
                name.apply("no-host-path"),
                "no-host-path",
                "Deny",
                4,
                2,
                List.of(
                    new Stopped(name.apply("monitoring/DaemonSet node-exporter"), 12),
                    new Stopped(name.apply("vision/Deployment cache"), 2)),
                0,
                2,
                List.of(
                    new Exemption(
                        name.apply("platform/node-agents"),
                        name.apply("agents need it"),
                        "2027-01-31",
                        false),
                    new Exemption(
                        name.apply("vision/old"),
                        name.apply("moving to a claim"),
                        "2026-10-31",
                        true))),
            new PolicyTable.Row(
                name.apply("liveness-probe"),
                "liveness-probe",
                "Warn, Audit",
                1,
                1,
                List.of(),
                1,
                0,
                List.of(new Exemption(name.apply("nlp/probes"), name.apply("batch"), "", false)))),
        true,
        14);
  }
}
