package dev.haetae.chart;

import static dev.haetae.chart.Rendered.at;
import static dev.haetae.chart.Rendered.keys;
import static dev.haetae.chart.Rendered.list;
import static dev.haetae.chart.Rendered.number;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.haetae.GoldenFile;
import dev.haetae.cli.CommandLineInterface;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.configuration.Certificates;
import dev.haetae.configuration.Configuration;
import dev.haetae.configuration.ConfigurationReader;
import dev.haetae.configuration.Registration;
import dev.haetae.policy.AgentNamespaces;
import dev.haetae.policy.PolicyFolders;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Quantity;
import dev.haetae.server.ServerOptions;
import dev.haetae.simulator.admission.request.ResourceNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/**
 * The chart is rendered by a real helm with the values of {@code charts/haetae/ci}, and comes to
 * the golden files of {@code charts/haetae/tests}.
 */
class ChartIT {
  private static final Path VALUES = Helm.CHART.resolve("ci");
  private static final Path GOLDENS = Helm.CHART.resolve("tests");

  private final Helm helm = Helm.require();

  @TempDir private Path folder;

  static List<Path> values() throws IOException {
    return PolicyFolders.names(VALUES).stream().map(VALUES::resolve).toList();
  }

  @ParameterizedTest
  @MethodSource("values")
  void satisfiesHelm(Path values) {
    Helm.Outcome outcome = helm.lint(values);
    assertThat(outcome.code()).as(outcome.out() + outcome.error()).isZero();
  }

