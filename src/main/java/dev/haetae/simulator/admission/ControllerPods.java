package dev.haetae.simulator.admission;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.admission.quota.QuotaLedger;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.defaults.Trees;
import dev.haetae.simulator.scheduling.NodeCandidate;
import dev.haetae.simulator.scheduling.NodeFit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Predicts which pods the controllers get from the API server for what carries pods, and what they
 * are told when they get none.
 *
 * <p>Pods of one template differ in their names only, so one of them goes through the API server
 * and the others through the quotas. Mirrors the controllers beneath {@code pkg/controller}.
 */
public final class ControllerPods {
  private static final int INVALID = 422;
  private static final int MOST_MESSAGES = 10;
  // So many pods with claims of their own are tried one by one; then the others are taken to pass.
  private static final int MOST_EACH = 1000;

  private final ApiServer server;
  private final Inventory world;
  private final QuotaLedger ledger;

  /** The controllers of a world, of which the API server keeps the quotas. */
  public ControllerPods(ApiServer server, Inventory world, QuotaLedger ledger) {
    this.server = server;
    this.world = world;
    this.ledger = ledger;
  }

  /**
   * The pods of a carrier.
   *
   * @param wanted the number that it asks for
   * @param created the number that come to exist
   * @param refusals what its controllers' events say, each once
   * @param pod the first that is created, as it is stored; null when none is
   */
  public record Pods(long wanted, long created, List<String> refusals, @Nullable ObjectValue pod) {
    /** Pods that keep their own copy of the list. */
    public Pods {
      refusals = List.copyOf(refusals);
    }
  }

  /**
   * The pods of a carrier; empty for a kind that carries none, and of which no controller is known.
   *
   * @param carrier as it is stored
   */
  public Optional<Pods> of(ObjectValue carrier) {
    ObjectValue spec = Trees.object(carrier, "spec");
    return switch (GroupKind.of(carrier.text("apiVersion"), carrier.text("kind")).toString()) {
      case "Deployment.apps" -> Optional.of(deployment(carrier));
      case "ReplicaSet.apps", "ReplicationController" ->
          Optional.of(replicas(carrier, Trees.integer(spec, "replicas", 1)));
      case "StatefulSet.apps" -> Optional.of(statefulSet(carrier));
      case "DaemonSet.apps" -> Optional.of(replicas(carrier, nodesFor(carrier)));
      case "Job.batch" -> Optional.of(replicas(carrier, wanted(spec)));
      case "CronJob.batch" -> Optional.of(cronJob(carrier));
      default -> Optional.empty();
    };
  }

  private static long wanted(ObjectValue job) {
    if (Trees.isTrue(job, "suspend")) {
      return 0;
    }
    long parallelism = Trees.integer(job, "parallelism", 1);
    return Math.min(parallelism, Trees.integer(job, "completions", parallelism));
  }

  private Pods deployment(ObjectValue deployment) {
    long wanted = Trees.integer(Trees.object(deployment, "spec"), "replicas", 1);
    Answer answer = answer(PodTemplates.replicaSet(deployment));
    if (!answer.accepted()) {
      String name = Trees.object(deployment, "metadata").text("name") + "-*";
      return none(wanted, "Failed to create new replica set \"" + name + "\": " + answer.message());
    }
    return replicas(deployment, wanted);
  }

  private static Pods none(long wanted, String refusal) {
    return new Pods(wanted, 0, List.of(refusal), null);
  }

  private Answer answer(ObjectValue object) {
    String namespace = Trees.object(object, "metadata").text("namespace");
    return server.answer(new Submission(object, namespace, null), world, ledger);
  }

  private Pods cronJob(ObjectValue cronJob) {
    ObjectValue job = PodTemplates.job(cronJob);
    Answer answer = answer(job);
    ObjectValue stored = answer.stored();
    long wanted = wanted(Trees.object(job, "spec"));
    return stored == null
        ? none(wanted, "Error creating job: " + answer.message())
        : replicas(stored, wanted);
  }

  /**
   * The pods that an operator makes; empty where the API server finds one invalid, since the
   * operator may write more into it.
   */
  public Optional<Pods> ofOperator(ObjectValue pod, long wanted) {
    if (wanted <= 0) {
      return Optional.empty();
    }
    Answer first = answer(pod);
    return first.code() == INVALID ? Optional.empty() : Optional.of(pods(pod, first, wanted));
  }

