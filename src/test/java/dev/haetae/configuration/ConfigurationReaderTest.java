package dev.haetae.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.haetae.policy.AgentNamespaces;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.GroupKind;
import dev.haetae.tls.Lifetimes;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ConfigurationReaderTest {
  private static final String HEAD =
      """
      apiVersion: haetae.dev/v1alpha1
      kind: Configuration
      """;

  private static Configuration read(String yaml) throws InvalidConfigurationException {
    return ConfigurationReader.read((HEAD + yaml).getBytes(UTF_8), "haetae.yaml");
  }

  /** Each as line:column message; the two lines of {@link #HEAD} count. */
  private static List<String> problems(String yaml) {
    return problemsOf(HEAD + yaml);
  }

  private static List<String> problemsOf(String text) {
    return catchThrowableOfType(
            InvalidConfigurationException.class,
            () -> ConfigurationReader.read(text.getBytes(UTF_8), "haetae.yaml"))
        .problems()
        .stream()
        .map(problem -> problem.line() + ":" + problem.column() + " " + problem.message())
        .toList();
  }

  @Test
  void whatIsNotWrittenHasItsDefault() throws InvalidConfigurationException {
    assertThat(read("")).isEqualTo(Configuration.DEFAULT);
    assertThat(
            read(
                """
                carriers: []
                exceptions: {}
                freshness: {}
                leaderElection: {}
                """))
        .isEqualTo(Configuration.DEFAULT);
    assertThat(Configuration.DEFAULT)
        .isEqualTo(
            new Configuration(
                Carriers.SHIPPED,
                AgentNamespaces.SHIPPED,
                List.of(),
                Duration.ofMinutes(1),
                null,
                null,
                "haetae",
                AuditSettings.DEFAULT,
                ReportSettings.DEFAULT));
    assertThat(read("registration: {service: {}}\ncertificates: {}\n"))
        .isEqualTo(
            new Configuration(
                Carriers.SHIPPED,
                AgentNamespaces.SHIPPED,
                List.of(),
                Duration.ofMinutes(1),
                new Registration(
                    "haetae",
                    "haetae",
                    new Registration.ServiceTarget("haetae", "haetae", 443),
                    3,
                    Registration.OnFailure.FAIL,
                    Registration.OnFailure.IGNORE,
                    List.of("kube-system"),
                    Registration.CaBundle.MANAGED),
                new Certificates("haetae-certificates", Lifetimes.SHIPPED),
                "haetae",
                AuditSettings.DEFAULT,
                ReportSettings.DEFAULT));
  }

  @Test
  void everyKeyIsRead() throws InvalidConfigurationException {
    assertThat(
            read(
                """
                carriers:
                  - {group: example.dev, kind: TrainingJob, podSpecs: ["spec.workers[].template.spec"]}
                  - {group: example.dev, kind: Sweep, podSpecs: [spec.pod, "spec.trials.*.pod"]}
                agents: {namespaces: [edge-cni], judged: [monitoring]}
                exceptions: {namespaces: [platform, operators, platform]}
                freshness: {brokenAfter: 1m30s}
                registration:
                  validating: guard-validating
                  mutating: guard-mutating
                  service: {namespace: guard, name: guard-webhook, port: 8443}
                  timeoutSeconds: 5
                  failurePolicy: {deny: Ignore, advice: Fail}
                  excludeNamespaces: [kube-system, kube-node-lease]
                  caBundle: injected
                certificates: {secret: guard-tls, leafLifetime: 30s, authorityLifetime: 2h}
                leaderElection: {lease: guard}
                audit: {enabled: false, every: 15m, metricsPerNamespace: true}
                reports: {enabled: true, api: wgpolicyk8s, maxBytes: 4Mi}
                """))
        .isEqualTo(
            new Configuration(
                Carriers.shippedAnd(
                    Map.of(
                        new GroupKind("example.dev", "TrainingJob"),
                        List.of("spec.workers[].template.spec"),
                        new GroupKind("example.dev", "Sweep"),
                        List.of("spec.pod", "spec.trials.*.pod"))),
                AgentNamespaces.SHIPPED.without(List.of("monitoring")).and(List.of("edge-cni")),
                List.of("platform", "operators"),
                Duration.ofSeconds(90),
                new Registration(
                    "guard-validating",
                    "guard-mutating",
                    new Registration.ServiceTarget("guard", "guard-webhook", 8443),
                    5,
                    Registration.OnFailure.IGNORE,
                    Registration.OnFailure.FAIL,
                    List.of("kube-system", "kube-node-lease"),
                    Registration.CaBundle.INJECTED),
                new Certificates(
                    "guard-tls", new Lifetimes(Duration.ofSeconds(30), Duration.ofHours(2))),
                "guard",
                new AuditSettings(false, Duration.ofMinutes(15), true),
                new ReportSettings(true, ReportSettings.Api.WGPOLICY, 4 << 20)));
  }

  @Test
  void theWebhooksMayBeReachedByUrl() throws InvalidConfigurationException {
    Registration registration =
        read("registration: {url: 'https://10.0.0.5:8443'}\n").registration();
    assertThat(registration).isNotNull();
    assertThat(registration.target())
        .isEqualTo(new Registration.UrlTarget(URI.create("https://10.0.0.5:8443")));
    assertThat(Registration.OnFailure.FAIL.word()).isEqualTo("Fail");
    assertThat(Registration.OnFailure.IGNORE.word()).isEqualTo("Ignore");
  }

  @Test
  void everyProblemIsReportedAtOnceWithItsPlace() {
    assertThat(
            problems(
                """
                carriers:
                  - {group: "", kind: job, podSpecs: []}
                  - {kind: TrainingJob, podSpecs: ["spec..x", "spec.a[]", "spec.*"]}
                  - {group: apps, kind: Deployment, podSpecs: [spec]}
                  - {group: a.b, kind: C, podSpecs: [spec], path: x}
                  - {group: a.b, kind: C, podSpecs: [spec]}
                exceptions: {namespaces: [Platform]}
                freshness: {brokenAfter: 60}
                registration:
                  validating: Haetae
                  service: {namespace: a.b, name: "", port: 0}
                  timeoutSeconds: 31
                  failurePolicy: {deny: Sometimes, advise: Ignore}
                  excludeNamespaces: [a_b]
                  caBundle: ours
                certificates: {secret: s, leafLifetime: 3d, authorityLifetime: 5s}
                leaderElection: {lease: [x]}
                audit: {every: 30s, enabled: "yes", onStart: true}
                webhooks: {}
                """))
        .containsExactlyInAnyOrder(
            "4:6 carriers[0].group must be a name of lower case letters, digits, '-' and '.', not"
                + " \"\"",
            "4:17 carriers[0].kind must be a kind such as TrainingJob, not \"job\"",
            "4:28 carriers[0].podSpecs must hold at least one path such as"
                + " spec.workers[].template.spec",
            "5:5 carriers[1].group is missing: write the API group of the kind",
            "5:25 carriers[1].podSpecs must hold paths such as spec.workers[].template.spec or"
                + " spec.replicas.*.spec, which end in the name of the field that is the pod spec,"
                + " not \"spec..x\"",
            "5:25 carriers[1].podSpecs must hold paths such as spec.workers[].template.spec or"
                + " spec.replicas.*.spec, which end in the name of the field that is the pod spec,"
                + " not \"spec.a[]\"",
            "5:25 carriers[1].podSpecs must hold paths such as spec.workers[].template.spec or"
                + " spec.replicas.*.spec, which end in the name of the field that is the pod spec,"
                + " not \"spec.*\"",
            "6:19 carriers[2].kind is known without being configured: Deployment.apps",
            "7:45 carriers[3].path is unknown; known are group, kind, podSpecs",
            "8:18 carriers[4].kind is configured twice: C.a.b",
            "9:14 exceptions.namespaces must hold namespaces of lower case letters, digits and"
                + " '-', not \"Platform\"",
            "10:13 freshness.brokenAfter must be a string, not a number",
            "12:3 registration.validating must be a name of lower case letters, digits, '-' and"
                + " '.', not \"Haetae\"",
            "13:13 registration.service.namespace must be a namespace of lower case letters,"
                + " digits and '-', not \"a.b\"",
            "13:29 registration.service.name must be a name of lower case letters, digits, '-'"
                + " and '.', not \"\"",
            "13:39 registration.service.port must be between 1 and 65535, not 0",
            "14:3 registration.timeoutSeconds must be between 1 and 30, not 31",
            "15:19 registration.failurePolicy.deny must be one of Fail, Ignore, not \"Sometimes\"",
            "15:36 registration.failurePolicy.advise is unknown; known are advice, deny",
            "16:3 registration.excludeNamespaces must hold namespaces of lower case letters,"
                + " digits and '-', not \"a_b\"",
            "17:3 registration.caBundle must be one of managed, injected, not \"ours\"",
            "18:27 certificates.leafLifetime must be a duration such as 720h, 90m, 1h30m or 45s,"
                + " not \"3d\"",
            "18:45 certificates.authorityLifetime must be at least 10s, not \"5s\"",
            "19:18 leaderElection.lease must be a string, not an array",
            "20:9 audit.every must be at least 60s, not \"30s\"",
            "20:21 audit.enabled must be a boolean, not a string",
            "20:37 audit.onStart is unknown; known are enabled, every, metricsPerNamespace",
            "21:1 webhooks is unknown; known are agents, apiVersion, audit, carriers, certificates,"
                + " exceptions, freshness, kind, leaderElection, registration, reports");
  }

  @Test
  void agentsMayBeListedAnewOrTakenOffTheList() throws InvalidConfigurationException {
    assertThat(read("agents: {shipped: false, namespaces: [edge-cni]}\n").agents().names())
        .containsExactly("edge-cni", "kube-system");
    assertThat(read("agents: {judged: [logging]}\n").agents())
        .isEqualTo(AgentNamespaces.SHIPPED.without(List.of("logging")));
    assertThat(problems("agents: {judged: [kube-system, team-a], namespaces: [A], more: []}\n"))
        .containsExactlyInAnyOrder(
            "3:10 agents.judged cannot hold kube-system: without its agents there is no cluster",
            "3:10 agents.judged takes namespaces off the shipped list, and that does not hold"
                + " \"team-a\"",
            "3:41 agents.namespaces must hold namespaces of lower case letters, digits and '-', not"
                + " \"A\"",
            "3:58 agents.more is unknown; known are judged, namespaces, shipped");
  }

  @Test
  void reportsHaveAnApiAndABound() {
    assertThat(problems("reports: {enabled: 1, api: openreport, maxBytes: 2Gi, more: 1}\n"))
        .containsExactly(
            "3:11 reports.enabled must be a boolean, not a number",
            "3:23 reports.api must be one of auto, openreports, wgpolicyk8s, not \"openreport\"",
            "3:40 reports.maxBytes must be a number of bytes from 1Mi to 1Gi, such as 32Mi, not"
                + " \"2Gi\"",
            "3:55 reports.more is unknown; known are api, enabled, maxBytes");
    for (String bytes : List.of("1023Ki", "''", "lots", "1500m", "-1Mi")) {
      assertThat(problems("reports: {maxBytes: " + bytes + "}\n")).hasSize(1);
    }
  }

  @Test
  void theTargetIsOneAndSecure() {
    assertThat(problems("registration: {}\n"))
        .containsExactly(
            "3:1 registration.service is missing: write where the API server reaches the"
                + " webhooks, or url");
    assertThat(problems("registration: {service: {}, url: 'https://a'}\n"))
        .containsExactly(
            "3:29 registration.url cannot be written beside service: the API server takes one");
    for (String url :
        List.of("http://a", "https://a/b", "https://u@a", "a", "https:// x", "https://a:65536")) {
      assertThat(problems("registration: {url: '" + url + "'}\n"))
          .containsExactly(
              "3:16 registration.url must be like https://10.0.0.5:8443, without a path, not \""
                  + url
                  + "\"");
    }
  }

  @Test
  void anAuthorityOutlivesWhatItHasSigned() {
    assertThat(problems("certificates: {leafLifetime: 2h, authorityLifetime: 5h}\n"))
        .containsExactly(
            "3:34 certificates.authorityLifetime must be three times leafLifetime at least:"
                + " an authority outlives what it has signed");
  }

  @Test
  void oneObjectIsRead() {
    assertThat(problemsOf(""))
        .containsExactly("0:0 must hold one Configuration of haetae.dev/v1alpha1, not 0 objects");
    assertThat(problems("---\n" + HEAD))
        .containsExactly("0:0 must hold one Configuration of haetae.dev/v1alpha1, not 2 objects");
    assertThat(problemsOf("apiVersion: v1\nkind: ConfigMap\n"))
        .containsExactly(
            "2:1 kind must be Configuration of haetae.dev/v1alpha1, not \"ConfigMap\" of \"v1\"");
    assertThat(problemsOf("carriers: []\n"))
        .containsExactly("1:1 a Kubernetes object needs kind, a string; there is none");
    assertThat(problems("freshness: {}\nfreshness: {}\n"))
        .containsExactly("4:1 freshness is written twice");
  }

  @Test
  void theExceptionSaysEverythingInOneLine() {
    assertThat(
            catchThrowableOfType(
                    InvalidConfigurationException.class, () -> read("a: 1\nregistration: {}\n"))
                .getMessage())
        .isEqualTo(
            "haetae.yaml:4: registration.service is missing: write where the API server reaches the"
                + " webhooks, or url; haetae.yaml:3: a is unknown; known are agents, apiVersion,"
                + " audit, carriers, certificates, exceptions, freshness, kind, leaderElection,"
                + " registration, reports");
  }

  @Test
  void thePagesExampleIsTheDefaultsWrittenOut() throws Exception {
    String page = "docs/configuration.md";
    Matcher example =
        Pattern.compile("(?s)```yaml\n(.*?)```").matcher(Files.readString(Path.of(page)));
    assertThat(example.find()).isTrue();
    Configuration written = ConfigurationReader.read(example.group(1).getBytes(UTF_8), page);
    Configuration defaults = read("registration: {service: {}}\ncertificates: {}\n");
    assertThat(written.registration()).isEqualTo(defaults.registration());
    assertThat(written.certificates()).isEqualTo(defaults.certificates());
    assertThat(written.brokenAfter()).isEqualTo(defaults.brokenAfter());
    assertThat(written.lease()).isEqualTo(defaults.lease());
    assertThat(written.audit()).isEqualTo(defaults.audit());
  }
}