  @ParameterizedTest
  @MethodSource("values")
  void passesItsOwnRules(Path values) throws IOException {
    Path manifests = folder.resolve("chart.yaml");
    Files.writeString(manifests, helm.render("--include-crds", "--values", values.toString()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code;
    try (PrintStream stream = new PrintStream(out, false, UTF_8)) {
      Terminal terminal =
          new Terminal(InputStream.nullInputStream(), stream, stream, Map.of(), false);
      code =
          CommandLineInterface.run(
              new String[] {"check", manifests.toString()},
              terminal,
              InstantSource.fixed(Instant.EPOCH),
              (_, _, _, _) -> "not here",
              "test");
    }
    assertThat(code).as(out.toString(UTF_8)).isZero();
    assertThat(out.toString(UTF_8)).contains("0 denials, 0 warnings");
  }

  @ParameterizedTest
  @MethodSource("values")
  void writesAConfigurationThatHaetaeReads(Path values) throws Exception {
    Rendered rendered = render(values);
    String written = "";
    for (Map<?, ?> map : rendered.all("ConfigMap")) {
      written += at(map, "data", "configuration.yaml") instanceof String text ? text : "";
    }
    Configuration configuration =
        ConfigurationReader.read(written.getBytes(UTF_8), values.toString());

    Registration registration = configuration.registration();
    if (registration == null) {
      assertThat(rendered.all("ValidatingWebhookConfiguration")).isEmpty();
    } else {
      assertThat(registration.validating())
          .isEqualTo(at(rendered.one("ValidatingWebhookConfiguration"), "metadata", "name"));
      assertThat(registration.mutating())
          .isEqualTo(at(rendered.one("MutatingWebhookConfiguration"), "metadata", "name"));
    }
    if (!rendered.all("ValidatingAdmissionPolicy").isEmpty()) {
      assertThat(agents(rendered)).containsAll(configuration.agents().names());
    }
    assertThat(configuration.lease()).isEqualTo(at(rendered.one("Lease"), "metadata", "name"));
    Certificates certificates = configuration.certificates();
    if (certificates == null) {
      assertThat(rendered.all("Secret")).isEmpty();
    } else {
      assertThat(certificates.secret()).isEqualTo(at(rendered.one("Secret"), "metadata", "name"));
    }
  }

  // The names that the guard keeps to operators.
  private static List<String> agents(Rendered rendered) {
    Map<?, ?> guard = rendered.all("ValidatingAdmissionPolicy").getFirst();
    String names = "" + at(guard, "spec", "variables", 0, "expression");
    return new Yaml().load(names);
  }

  @ParameterizedTest
  @MethodSource("values")
  void locksDownEveryPod(Path values) {
    Rendered rendered = render(values);
    for (Map<?, ?> spec : rendered.podSpecs()) {
      assertThat(at(spec, "securityContext", "runAsNonRoot")).isEqualTo(true);
      assertThat(at(spec, "securityContext", "seccompProfile", "type")).isEqualTo("RuntimeDefault");
      assertThat(spec.get("hostNetwork")).isNull();
      assertThat(spec.get("hostPID")).isNull();
      assertThat(list(spec, "containers")).hasSize(1);
      List<Object> containers = new ArrayList<>(list(spec, "containers"));
      containers.addAll(list(spec, "initContainers"));
      containers.forEach(ChartIT::isLockedDown);
    }
  }

  private static void isLockedDown(Object container) {
    assertThat(at(container, "securityContext"))
        .isEqualTo(
            Map.of(
                "allowPrivilegeEscalation",
                false,
                "privileged",
                false,
                "readOnlyRootFilesystem",
                true,
                "capabilities",
                Map.of("drop", List.of("ALL"))));
    String limit = String.valueOf(at(container, "resources", "limits", "memory"));
    assertThat(quantity(limit)).isLessThanOrEqualTo(quantity("512Mi"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void asksForTheLeastRights(Path values) {
    Rendered rendered = render(values);
    List<Map<?, ?>> roles = new ArrayList<>(rendered.all("ClusterRole"));
    // The operators', which no ServiceAccount of ours has.
    roles.removeIf(role -> ("" + at(role, "metadata", "name")).endsWith("-exempt-namespaces"));
    roles.addAll(rendered.all("Role"));
    assertThat(roles).hasSize(2);
    for (Map<?, ?> role : roles) {
      for (Object rule : list(role, "rules")) {
        List<Object> resources = list(rule, "resources");
        List<Object> verbs = list(rule, "verbs");
        for (String field : List.of("apiGroups", "resources", "verbs", "resourceNames")) {
          assertThat(list(rule, field)).as(field).doesNotContain("*");
        }
        if (isOfReports(rule)) {
          continue;
        }
        assertThat(verbs).doesNotContain("create", "delete", "deletecollection");
        boolean statusOnly =
            resources.stream().allMatch(resource -> ("" + resource).endsWith("/status"));
        boolean readOnly = List.of("get", "list", "watch").containsAll(verbs);
        boolean guarded =
            Stream.of(
                    "secrets",
                    "leases",
                    "mutatingwebhookconfigurations",
                    "validatingwebhookconfigurations")
                .anyMatch(resources::contains);
        if (guarded || !(readOnly || statusOnly)) {
          assertThat(list(rule, "resourceNames")).as("names of %s", resources).hasSize(1);
        }
      }
    }
  }

  // Nobody can be let make objects of one name only; all else is of the one name.
  private static boolean isOfReports(Object rule) {
    if (!list(rule, "resources").stream().allMatch(kind -> ("" + kind).endsWith("reports"))) {
      return false;
    }
    if (list(rule, "resourceNames").isEmpty()) {
      assertThat(list(rule, "verbs")).isEqualTo(List.of("create"));
    } else {
      assertThat(list(rule, "resourceNames")).isEqualTo(List.of("haetae"));
      assertThat(list(rule, "verbs")).isEqualTo(List.of("get", "update", "patch", "delete"));
    }
    return true;
  }

  /** There are rights to reports, and a hook that removes them, where there are reports. */
  @ParameterizedTest
  @CsvSource({
    "true, true, '', unregister, delete-reports",
    "true, false, '', '', delete-reports",
    "false, true, '', '', unregister",
    "true, true, https://a:1, '', ''",
    "false, false, '', '', ''",
  })
  void reportsAreRemovedWithTheReleaseThatWroteThem(
      boolean reports, boolean webhook, String url, String first, String last) {
    Rendered rendered =
        Rendered.of(
            helm.render(
                "--set",
                "reports.enabled=%s,webhook.enabled=%s,webhook.url=%s"
                    .formatted(reports, webhook, url)));
    long rules =
        rendered.all("ClusterRole").stream()
            .flatMap(role -> list(role, "rules").stream())
            .filter(ChartIT::isOfReports)
            .count();
    assertThat(rules).isEqualTo(reports ? 4 : 0);
    List<Map<?, ?>> hooks = rendered.all("Job");
    assertThat(hooks).hasSize(last.isEmpty() ? 0 : 1);
    for (Map<?, ?> hook : hooks) {
      Object spec = at(hook, "spec", "template", "spec");
      List<Object> before = list(spec, "initContainers");
      assertThat(before).hasSize(first.isEmpty() ? 0 : 1);
      before.forEach(container -> assertThat(at(container, "name")).isEqualTo(first));
      assertThat(at(spec, "containers", 0, "name")).isEqualTo(last);
    }
  }

  /** An audit may list all that it looks at, and only where there is one. */
  @Test
  void mayListWhatIsAudited() {
    List<GroupKind> kinds = new ArrayList<>(Carriers.SHIPPED.kinds());
    kinds.addAll(
        List.of(
            GroupKind.SERVICE,
            GroupKind.PERSISTENT_VOLUME,
            GroupKind.PERSISTENT_VOLUME_CLAIM,
            GroupKind.STORAGE_CLASS,
            GroupKind.RESOURCE_QUOTA,
            GroupKind.LIMIT_RANGE));
    List<GroupKind> more = new ArrayList<>(kinds);
    more.add(new GroupKind("example.dev", "TrainingJob"));
    more.add(new GroupKind("example.dev", "Policy"));
    Rendered shipped = Rendered.of(helm.render());
    assertThat(kinds).allMatch(kind -> isListed(kind, shipped));
    Rendered rendered =
        Rendered.of(
            helm.render(
                "--set-json",
                "carriers=[{\"group\":\"example.dev\",\"kind\":\"TrainingJob\",\"podSpecs\":[\"spec\"]},"
                    + "{\"group\":\"example.dev\",\"kind\":\"Policy\",\"podSpecs\":[\"spec\"]}]"));
    assertThat(more).allMatch(kind -> isListed(kind, rendered));
    Rendered without = Rendered.of(helm.render("--set", "audit.enabled=false"));
    assertThat(isListed(GroupKind.DEPLOYMENT, without)).isFalse();
  }

  private static boolean isListed(GroupKind kind, Rendered rendered) {
    return rendered.all("ClusterRole").stream()
        .flatMap(role -> list(role, "rules").stream())
        .anyMatch(rule ->
            list(rule, "apiGroups").contains(kind.group())
                && list(rule, "resources").contains(ResourceNames.plural(kind))
                && list(rule, "verbs").contains("list"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void keepsNamesShortAndLabelsEverything(Path values) {
    String release = "r".repeat(53);
    for (String name : List.of("haetae", release)) {
      String text =
          helm.run(
                  Map.of(),
                  "template",
                  name,
                  Helm.CHART.toString(),
                  "--kube-version",
                  "1.36.3",
                  "--namespace",
                  "haetae",
                  "--values",
                  values.toString())
              .out();
      for (Map<?, ?> object : Rendered.of(text).objects()) {
        assertThat((String) at(object, "metadata", "name"))
            .hasSizeLessThanOrEqualTo(63)
            .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
        assertThat(keys(object, "metadata", "labels"))
            .contains(
                "app.kubernetes.io/name",
                "app.kubernetes.io/instance",
                "app.kubernetes.io/version",
                "app.kubernetes.io/managed-by",
                "helm.sh/chart");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "everything"})
  @Tag(GoldenFile.TAG)
  void comesToWhatIsWrittenDown(String name) throws IOException {
    // Policies come and go; they are compared with their folders instead.
    StringBuilder text = new StringBuilder();
    String values = VALUES.resolve(name + "-values.yaml").toString();
    for (String document : helm.render("--values", values).split("(?m)^---\n", -1)) {
      if (!document.contains("\nkind: Policy\n") && !document.isBlank()) {
        text.append("---\n").append(document);
      }
    }
    GoldenFile.compare(GOLDENS.resolve(name + ".yaml"), text.toString());
  }

  @Test
  void installsThePackAsItShips() throws IOException {
    List<Map<?, ?>> policies = render(VALUES.resolve("default-values.yaml")).all("Policy");
    assertThat(policies)
        .extracting(policy -> at(policy, "metadata", "name"))
        .containsExactlyElementsOf(
            ShippedPolicies.load().stream().map(policy -> (Object) policy.name()).toList());
    for (Map<?, ?> policy : policies) {
      Path shipped =
          PolicyFolders.ROOT
              .resolve(String.valueOf(at(policy, "metadata", "name")))
              .resolve("policy.yaml");
      Map<?, ?> written = new Yaml().load(Files.readString(shipped, UTF_8));
      assertThat(policy.get("spec")).isEqualTo(written.get("spec"));
    }
  }

  @Test
  void mergesMapsAndReplacesLists() {
    Rendered rendered = render(VALUES.resolve("everything-values.yaml"));
    Object limits = policy(rendered, "gpu-limits");
    assertThat(at(limits, "spec", "validationActions")).isEqualTo(List.of("Warn"));
    assertThat(at(limits, "spec", "mutate")).isEqualTo(true);
    assertThat(at(limits, "spec", "parameters", "maxPerPod")).isEqualTo(8);
    assertThat(at(limits, "spec", "parameters", "maxPerContainer")).isEqualTo(0);
    assertThat(list(limits, "spec", "parameters", "resources")).isNotEmpty();
    Object hostPath = policy(rendered, "no-host-path");
    assertThat(at(hostPath, "spec", "validationActions")).isEqualTo(List.of("Deny"));
    assertThat(at(hostPath, "spec", "failurePolicy")).isEqualTo("Ignore");
    assertThat(list(hostPath, "spec", "matchConstraints", "excludeNamespaces"))
        .isEqualTo(List.of("kube-system", "logging"));
    assertThat(rendered.all("Policy"))
        .extracting(policy -> at(policy, "metadata", "name"))
        .doesNotContain("node-port-range");

    assertThat(helm.render("--set", "policies.liveness-probe.enabled=true"))
        .contains("\n  name: liveness-probe\n");
    String off =
        helm.render(
            "--set", "policies.gpu-node-affinity.mutate=false", "-s", "templates/policies.yaml");
    assertThat(at(policy(Rendered.of(off), "gpu-node-affinity"), "spec", "mutate"))
        .as("a shipped true that is switched off")
        .isEqualTo(false);
    assertThat(
            helm.render("--set", "policyDefaults.enabled=false", "--set", "webhook.enabled=true"))
        .doesNotContain("\nkind: Policy\n");
  }

  @Test
  void guardsEveryNameThatIsNotJudged() {
    Rendered rendered = render(VALUES.resolve("everything-values.yaml"));
    Map<?, ?> guard = rendered.all("ValidatingAdmissionPolicy").getFirst();
    Set<String> names = new TreeSet<>(AgentNamespaces.SHIPPED.names());
    // logging is judged, but for one policy that excludes it.
    names.addAll(List.of("haetae", "edge-cni"));
    assertThat(at(guard, "spec", "variables", 0, "expression"))
        .isEqualTo("[\"" + String.join("\",\"", names) + "\"]");
    assertThat(
            rendered.all("ValidatingAdmissionPolicyBinding").stream()
                .map(binding -> at(binding, "spec", "policyName")))
        .containsExactlyElementsOf(
            rendered.all("ValidatingAdmissionPolicy").stream()
                .map(policy -> at(policy, "metadata", "name"))
                .toList());
    assertThat(rendered.all("ClusterRoleBinding"))
        .anySatisfy(binding -> {
          assertThat(at(binding, "roleRef", "name")).isEqualTo("guardrail-exempt-namespaces");
          assertThat(list(binding, "subjects")).hasSize(2);
        });

    assertThat(render(VALUES.resolve("unregistered-values.yaml")).counts())
        .doesNotContainKeys("ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "Job");
    assertThat(helm.render("--set", "exemptNamespaces.guarded=false"))
        .doesNotContain("validatingadmission", "exempt-namespaces");
  }

  @Test
  void leavesToTheServerWhatTheServerFillsIn() {
    Rendered rendered = render(VALUES.resolve("default-values.yaml"));
    assertThat(keys(rendered.one("ValidatingWebhookConfiguration"))).doesNotContain("webhooks");
    assertThat(keys(rendered.one("MutatingWebhookConfiguration"))).doesNotContain("webhooks");
    assertThat(keys(rendered.one("Secret"))).doesNotContain("data", "stringData");
    assertThat(keys(rendered.one("Lease"))).doesNotContain("spec");
    // A changed configuration is read again, so it must not restart the pods.
    assertThat(rendered.one("Deployment").toString()).doesNotContain("checksum");
  }

  @Test
  void installsNoPodsForAServerOutside() {
    for (String name : List.of("outside", "outside-files")) {
      Rendered rendered = render(VALUES.resolve(name + "-values.yaml"));
      assertThat(rendered.podSpecs()).isEmpty();
      assertThat(rendered.counts())
          .doesNotContainKeys("Service", "PodDisruptionBudget", "NetworkPolicy", "PodMonitor")
          .containsKeys("ServiceAccount", "Lease", "ConfigMap", "ValidatingWebhookConfiguration");
    }
    assertThat(render(VALUES.resolve("outside-values.yaml")).counts()).containsKey("Secret");
    assertThat(render(VALUES.resolve("outside-files-values.yaml")).counts())
        .doesNotContainKey("Secret");
  }

  @Test
  void hasTheAuthorityInjectedByCertManager() {
    Rendered rendered = render(VALUES.resolve("cert-manager-values.yaml"));
    assertThat(rendered.counts()).containsEntry("Certificate", 2).doesNotContainKey("Secret");
    for (String kind : List.of("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration")) {
      assertThat(
              at(rendered.one(kind), "metadata", "annotations", "cert-manager.io/inject-ca-from"))
          .isEqualTo("haetae/haetae");
    }
    assertThat((String) at(rendered.one("ConfigMap"), "data", "configuration.yaml"))
        .contains("caBundle: injected")
        .doesNotContain("\ncertificates:");
    assertThat(render(VALUES.resolve("issuer-values.yaml")).counts())
        .containsEntry("Certificate", 1)
        .doesNotContainKey("Issuer");
  }

  @Test
  void demandsClientCertificates() throws IOException {
    String pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    Path file = Files.writeString(folder.resolve("clients.crt"), pem);
    String authority = "certificates.clients.authority=" + file;
    Rendered rendered = Rendered.of(helm.render("--set-file", authority));

    assertThat(at(rendered.one("ConfigMap"), "data", "client-ca.crt")).isEqualTo(pem);
    assertThat(arguments(rendered)).containsSequence("--client-ca", "/etc/haetae/client-ca.crt");
    assertThat(arguments(render(VALUES.resolve("everything-values.yaml"))))
        .containsSequence("--client-ca", "/etc/haetae-clients/ca.crt");
    assertThat(arguments(render(VALUES.resolve("default-values.yaml"))))
        .doesNotContain("--client-ca");
    assertThat(
            helm.template("--set-file", authority, "--set", "certificates.clients.configMap=a")
                .error())
        .contains("certificates.clients has both an authority and a configMap");
  }

  private static List<Object> arguments(Rendered rendered) {
    return list(rendered.one("Deployment"), "spec", "template", "spec", "containers", 0, "args");
  }

  @Test
  void givesPodsTimeToEnd() {
    Object spec =
        at(
            render(VALUES.resolve("default-values.yaml")).one("Deployment"),
            "spec",
            "template",
            "spec");
    int pause = number(spec, "containers", 0, "lifecycle", "preStop", "sleep", "seconds");
    long drain = ServerOptions.of(Path.of("tls")).times().drainTimeout().toSeconds();
    assertThat(number(spec, "terminationGracePeriodSeconds"))
        .isGreaterThanOrEqualTo(pause + Math.toIntExact(drain) + 5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          webhook.enabled=false,webhook.url=https://a:1 | webhook.url says where a registered server answers, but webhook.enabled is false: set it to true, or leave the url empty
          webhook.url=https://a:1,certificates.mode=certManager | certificates.mode certManager mounts a Secret into pods, and with webhook.url there are none: use managed, or files with the server's own --tls-dir
          certificates.mode=files | certificates.mode files is for a server outside the cluster: set webhook.url, or bring a Secret with the mode existingSecret
          certificates.mode=existingSecret | certificates.mode existingSecret needs the Secret's name in certificates.existingSecret
          certificates.existingSecret=mine | certificates.existingSecret is set, but certificates.mode is managed: set the mode to existingSecret
          certificates.clients.configMap=a,webhook.url=https://a:1 | certificates.clients is for pods, and with webhook.url there are none: give the server outside the cluster its own --client-ca
          certificates.leafLifetime=90m,certificates.authorityLifetime=4h29m | certificates.authorityLifetime 4h29m must be three times certificates.leafLifetime 90m at least: an authority outlives what it has signed
          certificates.leafLifetime=1s | certificates.leafLifetime 1s must be 10s at least
          certificates.leafLifetime=0h9s | certificates.leafLifetime 0h9s must be 10s at least
          certificates.leafLifetime=011h,certificates.authorityLifetime=32h | certificates.authorityLifetime 32h must be three times certificates.leafLifetime 011h at least
          freshness.brokenAfter=0s | freshness.brokenAfter 0s must be 1s at least: no replica would ever be ready
          reports.enabled=true,audit.enabled=false | reports.enabled writes what audits find, but audit.enabled is false: set it to true, or reports.enabled to false
          reports.maxBytes=1025Mi | reports.maxBytes 1025Mi must be from 1Mi to 1Gi
          audit.every=59s | audit.every 59s must be 1m at least: an audit lists every kind that is judged
          carriers[0].group=apps,carriers[0].kind=Deployment,carriers[0].podSpecs={spec} | carriers: Deployment.apps is known without being configured
          carriers[0].group=a.b,carriers[0].kind=C,carriers[0].podSpecs={spec},carriers[1].group=a.b,carriers[1].kind=C,carriers[1].podSpecs={spec} | carriers: C.a.b is configured twice
          agents.judged={kube-system} | agents.judged may not hold kube-system: without its agents there is no cluster
          agents.judged={team-a} | agents.judged takes namespaces off the shipped list, and that does not hold team-a
          image.tag=latest | image.tag latest names another image tomorrow, and on every node: write a release, or leave it empty for this chart's own
          resources.limits.memory=255Mi | resources.limits.memory 255Mi is less than the 256Mi that a server needs to start
          resources.limits.memory=0.2Gi | resources.limits.memory 0.2Gi is less than the 256Mi that a server needs to start
          resources.limits.memory=200000000 | is less than the 256Mi that a server needs to start
          serviceAccount.create=false | serviceAccount.create is false, so serviceAccount.name has to say which one there is: the rights are bound to it
          resources.limits.memory=null | resources.limits.memory is needed: the heap is sized by it, and without it by the node's memory
          podLabels.helm\\.sh/chart=mine | podLabels may not set helm.sh/chart: the chart sets it, and selectors rely on it
          policies.no-hostpath.enabled=false | policies.no-hostpath: there is no shipped policy of this name, only
          fullnameOverride=1haetae | the objects would be called "1haetae", but the name of a Service begins with a letter: set fullnameOverride
          """)
  void saysWhyItRefuses(String settings, String sentence) {
    Helm.Outcome outcome = helm.template("--set", settings);
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.error()).contains(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          no.such.value=1                             | 'no'
          image.tags=1                                | 'tags'
          webhook.failurePolicy.advise=Ignore         | 'advise'
          webhook.failurePolicy.deny=Deny             | /webhook/failurePolicy/deny
          webhook.url=http://a                        | /webhook/url
          webhook.url=https://a/b                     | /webhook/url
          webhook.timeoutSeconds=31                   | /webhook/timeoutSeconds
          replicas=0                                  | /replicas
          podDisruptionBudget.maxUnavailable=0        | /podDisruptionBudget/maxUnavailable
          certificates.mode=selfSigned                | /certificates/mode
          certificates.clients.authority=ca.crt       | /certificates/clients/authority
          certificates.leafLifetime=30                | /certificates/leafLifetime
          certificates.certManager.issuerRef.nam=x    | 'nam'
          networkPolicy.apiServer.cidrs[0]=10.0.0.1   | /networkPolicy/apiServer/cidrs/0
          policies.no-host-path.action=Warn           | 'action'
          policies.no-host-path.validationActions={X} | /policies/no-host-path/validationActions/0
          policies.no-host-path.matchConstraints.x=1  | 'x'
          policies.no-host-path.validationActions={Deny,Warn} | /policies/no-host-path/validationActions
          policies.no-host-path.mutate=true           | /policies/no-host-path/mutate
          policies.no-host-path.matchConstraints.namespaceSelector.matchLables.a=b | 'matchLables'
          policies.no-host-path.matchConstraints.resourceRules[0].resource=pods | 'resource'
          policies.no-host-path.parameters.allowedPath={/a} | 'allowedPath'
          policies.no-host-path.parameters.allowedPaths={/a} | /policies/no-host-path/parameters/allowedPaths/0
          policies.no-host-path.parameters.allowedPaths[0].readOnly=true | 'pathPrefix'
          policies.gpu-limits.parameters.maxPerPod=-1 | /policies/gpu-limits/parameters/maxPerPod
          policies.gpu-limits.parameters.maxPerPod=eight | /policies/gpu-limits/parameters/maxPerPod
          policies.manifest-strict.parameters.x=1     | 'x'
          policyDefaults.validationActions={Warn,Deny} | /policyDefaults/validationActions
          webhook.url=https://a_b:8443                | /webhook/url
          webhook.url=https://a:65536                 | /webhook/url
          webhook.url=https://10.0.0.256              | /webhook/url
          image.repository=registry/haetae:0.1.0      | /image/repository
          image.tag=a/b                               | /image/tag
          carriers[0].kind=X                          | /carriers/0
          monitoring.podMonitor.enabled=yes           | /monitoring/podMonitor/enabled
          reports.api=wgpolicy                        | /reports/api
          reports.maxBytes=32M                        | /reports/maxBytes
          exceptions.namespaces=all                   | /exceptions/namespaces
          exceptions.namespaces[0]=*                  | /exceptions/namespaces/0
          freshness.brokenAfter=soon                  | /freshness/brokenAfter
          exemptNamespaces.guarded=maybe              | /exemptNamespaces/guarded
          exemptNamespaces.operators={platform}       | /exemptNamespaces/operators/0
          """)
  void refusesUnknownAndWrongValues(String setting, String place) {
    Helm.Outcome outcome = helm.template("--set", setting);
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.error()).contains("schema").contains(place);
  }

  /** What a rule takes, the schema must not refuse. */
  @Test
  void takesTheParametersOfEveryCase() throws IOException {
    Map<String, List<Object>> parameters = new TreeMap<>();
    for (String id : PolicyFolders.ids()) {
      for (Path file : PolicyFolders.cases(id)) {
        String name = file.getFileName().toString().replaceFirst("\\.yaml$", ".policy.yaml");
        Path policy = file.resolveSibling(name);
        if (Files.exists(policy)) {
          Object written = new Yaml().load(Files.readString(policy, UTF_8));
          parameters
              .computeIfAbsent(id, _ -> new ArrayList<>())
              .add(requireNonNull(at(written, "spec"), policy.toString()));
        }
      }
    }
    assertThat(parameters).hasSizeGreaterThan(5);
    int rounds = parameters.values().stream().mapToInt(List::size).max().orElse(0);
    for (int round = 0; round < rounds; round++) {
      Map<String, Object> policies = new TreeMap<>();
      for (Map.Entry<String, List<Object>> rule : parameters.entrySet()) {
        if (round < rule.getValue().size()
            && at(rule.getValue().get(round), "parameters") instanceof Map<?, ?> set) {
          policies.put(rule.getKey(), Map.of("parameters", set));
        }
      }
      Path values = folder.resolve("values.yaml");
      Files.writeString(values, new Yaml().dump(Map.of("policies", policies)));
      Helm.Outcome outcome = helm.template("--values", values.toString());
      assertThat(outcome.error()).isEmpty();
    }
  }

  /** One setting each; what the chart does not refuse, the server can start with. */
  static List<String> settings() {
    List<String> settings = new ArrayList<>();
    for (String url :
        List.of(
            "https://a",
            "https://A.b-c.de:1",
            "https://10.0.0.5:8443",
            "https://[fd00::5]:8443",
            "https://[1:2:3:4:5:6:7:8]",
            "https://[::1]",
            "https://[1::2::3]",
            "https://[1:2]",
            "https://1.2.3",
            "https://a.1",
            "https://a..b",
            "https://a.",
            "https://-a",
            "https://a-",
            "https://a:",
            "https://a:0",
            "https://a:99999",
            "https://u:p@a",
            "https://" + "a".repeat(64))) {
      settings.add("webhook.url=" + url);
    }
    for (String duration :
        List.of(
            "0s", "1s", "9s", "10s", "0h0m", "08h", "1h30m", "999999h", "1000000h", "s", "1d")) {
      settings.add("freshness.brokenAfter=" + duration);
      settings.add("certificates.leafLifetime=" + duration);
      settings.add("certificates.authorityLifetime=" + duration);
      settings.add("certificates.leafLifetime=10s,certificates.authorityLifetime=" + duration);
    }
    for (String path :
        List.of("spec", "a.*.b", "a[].b", "a[]", "a.*", "*", "a..b", ".a", "a.", "a[0].b", "[]")) {
      settings.add("carriers[0].group=a.b,carriers[0].kind=C,carriers[0].podSpecs[0]=" + path);
    }
    for (String group : List.of("a", "a.b-c", "A.b", "a..b", ".a", "a.", "-a", "", "apps")) {
      settings.add(
          "carriers[0].podSpecs={spec},carriers[0].kind=Deployment,carriers[0].group=" + group);
    }
    for (String namespace : List.of("a", "a-b", "A", "a.b", "-a", "a-", "a_b", "")) {
      settings.add("webhook.excludeNamespaces[0]=" + namespace);
      settings.add("exceptions.namespaces[0]=" + namespace);
    }
    for (String name : List.of("a..b", "a.-b", "a--", "a".repeat(62) + "--b", "a-.", "A", "a_b")) {
      settings.add("fullnameOverride=" + name);
      settings.add("nameOverride=" + name);
    }
    for (String bytes : List.of("0Mi", "1Mi", "1024Mi", "1Gi", "2Gi", "99999999999999Gi", "1Ki")) {
      settings.add("reports.maxBytes=" + bytes);
    }
    for (String number : List.of("0", "1", "30", "31", "65535", "65536")) {
      settings.add("service.port=" + number);
      settings.add("webhook.timeoutSeconds=" + number);
    }
    return settings;
  }

  @ParameterizedTest
  @MethodSource("settings")
  void refusesWhatTheServerWouldRefuse(String setting) {
    // As strings where they must be: helm takes what looks like a number for one.
    String option =
        setting.startsWith("service.") || setting.startsWith("webhook.timeout")
            ? "--set"
            : "--set-string";
    Helm.Outcome outcome = helm.template(option, setting);
    if (outcome.code() != 0) {
      assertThat(outcome.error()).containsAnyOf("schema", "must", "is known", "is configured");
      return;
    }
    byte[] written =
        String.valueOf(
                at(Rendered.of(outcome.out()).one("ConfigMap"), "data", "configuration.yaml"))
            .getBytes(UTF_8);
    assertThatCode(() -> ConfigurationReader.read(written, setting)).doesNotThrowAnyException();
  }

  private static Quantity quantity(String text) {
    return requireNonNull(Quantity.parse(text), text);
  }

  private Rendered render(Path values) {
    return Rendered.of(helm.render("--values", values.toString()));
  }

  private static Map<?, ?> policy(Rendered rendered, String name) {
    return rendered.all("Policy").stream()
        .filter(policy -> name.equals(at(policy, "metadata", "name")))
        .findFirst()
        .orElseThrow();
  }
}
