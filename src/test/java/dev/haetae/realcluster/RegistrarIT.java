package dev.haetae.realcluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.doctor.BreakGlass;
import dev.haetae.cluster.doctor.Check;
import dev.haetae.cluster.doctor.Doctor;
import dev.haetae.cluster.registration.Installation;
import dev.haetae.cluster.registration.Leadership;
import dev.haetae.cluster.registration.Registrar;
import dev.haetae.configuration.AuditSettings;
import dev.haetae.configuration.Certificates;
import dev.haetae.configuration.Configuration;
import dev.haetae.configuration.Registration;
import dev.haetae.configuration.ReportSettings;
import dev.haetae.engine.PolicyTable;
import dev.haetae.policy.AgentNamespaces;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.Carriers;
import dev.haetae.rule.Action;
import dev.haetae.tls.CertificateSet;
import dev.haetae.tls.CertificateSource;
import dev.haetae.tls.Lifetimes;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the server keeps in the API server, and what becomes of it. */
@RealCluster(own = true)
final class RegistrarIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  /** An installation as the chart leaves it: every object there, and empty. */
  private record Place(ControlPlane plane, String name) {
    static Place in(ControlPlane plane, String prefix) {
      String namespace = plane.newNamespace(prefix);
      plane.create(
          """
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingWebhookConfiguration
          metadata: {name: NAME}
          ---
          apiVersion: admissionregistration.k8s.io/v1
          kind: MutatingWebhookConfiguration
          metadata: {name: NAME}
          ---
          apiVersion: v1
          kind: Secret
          metadata: {name: NAME-certificates, namespace: NAME}
          ---
          apiVersion: coordination.k8s.io/v1
          kind: Lease
          metadata: {name: NAME, namespace: NAME}
          """
              .replace("NAME", namespace));
      return new Place(plane, namespace);
    }

    Configuration configuration() {
      return new Configuration(
          Carriers.SHIPPED,
          AgentNamespaces.SHIPPED,
          List.of(),
          Duration.ofSeconds(60),
          new Registration(
              name,
              name,
              // Nothing listens there: no other test may be kept from writing.
              new Registration.UrlTarget(URI.create("https://127.0.0.1:1")),
              3,
              Registration.OnFailure.IGNORE,
              Registration.OnFailure.IGNORE,
              List.of("kube-system"),
              Registration.CaBundle.MANAGED),
          new Certificates(
              name + "-certificates", new Lifetimes(Duration.ofHours(1), Duration.ofHours(24))),
          name,
          AuditSettings.DEFAULT,
          ReportSettings.DEFAULT);
    }

    Cluster connect() throws Exception {
      return connect(plane.kubeconfig());
    }

    Cluster connect(Path kubeconfig) throws Exception {
      return Cluster.of(Files.readString(kubeconfig), Map.of("HAETAE_NAMESPACE", name));
    }

    Installation installation() {
      return Installation.named(name, name);
    }

    Resource<ValidatingWebhookConfiguration> validating() {
      return plane
          .client()
          .admissionRegistration()
          .v1()
          .validatingWebhookConfigurations()
          .withName(name);
    }

    List<ValidatingWebhook> webhooks() {
      return validating().get().getWebhooks();
    }

    Resource<Secret> secret() {
      return plane.client().secrets().inNamespace(name).withName(name + "-certificates");
    }

    CertificateSet certificates() {
      Map<String, byte[]> data = new LinkedHashMap<>();
      Map<String, String> encoded = secret().get().getData();
      if (encoded != null) {
        encoded.forEach((key, value) -> data.put(key, Base64.getDecoder().decode(value)));
      }
      return CertificateSet.read(data);
    }

    String holder() {
      Lease lease = plane.client().leases().inNamespace(name).withName(name).get();
      return lease.getSpec() == null
          ? ""
          : Objects.requireNonNullElse(lease.getSpec().getHolderIdentity(), "");
    }
  }

  /** A replica, without its server. */
  private static final class Replica implements AutoCloseable {
    final AtomicBoolean ready = new AtomicBoolean(true);
    final AtomicReference<@Nullable PolicyTable> policies =
        new AtomicReference<>(PolicyTable.of(ShippedPolicies.load(), Carriers.SHIPPED));
    final Cluster cluster;
    final Leadership leadership;
    final Registrar registrar;

    Replica(Place place) throws Exception {
      cluster = place.connect();
      Configuration configuration = place.configuration();
      leadership = Leadership.of(cluster, configuration.lease(), Clock.systemUTC());
      registrar =
          Registrar.open(
              cluster,
              leadership,
              () -> configuration,
              policies::get,
              () -> null,
              Clock.systemUTC());
    }

    Replica start() {
      leadership.start();
      registrar.start(ready::get);
      return this;
    }

    CertificateSource certificates() {
      return Objects.requireNonNull(registrar.certificates());
    }

    @Override
    public void close() {
      registrar.close();
      leadership.close();
      cluster.close();
    }
  }

  /** Webhooks by other policies than the cluster's would let pass what those refuse. */
  @Test
  void aLeaderThatDoesNotKnowThePoliciesYetLeavesTheWebhooksAsTheyAre(ControlPlane plane)
      throws Exception {
    Place place = Place.in(plane, "unknown");
    try (Replica _ = new Replica(place).start()) {
      Await.until("webhooks are registered", SOON, () -> place.webhooks().size() == 2);
    }
    try (Replica replica = new Replica(place)) {
      PolicyTable own = Objects.requireNonNull(replica.policies.getAndSet(null));
      replica.start();
      Await.until("it leads", SOON, replica.leadership::isLeader);
      long generation = place.validating().get().getMetadata().getGeneration();
      Await.whileHolds(
          "nothing is written",
          Duration.ofSeconds(3),
          () -> place.validating().get().getMetadata().getGeneration() == generation);

      replica.policies.set(
          PolicyTable.of(
              own.policies().stream()
                  .filter(policy -> policy.actions().contains(Action.DENY))
                  .toList(),
              Carriers.SHIPPED));
      Await.until("its policies count", SOON, () -> place.webhooks().size() == 1);
    }
  }

  @Test
  void emptyObjectsAreFilledInOnceTheLeaderIsReadyAndThenLeftAlone(ControlPlane plane)
      throws Exception {
    Place place = Place.in(plane, "filled");
    try (Replica replica = new Replica(place)) {
      replica.ready.set(false);
      replica.start();
      Await.until("certificates come", SOON, () -> replica.certificates().current() != null);
      assertThat(replica.registrar.missing()).isEmpty();
      assertThat(place.webhooks()).as("not before it is ready").isEmpty();

      replica.ready.set(true);
      Await.until("webhooks are registered", SOON, () -> place.webhooks().size() == 2);
      List<ValidatingWebhook> webhooks = place.webhooks();
      assertThat(webhooks)
          .extracting(ValidatingWebhook::getName)
          .containsExactly("deny.haetae.dev", "advice.haetae.dev");
      assertThat(decoded(webhooks.getFirst().getClientConfig().getCaBundle()))
          .isEqualTo(place.certificates().bundle());

      long generation = place.validating().get().getMetadata().getGeneration();
      Await.whileHolds(
          "it is written once only",
          Duration.ofSeconds(5),
          () -> place.validating().get().getMetadata().getGeneration() == generation);
    }
  }

  private static String decoded(String base64) {
    return new String(
        Base64.getDecoder().decode(base64), java.nio.charset.StandardCharsets.US_ASCII);
  }

  @Test
  void whatOthersChangeIsPutRightUnlessItIsSwitchedOff(ControlPlane plane) throws Exception {
    Place place = Place.in(plane, "righted");
    try (Replica replica = new Replica(place).start()) {
      Await.until("webhooks are registered", SOON, () -> place.webhooks().size() == 2);

      place
          .validating()
          .edit(one ->
              new ValidatingWebhookConfigurationBuilder(one)
                  .editFirstWebhook()
                  .withTimeoutSeconds(29)
                  .endWebhook()
                  .build());
      Await.until(
          "the time-out is put right",
          SOON,
          () -> place.webhooks().getFirst().getTimeoutSeconds() == 3);
      place
          .validating()
          .edit(one ->
              new ValidatingWebhookConfigurationBuilder(one).withWebhooks(List.of()).build());
      Await.until("webhooks are registered again", SOON, () -> place.webhooks().size() == 2);

      BreakGlass glass = new BreakGlass(replica.cluster, place.installation());
      assertThat(glass.off()).extracting(Check::outcome).containsOnly(Check.Outcome.OK);
      assertThat(glass.off()).as("twice is as good").hasSize(2);
      Await.whileHolds("it stays off", Duration.ofSeconds(4), () -> place.webhooks().isEmpty());
      assertThat(glass.on()).extracting(Check::outcome).containsOnly(Check.Outcome.OK);
      Await.until("it is on again", SOON, () -> place.webhooks().size() == 2);

      place.validating().delete();
      Await.whileHolds(
          "what is deleted is not made again",
          Duration.ofSeconds(3),
          () -> place.validating().get() == null);
      assertThat(glass.off()).extracting(Check::outcome).containsOnly(Check.Outcome.OK);
    }
  }

  @Test
  void oneOfTwoReplicasWritesAndTheOtherTakesOver(ControlPlane plane) throws Exception {
    Place place = Place.in(plane, "racing");
    try (Replica first = new Replica(place);
        Replica second = new Replica(place)) {
      first.start();
      second.start();
      Await.until(
          "both serve the same certificate",
          SOON,
          () ->
              first.certificates().current() != null
                  && Objects.equals(
                      first.certificates().current(), second.certificates().current()));
      Await.until("webhooks are registered", SOON, () -> place.webhooks().size() == 2);
      assertThat(first.leadership.isLeader()).isNotEqualTo(second.leadership.isLeader());

      Replica leader = first.leadership.isLeader() ? first : second;
      Replica other = leader == first ? second : first;
      leader.close();
      // Given back, not run out: a Lease lasts for 15 seconds.
      Await.until("the other leads", Duration.ofSeconds(10), other.leadership::isLeader);
      place.secret().edit(one -> new SecretBuilder(one).addToData("tls.crt", "eA==").build());
      Await.until(
          "a damaged Secret is repaired",
          SOON,
          () ->
              place.certificates().problems().isEmpty() && place.certificates().serving() != null);
      assertThat(other.certificates().current())
          .as("meanwhile the last good certificate is served")
          .isNotNull();
    }
  }

  @Test
  void theLeaderComesThroughAnApiServerThatDies(ControlPlane plane) throws Exception {
    Place place = Place.in(plane, "restarted");
    try (Replica replica = new Replica(place).start()) {
      Await.until("webhooks are registered", SOON, () -> place.webhooks().size() == 2);

      plane.killApiServer();
      // Longer than a holder tries to renew: it gives up its office, and nothing else.
      Await.until("it leads no more", Duration.ofSeconds(40), () -> !replica.leadership.isLeader());
      assertThat(replica.certificates().current()).isNotNull();
      plane.startApiServer();

      Await.until("it leads again", Duration.ofSeconds(60), replica.leadership::isLeader);
      assertThat(place.holder()).isEqualTo(replica.cluster.identity());
      place
          .validating()
          .edit(one ->
              new ValidatingWebhookConfigurationBuilder(one).withWebhooks(List.of()).build());
      Await.until(
          "what is changed now is put right",
          Duration.ofSeconds(60),
          () -> place.webhooks().size() == 2);
    }
  }

  private static Map<String, List<Check.Outcome>> outcomes(List<Check> checks) {
    return checks.stream()
        .collect(
            Collectors.groupingBy(
                Check::area, Collectors.mapping(Check::outcome, Collectors.toList())));
  }

  @Test
  void theDoctorSaysWhatIsBrokenAndWhatCannotBeSeen(ControlPlane plane) throws Exception {
    Place place = Place.in(plane, "examined");
    plane.create(
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingWebhookConfiguration
        metadata: {name: NAME-other}
        webhooks:
        - name: other.example.com
          clientConfig: {url: "https://127.0.0.1:1/other"}
          namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NAME}}
          rules:
          - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: ["*"]}
          failurePolicy: Fail
          sideEffects: None
          timeoutSeconds: 1
          admissionReviewVersions: [v1]
        """
            .replace("NAME", place.name()));
    try (Replica replica = new Replica(place)) {
      Doctor doctor =
          new Doctor(
              replica.cluster, place.installation(), Configuration.DEFAULT, Clock.systemUTC());
      List<Check> before = doctor.examine();
      assertThat(before)
          .filteredOn(check -> check.outcome() == Check.Outcome.FAIL)
          .extracting(Check::finding)
          .anyMatch(finding -> finding.endsWith("has no webhooks: nothing is reviewed"))
          .anyMatch(finding -> finding.contains("holds no certificate yet"))
          .anyMatch(finding -> finding.contains("is held by nobody"));
      assertThat(before)
          .anyMatch(check ->
              check.area().equals("others")
                  && check.outcome() == Check.Outcome.WARN
                  && check.finding().contains("pods, secrets in " + place.name()));
      plane
          .client()
          .admissionRegistration()
          .v1()
          .validatingWebhookConfigurations()
          .withName(place.name() + "-other")
          .delete();

      replica.start();
      Await.until("webhooks are registered", SOON, () -> place.webhooks().size() == 2);
      Map<String, List<Check.Outcome>> after = outcomes(doctor.examine());
      assertThat(after.get("registration")).containsOnly(Check.Outcome.OK);
      assertThat(after.get("leader")).containsOnly(Check.Outcome.OK);
      assertThat(after.get("lock-out")).containsOnly(Check.Outcome.OK);
      assertThat(after.get("certificate"))
          .as("the Secret is good, and nothing listens at the url")
          .containsExactly(Check.Outcome.OK, Check.Outcome.WARN);
    }
    try (Cluster nobody =
        place.connect(plane.serviceAccountKubeconfig(place.name(), "nobody", plane.port()))) {
      List<Check> blind =
          new Doctor(nobody, place.installation(), Configuration.DEFAULT, Clock.systemUTC())
              .examine();
      assertThat(blind)
          .filteredOn(check -> check.finding().startsWith("cannot see "))
          .extracting(Check::area)
          .contains(
              "replicas",
              "registration",
              "certificate",
              "leader",
              "policies",
              "exemptions",
              "others");
      assertThat(new BreakGlass(nobody, place.installation()).off())
          .extracting(Check::outcome)
          .containsOnly(Check.Outcome.FAIL);
    }
  }
}
