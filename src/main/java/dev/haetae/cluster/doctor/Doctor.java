package dev.haetae.cluster.doctor;

import dev.haetae.cluster.client.ApiServer;
import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.Failures;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.cluster.policy.PolicyKind;
import dev.haetae.cluster.registration.Installation;
import dev.haetae.cluster.registration.WebhookConfiguration;
import dev.haetae.engine.EndpointPaths;
import dev.haetae.resource.text.KeptFields;
import dev.haetae.resource.text.StreamedObject;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at an installation from outside: what is registered, whether it can be reached and trusted,
 * whether the replicas are there and agree, and what could lock a cluster out.
 *
 * <p>Writes nothing. What the present user may not see is a warning that says so.
 */
public final class Doctor {
  /** The label of our pods, as the chart sets it. */
  private static final String PODS = "app.kubernetes.io/name";

  private static final KeptFields CONDITIONS =
      KeptFields.of("status.conditions", "spec.matchConstraints");

  private final KubernetesClient client;
  private final ApiServer server;
  private final String address;
  private final Installation installation;
  private final InstantSource clock;

  /** A doctor for an installation of a cluster. */
  public Doctor(Cluster cluster, Installation installation, InstantSource clock) {
    this.client = cluster.client();
    this.server = new ApiServer(cluster);
    this.address = cluster.address();
    this.installation = installation;
    this.clock = clock;
  }

  /** Everything there is to say, the areas in a fixed order. */
  public List<Check> examine() {
    try {
      String version = client.getKubernetesVersion().getGitVersion();
      List<Check> checks = new ArrayList<>();
      checks.add(Check.ok("cluster", address + " is Kubernetes " + version));
      int ready = replicas(checks);
      List<WebhookConfiguration> ours =
          new RegistrationExamination(client, installation, clock).examine(checks, ready);
      leader(checks);
      List<StreamedObject> policies = policies(checks);
      new ExemptionExamination(client, installation).examine(checks, ours, policies);
      new OtherWebhooks(client, installation).examine(checks, ours);
      return checks;
    } catch (KubernetesClientException e) {
      return List.of(
          Check.fail(
              "cluster",
              address + " does not answer: " + Failures.sentence(e),
              "see whether 'kubectl version' does"));
    }
  }

  /** Does {@code work}, or says that it may not be done. */
  static <T> @Nullable T see(
      List<Check> checks, String area, String what, Supplier<@Nullable T> work) {
    try {
      return work.get();
    } catch (KubernetesClientException e) {
      if (e.getCode() == 401 || e.getCode() == 403) {
        checks.add(
            Check.warn(
                area,
                "cannot see " + what + ": " + Failures.sentence(e),
                "ask as somebody who may"));
      } else {
        checks.add(
            Check.warn(area, "cannot see " + what + ": " + Failures.sentence(e), "try again"));
      }
      return null;
    }
  }

  // The number of ready replicas; -1 when it is not known.
  private int replicas(List<Check> checks) {
    String what = "the pods of " + installation.namespace();
    List<Pod> pods =
        see(
            checks,
            "replicas",
            what,
            () ->
                client
                    .pods()
                    .inNamespace(installation.namespace())
                    .withLabel(PODS, "haetae")
                    .list()
                    .getItems());
    if (pods == null) {
      return -1;
    }
    int ready = 0;
    for (Pod pod : pods) {
      ready += replica(checks, pod) ? 1 : 0;
    }
    if (pods.isEmpty()) {
      checks.add(
          Check.warn(
              "replicas",
              "there are no pods with the label " + PODS + "=haetae in " + installation.namespace(),
              "right when the server runs outside the cluster; else see the Deployment's events,"
                  + " and whether --namespace is right"));
      return -1;
    }
    return ready;
  }

  private boolean replica(List<Check> checks, Pod pod) {
    String name = pod.getMetadata().getName();
    PodCondition condition =
        pod.getStatus() == null || pod.getStatus().getConditions() == null
            ? null
            : pod.getStatus().getConditions().stream()
                .filter(one -> one.getType().equals("Ready"))
                .findFirst()
                .orElse(null);
    if (condition != null && condition.getStatus().equals("True")) {
      checks.add(
          Check.ok(
              "replicas", "pod " + name + " is ready, since " + condition.getLastTransitionTime()));
      return true;
    }
    checks.add(
        Check.warn(
            "replicas",
            "pod " + name + " is not ready",
            "its log says why, as does kubectl get --raw /api/v1/namespaces/"
                + installation.namespace()
                + "/pods/"
                + name
                + ":8080/proxy"
                + EndpointPaths.READINESS));
    return false;
  }

