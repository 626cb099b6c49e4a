package dev.haetae.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * For each rule, objects of 3 MiB that make it work: for each list that it reads, many elements,
 * with names that are long, or equal, or chosen to have one hash, and known to nobody.
 *
 * <p>A new rule adds a body for each list that it reads, or, when it reads none, a large object of
 * a kind that it judges; {@link WorstBodyTest} asks for that. In what is written here, {@code '}
 * stands for a quotation mark, {@code @} for the elements of a list, and {@code %} in an element
 * for its name.
 */
final class WorstBodies {
  /** Fewer have those with so many small values that the readers take no more. */
  static final int LEAST_BYTES = 1 << 20;

  private static final int BYTES = 3 << 20;
  private static final int MOST_VALUES = 450_000;

  private static final int LONGEST_KEY = 49_000;

  private final List<Body> bodies = new ArrayList<>();

  /**
   * An object that is large.
   *
   * @param rules the ids of the rules that it is meant for
   * @param name what is many in it
   * @param parts the text before, between and behind its lists
   * @param items the elements of each list, by their numbers
   */
  record Body(
      List<String> rules, String name, List<String> parts, List<IntFunction<String>> items) {
    byte[] json() {
      List<StringBuilder> lists = new ArrayList<>();
      items.forEach(_ -> lists.add(new StringBuilder()));
      int size = 0;
      int values = 0;
      for (int i = 0; size < BYTES && values < MOST_VALUES; i++) {
        size = 0;
        for (int list = 0; list < lists.size(); list++) {
          String item = items.get(list).apply(i);
          lists.get(list).append(i == 0 ? "" : ",").append(item);
          size += lists.get(list).length();
          values += values(item);
        }
      }
      StringBuilder json = new StringBuilder(size + 1000);
      for (int part = 0; part < parts.size(); part++) {
        json.append(parts.get(part)).append(part < lists.size() ? lists.get(part) : "");
      }
      return json.toString().getBytes(UTF_8);
    }

    @Override
    public String toString() {
      return name + " (" + String.join(", ", rules) + ')';
    }

    private static int values(String item) {
      int values = 1;
      for (int i = 0; i < item.length(); i++) {
        char c = item.charAt(i);
        values += c == ':' || c == ',' || c == '[' ? 1 : 0;
      }
      return values;
    }
  }

  private WorstBodies() {}

  /** All of them. */
  static List<Body> all() {
    WorstBodies all = new WorstBodies();
    all.containers();
    all.network();
    all.storage();
    all.gpus();
    all.manifests();
    all.answers();
    all.namespaces();
    all.spread();
    return all.bodies;
  }

  @SafeVarargs
  private void add(String rule, String name, String template, IntFunction<String>... items) {
    add(List.of(rule), name, template, items);
  }

  /** Adds a body: a template of JSON with ' for ", in which each @ stands for one of the lists. */
  @SafeVarargs
  private void add(List<String> rules, String name, String template, IntFunction<String>... items) {
    List<String> parts = List.of(template.replace('\'', '"').split("@", -1));
    if (parts.size() != items.length + 1) {
      throw new IllegalArgumentException(rules + ": " + name);
    }
    List<IntFunction<String>> quoted = new ArrayList<>();
    for (IntFunction<String> item : items) {
      quoted.add(i -> item.apply(i).replace('\'', '"'));
    }
    bodies.add(new Body(rules, name, parts, quoted));
  }

  private static IntFunction<String> text(String template, IntFunction<String> name) {
    return i -> template.replace("%", name.apply(i));
  }

  private static String distinct(int i) {
    return "n" + i;
  }

  // As long as a name may be, like the names of the world, and none of them.
  private static String missing(int i) {
    return WorstWorld.name("missing", i);
  }

  // Names of one hash: the same number of Aa and BB, which have one.
  private static String colliding(int i) {
    StringBuilder name = new StringBuilder();
    for (int bit = 0; bit < 17; bit++) {
      name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return name.toString();
  }

  private static String object(String apiVersion, String kind, String rest) {
    return "{'apiVersion':'"
        + apiVersion
        + "','kind':'"
        + kind
        + "','metadata':{'name':'worst','namespace':'"
        + WorstWorld.NAMESPACE
        + "'},"
        + rest
        + '}';
  }

  private static String pod(String spec) {
    return object("v1", "Pod", "'spec':{" + spec + '}');
  }

  private static String carrier(String kind, String spec) {
    return object(
        "apps/v1",
        kind,
        "'spec':{'replicas':2147483647,'serviceName':'s','selector':{'matchLabels':{'a':'b'}},"
            + "'template':{'metadata':{'labels':{'a':'b'}},'spec':{"
            + spec
            + "}}}");
  }

  // Many pods in one object.
  private static String workers() {
    return object("ray.io/v1", "RayCluster", "'spec':{'workerGroupSpecs':[@]}");
  }

  private static String worker(String spec) {
    return "{'replicas':3,'template':{'spec':{" + spec + "}}}";
  }

  // Pods below keys that the author chooses: here one that is as long as the readers take.
  private static String longKey(String spec) {
    return object(
        "kubeflow.org/v1",
        "TFJob",
        "'spec':{'tfReplicaSpecs':{'"
            + "k".repeat(LONGEST_KEY)
            + "':{'template':{'spec':{"
            + spec
            + "}}}}}");
  }

  private static final String MAIN = "'containers':[{'name':'main','image':'r/a:1'}]";

  private void spread() {
    String term = "{'topologyKey':'kubernetes.io/hostname','labelSelector':{'matchLabels':{%}}}";
    String apart =
        "'affinity':{'podAntiAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':[@]}}";
    add(
        "replicas-can-spread",
        "terms of anti-affinity",
        carrier("Deployment", MAIN + ',' + apart),
        text(term.replace("%", "'a':'%'"), WorstBodies::distinct));
    add(
        "replicas-can-spread",
        "constraints of spread",
        carrier("Deployment", MAIN + ",'topologySpreadConstraints':[@]"),
        text(
            "{'maxSkew':1,'whenUnsatisfiable':'DoNotSchedule',"
                + term.replace("%", "'a':'b'").substring(1),
            WorstBodies::distinct));
    add(
        "replicas-can-spread",
        "pods",
        workers(),
        text(
            worker(MAIN + ',' + apart.replace("@", term.replace("%", "'a':'b'"))),
            WorstBodies::distinct));
  }

  private void namespaces() {
    List<String> rules = List.of("namespace-quota", "limit-range", "pod-security");
    String resources = "'resources':{'requests':{'cpu':'1'},'limits':{'nvidia.com/gpu':'1'}}";
    add(
        rules,
        "containers",
        carrier("Deployment", "'containers':[@]"),
        text("{'name':'%'," + resources + "}", WorstBodies::missing));
    add(
        rules,
        "init containers that break every check",
        carrier("StatefulSet", "'initContainers':[@]," + MAIN),
        text(
            "{'name':'%','securityContext':{'privileged':true,'runAsUser':0},"
                + "'ports':[{'hostPort':1}]}",
            WorstBodies::distinct));
    add(
        rules,
        "volumes",
        carrier("Deployment", MAIN + ",'volumes':[@]"),
        text("{'name':'%','hostPath':{'path':'/'}}", WorstBodies::distinct));
    add(
        rules,
        "pods",
        workers(),
        text(worker("'hostPID':true,'containers':[{'name':'%'}]"), WorstBodies::distinct));
    add(
        rules,
        "resources of a container",
        carrier(
            "Deployment", "'containers':[{'name':'c','resources':{'limits':{@},'requests':{@}}}]"),
        text("'gpu.intel.com/%':'1'", WorstBodies::distinct),
        text("'gpu.intel.com/%':'2'", WorstBodies::colliding));
    add(
        rules,
        "labels",
        object(
            "apps/v1",
            "Deployment",
            "'spec':{'template':{'metadata':{'labels':{@}},'spec':{" + MAIN + "}}}"),
        text("'%':'v'", WorstBodies::colliding));
    add(
        "namespace-quota",
        "claims",
        object(
            "apps/v1",
            "StatefulSet",
            "'spec':{'replicas':2147483647,'template':{'spec':{"
                + MAIN
                + "}},'volumeClaimTemplates':[@]}"),
        text(
            "{'metadata':{'name':'%'},'spec':{'resources':{'requests':{'storage':'1Gi'}}}}",
            WorstBodies::missing));
    add(
        "namespace-quota",
        "resources of a quota",
        object("v1", "ResourceQuota", "'spec':{'hard':{@}}"),
        text("'limits.x/%':'1'", WorstBodies::colliding));
    add(
        "limit-range",
        "items",
        object("v1", "LimitRange", "'spec':{'limits':[@]}"),
        text(
            "{'type':'Container','max':{'gpu.intel.com/%':'1'},'min':{'gpu.intel.com/%':'1'}}",
            WorstBodies::distinct));
    add(
        "limit-range",
        "resources of an item",
        object("v1", "LimitRange", "'spec':{'limits':[{'type':'Container','max':{@}}]}"),
        text("'gpu.intel.com/%':'1'", WorstBodies::colliding));
  }

  private void containers() {
    String containers = pod("'containers':[@]");
    add(
        "image-from-registry",
        "containers without a version",
        containers,
        text("{'name':'%','image':'localhost/%'}", WorstBodies::distinct));
    add(
        "image-from-registry",
        "long images",
        containers,
        text("{'name':'c','image':'%'}", i -> "a/".repeat(500) + i));
    add(
        "image-from-registry",
        "volumes of images",
        pod(MAIN + ",'volumes':[@]"),
        text("{'name':'v','image':{'reference':'%'}}", _ -> "same"));
    add(
        "image-from-registry",
        "pods",
        workers(),
        text(worker("'containers':[{'name':'%'}]"), WorstBodies::distinct));
    add(
        "image-from-registry",
        "containers below a long key",
        longKey("'containers':[@]"),
        text("{'name':'%','image':'a'}", WorstBodies::distinct));
    add(
        "liveness-probe",
        "containers",
        carrier("Deployment", "'containers':[@]"),
        text("{'name':'%','livenessProbe':{}}", WorstBodies::missing));
    add(
        "liveness-probe",
        "sidecars",
        carrier("StatefulSet", "'initContainers':[@]," + MAIN),
        text("{'name':'%','restartPolicy':'Always'}", WorstBodies::distinct));
    add(
        "termination-grace-period",
        "pods",
        workers(),
        text(worker("'terminationGracePeriodSeconds':0"), WorstBodies::distinct));
    add(
        "termination-grace-period",
        "containers",
        pod("'terminationGracePeriodSeconds':0,'containers':[@]"),
        text("{'name':'%'}", WorstBodies::distinct));
    add(
        "unique-container-ports",
        "containers of a port each",
        containers,
        text("{'name':'%','ports':[{'containerPort':80}]}", WorstBodies::distinct));
    add(
        "unique-container-ports",
        "ports of one container",
        pod("'containers':[{'name':'c','ports':[@]}]"),
        i -> "{'containerPort':" + i % 65536 + ",'hostPort':" + i % 7 + ",'name':'same'}");
    add(
        "unique-container-ports",
        "long names of ports",
        pod("'containers':[{'name':'c','ports':[@]},{'name':'d','ports':[@]}]"),
        text("{'name':'%','protocol':'%'}", WorstBodies::missing),
        text("{'name':'%','protocol':'%'}", WorstBodies::missing));
    add(
        "unique-container-ports",
        "protocols of one hash",
        pod("'containers':[{'name':'c','ports':[@]},{'name':'d','ports':[@]}]"),
        text("{'containerPort':1,'hostPort':1,'protocol':'%'}", WorstBodies::colliding),
        text("{'containerPort':1,'hostPort':1,'protocol':'%'}", WorstBodies::colliding));
    String selecting =
        object(
            "apps/v1",
            "Deployment",
            "'spec':{'selector':{'matchLabels':{@}},'template':{'metadata':{'labels':{@}},"
                + "'spec':{}}}");
    add(
        "selector-matches-template",
        "labels that match",
        selecting,
        text("'%':'v'", WorstBodies::distinct),
        text("'%':'v'", WorstBodies::distinct));
    add(
        "selector-matches-template",
        "labels that do not match",
        selecting,
        text("'%':'v'", WorstBodies::distinct),
        text("'%':'w'", WorstBodies::distinct));
    add(
        "selector-matches-template",
        "labels of one hash",
        selecting,
        text("'%':'v'", WorstBodies::colliding),
        text("'x%':'w'", WorstBodies::colliding));
    add(
        "selector-matches-template",
        "expressions",
        object(
            "apps/v1",
            "StatefulSet",
            "'spec':{'selector':{'matchExpressions':[@]},'template':{'metadata':{'labels':{@}},"
                + "'spec':{}}}"),
        text("{'key':'%','operator':'Exists'}", WorstBodies::colliding),
        text("'%':'v'", WorstBodies::distinct));
    add(
        "selector-matches-template",
        "values",
        object(
            "batch/v1",
            "Job",
            "'spec':{'manualSelector':true,'selector':{'matchExpressions':[{'key':'a','operator':"
                + "'In','values':[@]}]},'template':{'metadata':{'labels':{'a':'b'}},'spec':{}}}"),
        text("'%'", WorstBodies::distinct));
  }

  private void network() {
    String service = "'spec':{'type':'NodePort','selector':{'app':'web'},'ports':[@]}";
    String ports = object("v1", "Service", service);
    String balancer = service.replace("NodePort", "LoadBalancer");
    add(
        "external-traffic-policy",
        "addresses",
        object("v1", "Service", "'spec':{'externalTrafficPolicy':'local','externalIPs':[@]}"),
        text("'%'", WorstBodies::distinct));
    add(
        "external-traffic-policy",
        "a long word",
        object("v1", "Service", "'spec':{'type':'NodePort','externalTrafficPolicy':'@'}"),
        WorstBodies::missing);
    add(
        "headless-service-for-stateful-set",
        "a long name",
        object("apps/v1", "StatefulSet", "'spec':{'serviceName':'@','template':{'spec':{}}}"),
        WorstBodies::missing);
    add(
        "headless-service-for-stateful-set",
        "a name near all others",
        object(
            "apps/v1",
            "StatefulSet",
            "'spec':{'serviceName':'"
                + WorstWorld.name("sevrice", 1)
                + "','template':{'metadata':{'labels':{@}},'spec':{}}}"),
        text("'%':'v'", WorstBodies::distinct));
    add(
        "headless-service-for-stateful-set",
        "labels",
        object(
            "apps/v1",
            "StatefulSet",
            "'spec':{'serviceName':'"
                + WorstWorld.name("service", 1)
                + "','template':{'metadata':{'labels':{@}},'spec':{}}}"),
        text("'%':'v'", WorstBodies::distinct));
    add(
        "load-balancer-available",
        "ports",
        object("v1", "Service", balancer),
        port(WorstBodies::distinct));
    add(
        "load-balancer-available",
        "annotations",
        "{'apiVersion':'v1','kind':'Service','metadata':{'name':'s','annotations':{@}},'spec':{"
            + "'type':'LoadBalancer'}}",
        text("'%':'v'", WorstBodies::missing));
    add("node-port-range", "equal numbers", ports, _ -> "{'port':80,'nodePort':30000}");
    add(
        "node-port-range",
        "numbers of all protocols",
        ports,
        text("{'port':80,'nodePort':31000,'protocol':'%'}", WorstBodies::colliding));
    add("node-port-range", "numbers out of range", ports, i -> "{'port':1,'nodePort':" + i + '}');
    add("node-port-range", "numbers of others", ports, i -> number(30000 + i % 2768));
    add(
        "node-port-range",
        "no numbers",
        object("v1", "Service", balancer),
        text("{'name':'%','port':80}", WorstBodies::distinct));
    add(
        "node-port-range",
        "managers and ports",
        "{'apiVersion':'v1','kind':'Service','metadata':{'name':'s','managedFields':[@]},"
            + service
            + '}',
        i -> "{'fieldsV1':{'f:spec':{'f:ports':{'k:{" + i + "}':{'f:nodePort':{}}}}}}",
        i -> number(30200 + i % 2000));
    add(
        "node-port-range",
        "numbers of a cluster IP",
        object("v1", "Service", service.replace("NodePort", "ClusterIP")),
        i -> number(30000 + i % 2768));
    add("service-selects-pods", "ports by unknown names", ports, port(WorstBodies::missing));
    add("service-selects-pods", "ports by names", ports, port(WorstBodies::distinct));
    add(
        "service-selects-pods",
        "ports near all others",
        ports,
        port(i -> WorstWorld.name("prot", i)));
    add("service-selects-pods", "ports by number", ports, i -> "{'port':" + i + '}');
    add(
        "service-selects-pods",
        "labels",
        object("v1", "Service", "'spec':{'selector':{'app':'web',@}}"),
        text("'%':'v'", WorstBodies::distinct));
    add(
        "service-selects-pods",
        "a value near all others",
        object(
            "v1", "Service", "'spec':{'selector':{'pod':'" + WorstWorld.name("prot", 1) + "',@}}"),
        text("'%':'v'", WorstBodies::distinct));
  }

  private static IntFunction<String> port(IntFunction<String> name) {
    return text("{'name':'%','port':80,'targetPort':'%'}", name);
  }

  private static String number(int number) {
    return "{'port':80,'nodePort':" + number + '}';
  }

  private void storage() {
    String volumes = pod(MAIN + ",'volumes':[@]");
    String mounted = "'containers':[{'name':'c','volumeMounts':[@]}],'volumes':[@]";
    IntFunction<String> mount = text("{'name':'%','mountPath':'/data/%'}", WorstBodies::distinct);
    IntFunction<String> claim =
        text("{'name':'%','persistentVolumeClaim':{'claimName':'%'}}", WorstBodies::missing);
    IntFunction<String> known =
        i ->
            "{'name':'n"
                + i
                + "','persistentVolumeClaim':{'claimName':'"
                + WorstWorld.name("claim", i % 1000)
                + "'}}";
    IntFunction<String> template =
        text(
            "{'metadata':{'name':'%'},'spec':{'storageClassName':'waitforfirstconsumer',"
                + "'accessModes':['ReadWriteMany'],'resources':{'requests':{'storage':'1Gi'}}}}",
            WorstBodies::distinct);
    IntFunction<String> ephemeral =
        text(
            "{'name':'%','ephemeral':{'volumeClaimTemplate':{'spec':{'storageClassName':'%',"
                + "'accessModes':['ReadWriteOnce'],'resources':{'requests':{'storage':'1Gi'}}}}}}",
            WorstBodies::distinct);
    String templates =
        object(
            "apps/v1",
            "StatefulSet",
            "'spec':{'replicas':2147483647,'volumeClaimTemplates':[@],'template':{'spec':{"
                + MAIN
                + "}}}");
    IntFunction<String> emptyDir = text("{'name':'%','emptyDir':{}}", WorstBodies::distinct);
    add(
        "empty-dir-not-state",
        "volumes and mounts",
        carrier("StatefulSet", mounted),
        text("{'name':'%','mountPath':'/var/lib/postgresql/%'}", WorstBodies::distinct),
        emptyDir);
    add(
        "empty-dir-not-state",
        "containers and volumes",
        carrier("Deployment", "'containers':[@],'volumes':[@]"),
        text(
            "{'name':'%','volumeMounts':[{'name':'%','mountPath':'/data'}]}",
            WorstBodies::distinct),
        emptyDir);
    add(
        "empty-dir-not-state",
        "mounts of one volume",
        carrier("Deployment", mounted),
        text("{'name':'same','mountPath':'/var/lib/mysql'}", WorstBodies::distinct),
        text("{'name':'same','emptyDir':{}}", WorstBodies::distinct));
    add(
        "nfs-export-allowed",
        "volumes",
        volumes,
        text("{'name':'%','nfs':{'server':'s%','path':'/%'}}", WorstBodies::distinct));
    add(
        "nfs-export-allowed",
        "volumes of drivers",
        volumes,
        text(
            "{'csi':{'driver':'nfs.csi.k8s.io','volumeAttributes':{'server':'%','share':'/'}}}",
            WorstBodies::missing));
    add(
        "no-git-repo",
        "volumes",
        volumes,
        text("{'name':'%','gitRepo':{'repository':'%'}}", WorstBodies::missing));
    add(
        "no-git-repo",
        "pods",
        workers(),
        text(worker("'volumes':[{'gitRepo':{}}]"), WorstBodies::distinct));
    add(
        "no-host-path",
        "paths and mounts",
        pod(mounted),
        mount,
        text("{'name':'%','hostPath':{'path':'/%'}}", WorstBodies::distinct));
    add("no-host-path", "claims and mounts", pod(mounted), mount, known);
    add("no-host-path", "unknown claims", volumes, claim);
    add("no-host-path", "ephemeral claims", pod(mounted), mount, ephemeral);
    add("no-host-path", "templates", templates, template);
    add(
        "no-host-path",
        "paths below a long key",
        longKey("'volumes':[@]"),
        text("{'name':'%','hostPath':{'path':'/%'}}", WorstBodies::distinct));
    add(
        "no-host-path",
        "pods",
        workers(),
        text(worker("'volumes':[{'hostPath':{'path':'/'}}]"), WorstBodies::distinct));
    add(
        "no-inline-nfs",
        "volumes",
        volumes,
        text("{'name':'%','nfs':{'server':'%','path':'/%'}}", WorstBodies::missing));
    List<String> rule = List.of("pvc-bound-rwx-nfs", "storage-class-explicit");
    add(rule, "unknown claims", volumes, claim);
    add(rule, "claims", volumes, known);
    add(rule, "ephemeral claims", volumes, ephemeral);
    add(rule, "templates", templates, template);
    add(
        rule,
        "pods of a claim",
        workers(),
        text(
            worker("'volumes':[{'name':'v','persistentVolumeClaim':{'claimName':'%'}}]"),
            WorstBodies::distinct));
    add(
        rule,
        "labels of a claim",
        object(
            "v1",
            "PersistentVolumeClaim",
            "'spec':{'storageClassName':'immediate','accessModes':['ReadWriteOnce'],'resources':"
                + "{'requests':{'storage':'1Gi'}},'selector':{'matchLabels':{@}}}"),
        text("'%':'v'", WorstBodies::distinct));
    add(
        rule,
        "access modes of a claim",
        object(
            "v1",
            "PersistentVolumeClaim",
            "'spec':{'storageClassName':'immediate','accessModes':[@]}"),
        text("'%'", WorstBodies::distinct));
    add(
        rule,
        "values of a claim",
        object(
            "v1",
            "PersistentVolumeClaim",
            "'spec':{'storageClassName':'immediate','accessModes':['ReadWriteOnce'],'resources':"
                + "{'requests':{'storage':'1Gi'}},'selector':{'matchExpressions':[{'key':'disk',"
                + "'operator':'NotIn','values':[@]}]}}"),
        text("'%'", WorstBodies::distinct));
    add("stateful-set-storage", "templates", templates, template);
    add("stateful-set-storage", "claims", carrier("StatefulSet", MAIN + ",'volumes':[@]"), known);
    add(
        "stateful-set-storage",
        "unknown claims",
        carrier("StatefulSet", MAIN + ",'volumes':[@]"),
        claim);
    rule = List.of("pv-reclaim-policy", "unique-volume-source", "nfs-export-allowed");
    add(
        rule,
        "mount options",
        object(
            "v1",
            "PersistentVolume",
            "'spec':{'persistentVolumeReclaimPolicy':'Delete','nfs':{'server':'nas','path':"
                + "'/export'},'mountOptions':[@]}"),
        text("'%'", WorstBodies::distinct));
    add(
        rule,
        "a deep directory",
        object("v1", "PersistentVolume", "'spec':{'nfs':{'server':'nas','path':'/@'}}"),
        _ -> "a/");
    add(
        rule,
        "attributes",
        object(
            "v1",
            "PersistentVolume",
            "'spec':{'csi':{'driver':'nfs.csi.k8s.io','volumeHandle':'h1','volumeAttributes':"
                + "{@}}}"),
        text("'%':'v'", WorstBodies::missing));
  }

  private void gpus() {
    String gpu = "'resources':{'limits':{'nvidia.com/gpu':1}}";
    String main = "'containers':[{'name':'c'," + gpu + "}]";
    String terms =
        "'affinity':{'nodeAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':{"
            + "'nodeSelectorTerms':[@]}}}";
    IntFunction<String> term =
        text(
            "{'matchExpressions':[{'key':'%','operator':'In','values':['%']}]}",
            WorstBodies::distinct);
    List<String> rule =
        List.of(
            "gpu-capacity",
            "gpu-limits",
            "gpu-node-affinity",
            "gpu-rollout",
            "gpu-toleration",
            "gpu-visible-devices");
    String kind = "Deployment";
    add(
        rule,
        "containers with GPUs",
        carrier(kind, "'containers':[@]"),
        text("{'name':'%'," + gpu + '}', WorstBodies::distinct));
    add(
        rule,
        "init containers with GPUs",
        carrier(kind, "'initContainers':[@]," + main),
        text("{'name':'%','restartPolicy':'Always'," + gpu + '}', WorstBodies::distinct));
    add(
        rule,
        "resources",
        carrier(kind, "'containers':[{'resources':{'limits':{'nvidia.com/gpu':1,@}}}]"),
        text("'nvidia.com/%':1", WorstBodies::distinct));
    add(
        rule,
        "absurd amounts",
        carrier(kind, "'containers':[@]"),
        text(
            "{'resources':{'requests':{'nvidia.com/gpu':'9E','memory':'8.000000001E'}}}",
            WorstBodies::distinct));
    add(rule, "affinity terms", carrier(kind, main + ',' + terms), term);
    add(
        rule,
        "affinity values",
        carrier(
            kind,
            main
                + ','
                + terms.replace(
                    "@",
                    "{'matchExpressions':[{'key':'nvidia.com/gpu.product','operator':'NotIn',"
                        + "'values':[@]}]}")),
        text("'%'", WorstBodies::distinct));
    add(
        rule,
        "node selector",
        carrier(kind, main + ",'nodeSelector':{@}"),
        text("'%':'v'", WorstBodies::distinct));
    add(
        rule,
        "tolerations",
        carrier(kind, main + ",'tolerations':[@]"),
        text("{'key':'%','operator':'Exists'}", WorstBodies::distinct));
    add(
        rule,
        "volumes",
        carrier(kind, main + ",'volumes':[@]"),
        i ->
            "{'name':'n"
                + i
                + "','persistentVolumeClaim':{'claimName':'"
                + WorstWorld.name("claim", i % 1000)
                + "'}}");
    String required = "'requiredDuringSchedulingIgnoredDuringExecution':[@]";
    for (String affinity : List.of("podAffinity", "podAntiAffinity")) {
      String written = ",'affinity':{'" + affinity + "':{" + required + "}}";
      add(
          rule,
          affinity,
          carrier(kind, main + written),
          text("{'topologyKey':'%','labelSelector':{},'namespaces':['%']}", WorstBodies::distinct));
      add(
          rule,
          affinity + " values",
          carrier(
              kind,
              main
                  + written.replace(
                      "@",
                      "{'topologyKey':'kubernetes.io/hostname','namespaceSelector':{},"
                          + "'labelSelector':{'matchExpressions':[@]}}")),
          text("{'key':'%','operator':'DoesNotExist'}", WorstBodies::distinct));
    }
    add(
        rule,
        "topology spread",
        carrier(kind, main + ",'topologySpreadConstraints':[@]"),
        text(
            "{'topologyKey':'kubernetes.io/hostname','maxSkew':1,'labelSelector':{'matchLabels':"
                + "{'%':'v'}},'whenUnsatisfiable':'DoNotSchedule','nodeTaintsPolicy':'Honor'}",
            WorstBodies::distinct));
    add(
        rule,
        "resource claims",
        carrier(kind, main + ",'resourceClaims':[@]"),
        text("{'name':'%','resourceClaimName':'%'}", WorstBodies::distinct));
    rule = rule.stream().filter(id -> !id.equals("gpu-rollout")).toList();
    add(rule, "pods", workers(), text(worker(main), WorstBodies::distinct));
    add(
        rule,
        "tolerations below a long key",
        longKey(main + ",'tolerations':[@]"),
        text("{'key':'%'}", WorstBodies::distinct));
    add(
        "gpu-visible-devices",
        "variables",
        pod("'containers':[{'name':'c','env':[@]}]"),
        _ -> "{'name':'NVIDIA_VISIBLE_DEVICES','value':'all'}");
    add(
        "gpu-visible-devices",
        "sources of variables",
        pod("'containers':[{'name':'c','envFrom':[@]}]"),
        text("{'prefix':'%','configMapRef':{'name':'%'}}", WorstBodies::distinct));
    add(
        "gpu-visible-devices",
        "mounts",
        pod("'containers':[{'name':'c','volumeMounts':[@]}]"),
        text(
            "{'name':'%','mountPath':'/var/run/nvidia-container-devices/%'}",
            WorstBodies::distinct));
    add(
        "gpu-visible-devices",
        "annotations",
        "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p','annotations':{@}},'spec':{}}",
        text("'cdi.k8s.io/%':'nvidia.com/gpu=all'", WorstBodies::distinct));
    add(
        "gpu-rollout",
        "a long word",
        object(
            "apps/v1",
            "Deployment",
            "'spec':{'strategy':{'rollingUpdate':{'maxSurge':'@%'}},'template':{'spec':{"
                + main
                + "}}}"),
        _ -> "9".repeat(1000));
  }

  private void manifests() {
    add(
        "manifest-strict",
        "unknown fields",
        pod("'containers':[],@"),
        text("'%':1", WorstBodies::distinct));
    add("manifest-strict", "misspelt fields", pod("@"), i -> "'contaienrs" + i + "':[]");
    add("manifest-strict", "long unknown fields", pod("@"), text("'%':{}", WorstBodies::missing));
    add(
        "manifest-strict",
        "one unknown field in each container",
        pod("'containers':[@]"),
        _ -> "{'nodeSelecter':{}}");
    add(
        "manifest-strict",
        "values of the wrong type",
        pod("'containers':[@]"),
        text("{'name':1,'args':'%','ports':{},'tty':'%'}", WorstBodies::distinct));
    add(
        "manifest-strict",
        "unknown fields below a long key",
        object(
            "apiextensions.k8s.io/v1",
            "CustomResourceDefinition",
            "'spec':{'versions':[{'schema':{'openAPIV3Schema':{'properties':{'"
                + "k".repeat(LONGEST_KEY)
                + "':{@}}}}}]}"),
        text("'%':1", WorstBodies::distinct));
    add(
        "manifest-strict",
        "unknown fields deep down",
        object(
            "apiextensions.k8s.io/v1",
            "CustomResourceDefinition",
            "'spec':{'versions':[{'schema':{'openAPIV3Schema':{"
                + "'properties':{'name':{".repeat(55)
                + "@"
                + "}}".repeat(55)
                + "}}}]}"),
        text("'%':1", WorstBodies::distinct));
    add("manifest-strict", "doubled keys", pod("'containers':[@]"), _ -> "{'name':'a','name':'b'}");
  }

  private void answers() {
    add(
        List.of("api-validation", "immutable-fields"),
        "invalid containers",
        pod("'containers':[@]"),
        text("{'name':'% %','image':'','ports':[{}]}", WorstBodies::distinct));
    add(
        "api-validation",
        "invalid labels",
        object("v1", "ConfigMap", "'metadata':{'name':'a','labels':{@}}"),
        text("'%':'a b'", WorstBodies::colliding));
    add(
        "api-validation",
        "long names of volumes that are not there",
        pod("'containers':[{'name':'a','image':'a','volumeMounts':[@]}]"),
        text("{'name':'%'}", WorstBodies::missing));
    add(
        "api-validation",
        "invalid and unknown fields",
        pod("'containers':[@]"),
        text("{'name':'% %','imgae':'a'}", WorstBodies::distinct));
    add(
        "references-exist",
        "ConfigMaps that are not there",
        pod("'containers':[{'name':'a','envFrom':[@]}]"),
        text("{'configMapRef':{'name':'%'}}", WorstBodies::missing));
    add(
        "references-exist",
        "Secrets that are not there",
        pod("'containers':[],'volumes':[@]"),
        text("{'name':'%','secret':{'secretName':'%'}}", WorstBodies::colliding));
    add(
        "references-exist",
        "Secrets for images",
        pod("'containers':[],'imagePullSecrets':[@]"),
        text("{'name':'%'}", WorstBodies::distinct));
  }
}