  private Pods replicas(ObjectValue carrier, long wanted) {
    if (wanted <= 0) {
      return new Pods(0, 0, List.of(), null);
    }
    ObjectValue template = PodTemplates.pod(carrier);
    return pods(template, answer(template), wanted);
  }

  private Pods pods(ObjectValue template, Answer first, long wanted) {
    ObjectValue pod = first.stored();
    if (pod == null) {
      return none(wanted, "Error creating: " + first.message());
    }
    long created = 1 + copies(pod, wanted - 1);
    if (created == wanted) {
      return new Pods(wanted, created, List.of(), pod);
    }
    return new Pods(wanted, created, List.of("Error creating: " + answer(template).message()), pod);
  }

  private long copies(ObjectValue pod, long most) {
    String namespace = Trees.object(pod, "metadata").text("namespace");
    return most <= 0 ? 0 : ledger.chargeCopies(new Attributes(pod, null, namespace, world), most);
  }

  private Pods statefulSet(ObjectValue set) {
    ObjectValue spec = Trees.object(set, "spec");
    long wanted = Trees.integer(spec, "replicas", 1);
    long start = Trees.integer(Trees.object(spec, "ordinals"), "start", 0);
    String namespace = Trees.object(set, "metadata").text("namespace");
    boolean alone = !spec.has("volumeClaimTemplates") || ledger.quotas(namespace).isEmpty();
    ObjectValue first = null;
    long created = 0;
    List<String> refusals = new ArrayList<>();
    while (created < wanted && refusals.isEmpty()) {
      ObjectValue pod = create(set, start + created, refusals);
      if (pod == null) {
        break;
      }
      first = first == null ? pod : first;
      created++;
      // Without claims that are counted the others differ in their names only.
      created += alone ? copies(pod, wanted - created) : 0;
      created = alone || created < MOST_EACH ? created : wanted;
    }
    if (created < wanted && refusals.isEmpty()) {
      var _ = create(set, start + created, refusals);
    }
    if (spec.text("podManagementPolicy").equals("Parallel")) {
      long end = Math.min(wanted, batchEnd(created));
      for (long k = created + 1; k < end && refusals.size() < MOST_MESSAGES; k++) {
        var _ = create(set, start + k, refusals);
      }
    }
    return new Pods(wanted, created, refusals, first);
  }

  // Pods are created in batches of 1, 2, 4 …; all of a batch are tried.
  private static long batchEnd(long failed) {
    long end = 1;
    long size = 1;
    while (end <= failed) {
      size *= 2;
      end += size;
    }
    return end;
  }

  // The pod as it is stored; null when it or one of its claims is refused.
  private @Nullable ObjectValue create(ObjectValue set, long ordinal, List<String> refusals) {
    ObjectValue pod = PodTemplates.pod(set, ordinal);
    String name = Trees.object(pod, "metadata").text("name");
    String in = " in StatefulSet " + Trees.object(set, "metadata").text("name") + " failed error: ";
    List<String> failed = new ArrayList<>(0);
    for (ObjectValue claim : PodTemplates.claims(set, ordinal)) {
      ObjectValue metadata = Trees.object(claim, "metadata");
      String of = metadata.text("name");
      if (world.claim(metadata.text("namespace"), of) != null) {
        continue;
      }
      Answer answer = answer(claim);
      if (!answer.accepted()) {
        refusals.add("Create Claim " + of + " for Pod " + name + in + answer.message());
        failed.add("failed to create PVC " + of + ": " + answer.message());
      }
    }
    if (!failed.isEmpty()) {
      String all = String.join(", ", failed);
      refusals.add("Create Pod " + name + in + (failed.size() == 1 ? all : '[' + all + ']'));
      return null;
    }
    Answer answer = answer(pod);
    if (!answer.accepted()) {
      refusals.add("Create Pod " + name + in + answer.message());
    }
    return answer.stored();
  }

  private long nodesFor(ObjectValue daemonSet) {
    Resource pod =
        Resource.of(
            PodTemplates.pod(daemonSet),
            Origin.NONE,
            Trees.object(daemonSet, "metadata").text("namespace"));
    long nodes = 0;
    for (NodeCandidate node : NodeFit.predict(pod.pods().getFirst(), world).candidates()) {
      nodes += node.isMeant() ? 1 : 0;
    }
    return nodes;
  }
}