  private void leader(List<Check> checks) {
    String what = "Lease " + installation.namespace() + '/' + installation.lease();
    List<Check> blind = new ArrayList<>();
    Lease lease =
        see(
            blind,
            "leader",
            what,
            () ->
                client
                    .leases()
                    .inNamespace(installation.namespace())
                    .withName(installation.lease())
                    .get());
    checks.addAll(blind);
    if (lease == null) {
      if (blind.isEmpty()) {
        checks.add(
            Check.fail(
                "leader",
                what + " does not exist: no replica keeps the webhooks and certificates right",
                "install the chart again; it makes the Lease"));
      }
      return;
    }
    LeaseSpec spec = lease.getSpec();
    if (spec == null || spec.getHolderIdentity() == null || spec.getRenewTime() == null) {
      checks.add(
          Check.fail(
              "leader",
              what + " is held by nobody: nobody keeps the webhooks and certificates right",
              "see whether a replica runs, and its log"));
      return;
    }
    Instant renewed = spec.getRenewTime().toInstant();
    Duration ago = Duration.between(renewed, clock.instant());
    int seconds = spec.getLeaseDurationSeconds() == null ? 15 : spec.getLeaseDurationSeconds();
    String held =
        what
            + " is held by "
            + spec.getHolderIdentity()
            + ", renewed "
            + Math.max(0, ago.toSeconds())
            + " s ago";
    checks.add(
        ago.toSeconds() > 2L * seconds
            ? Check.fail(
                "leader",
                held + ": nobody keeps the webhooks and certificates right",
                "see whether a replica runs, and its log")
            : Check.ok("leader", held));
  }

  // Those that could be read.
  private List<StreamedObject> policies(List<Check> checks) {
    List<Check> blind = new ArrayList<>();
    List<StreamedObject> policies =
        see(blind, "policies", "the policies", this::policiesOfTheCluster);
    if (policies == null) {
      checks.addAll(blind);
      if (blind.isEmpty()) {
        checks.add(
            Check.ok("policies", "the cluster has no kind Policy: the shipped policies hold"));
      }
      return List.of();
    }
    if (policies.isEmpty()) {
      checks.add(
          Check.warn(
              "policies",
              "the cluster has the kind Policy and no object of it: nothing is judged",
              "install the chart with policyDefaults.enabled, or write policies of your own"));
      return policies;
    }
    int compiled = 0;
    for (StreamedObject policy : policies) {
      ObjectValue condition = compiledCondition(policy);
      String name = policy.name();
      if (!policy.isReadable()) {
        checks.add(
            Check.fail(
                "policies",
                "policy " + name + " cannot be read: " + policy.problem(),
                "correct it; until then its last good version holds, or none"));
      } else if (condition == null) {
        checks.add(
            Check.warn(
                "policies",
                "nobody has said whether policy " + name + " compiles",
                "see whether a replica is leader"));
      } else if (text(condition, "status").equals("True")) {
        compiled++;
      } else {
        checks.add(
            Check.fail(
                "policies",
                "policy " + name + " does not compile: " + text(condition, "message"),
                "correct it: kubectl edit policies.haetae.dev " + name));
      }
    }
    checks.add(Check.ok("policies", compiled + " of " + policies.size() + " policies compile"));
    return policies;
  }

  /** The policies of the cluster; null where it does not have the kind. */
  private @Nullable List<StreamedObject> policiesOfTheCluster() {
    List<StreamedObject> policies = new ArrayList<>();
    try {
      var _ =
          server.list(
              PolicyKind.POLICY.path(), CONDITIONS, PolicyKind.POLICY.longest(), policies::add);
      return policies;
    } catch (RequestFailedException e) {
      if (e.code() == 404) {
        return null;
      }
      throw new KubernetesClientException(
          new StatusBuilder().withCode(e.code()).withMessage(e.sentence()).build());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KubernetesClientException("asking was interrupted");
    }
  }

  private static @Nullable ObjectValue compiledCondition(StreamedObject policy) {
    if (policy.tree().get("status") instanceof ObjectValue status
        && status.get("conditions") instanceof ArrayValue conditions) {
      for (int i = 0; i < conditions.size(); i++) {
        if (conditions.get(i) instanceof ObjectValue condition
            && text(condition, "type").equals("Compiled")) {
          return condition;
        }
      }
    }
    return null;
  }

  private static String text(ObjectValue object, String field) {
    return object.get(field) instanceof StringValue text ? text.text() : "";
  }
}
