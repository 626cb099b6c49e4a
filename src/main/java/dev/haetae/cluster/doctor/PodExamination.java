package dev.haetae.cluster.doctor;

import dev.haetae.cluster.client.ApiServer;
import dev.haetae.cluster.client.ListedObjects;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.cluster.inventory.InventoryKind;
import dev.haetae.cluster.policy.PolicyKind;
import dev.haetae.configuration.Configuration;
import dev.haetae.configuration.Registration;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Exceptions;
import dev.haetae.engine.Finding;
import dev.haetae.engine.PolicyTable;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.inventory.UnreadableObjectException;
import dev.haetae.policy.AgentNamespaces;
import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyException;
import dev.haetae.policy.PolicyReader;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.KeptFields;
import dev.haetae.resource.text.StreamedObject;
import dev.haetae.rule.Action;
import dev.haetae.rule.EnforcementPoint;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the pods that run, which the policies in force would refuse when their controllers make
 * them anew: what nobody notices before a node restarts.
 *
 * <p>Before anything is installed it judges by the shipped policies. Reads what the replicas read,
 * and of pods one at a time.
 */
final class PodExamination {
  /** Those that have ended are not started again. */
  private static final String RUNNING =
      InventoryKind.POD.path() + "?fieldSelector=status.phase!%3DSucceeded,status.phase!%3DFailed";

  // Where it runs is decided anew.
  private static final KeptFields FIELDS =
      KeptFields.allBut(
          "status",
          "spec.nodeName",
          "metadata.managedFields",
          "metadata.annotations[kubectl.kubernetes.io/last-applied-configuration]");
  private static final KeptFields SPEC = KeptFields.of("spec");

  /** As JSON an object may be some times as long as etcd takes it. */
  private static final int LONGEST = 16 << 20;

  private static final int MOST_TOLD = 20;

  private final ApiServer server;
  private final Configuration configuration;
  private final InstantSource clock;
  private final Set<String> unjudged = new HashSet<>();

  PodExamination(
      ApiServer server, String namespace, Configuration configuration, InstantSource clock) {
    this.server = server;
    this.configuration = configuration;
    this.clock = clock;
    Registration registration = configuration.registration();
    unjudged.add(namespace);
    unjudged.add(AgentNamespaces.SYSTEM);
    if (registration != null) {
      unjudged.addAll(registration.excludeNamespaces());
    }
  }

  /**
   * Looks.
   *
   * @param policies those of the cluster; null when there is no such kind, or it cannot be seen
   */
  void examine(Checks checks, @Nullable List<StreamedObject> policies) {
    RefusedPods refused =
        checks
            .see("the running pods and their world", () -> Optional.of(judged(policies)))
            .orElse(null);
    if (refused == null) {
      return;
    }
    for (RefusedPods.Group group : refused.groups(MOST_TOLD)) {
      checks.warn(group.sentence(), group.remedy());
    }
    int more = refused.size() - MOST_TOLD;
    if (more > 0) {
      checks.warn(
          more + " more controllers have running pods that would be refused at their next start",
          "look at them one by one: haetae check -i cluster MANIFEST");
    }
    if (refused.size() == 0) {
      checks.ok("none of " + refused.seen() + " running pods would be refused at its next start");
    }
  }

  private RefusedPods judged(@Nullable List<StreamedObject> policies)
      throws RequestFailedException, InterruptedException {
    Evaluator evaluator = evaluator(policies);
    InventorySnapshot world = SeenWorld.read(server);
    RefusedPods refused = new RefusedPods();
    server.list(
        RUNNING,
        FIELDS,
        LONGEST,
        item -> {
          refused.see();
          if (item.isReadable() && isJudged(item.namespace(), world)) {
            judge(item, evaluator, world, refused);
          }
        });
    return refused;
  }

  private boolean isJudged(String namespace, Inventory world) {
    if (unjudged.contains(namespace)) {
      return false;
    }
    try {
      Map<String, String> labels = world.namespaceLabels(namespace);
      return labels == null || !labels.containsKey(Evaluator.EXEMPT);
    } catch (UnreadableObjectException e) {
      return true;
    }
  }

  // As it comes to the webhooks: repaired first, then judged.
  private static void judge(
      StreamedObject item, Evaluator evaluator, Inventory world, RefusedPods refused) {
    try {
      Resource pod = ListedObjects.of(item.tree(), InventoryKind.POD.apiVersion(), "Pod");
      Resource repaired =
          evaluator.evaluate(Review.create(pod, EnforcementPoint.MUTATE), world).result();
      Verdict verdict =
          evaluator.evaluate(Review.create(repaired, EnforcementPoint.VALIDATE), world);
      for (List<Finding> findings : List.of(verdict.findings(), verdict.undecided())) {
        for (Finding finding : findings) {
          if (finding.action() == Action.DENY) {
            refused.add(pod, finding);
          }
        }
      }
    } catch (MalformedResourceException e) {
      // A running pod is none that no rule could read; a later version's may be.
      refused.add(item, e.sentence());
    }
  }

  private Evaluator evaluator(@Nullable List<StreamedObject> policies)
      throws RequestFailedException, InterruptedException {
    PolicyReader reader = new PolicyReader();
    if (policies != null) {
      policies.forEach(policy -> read(reader, PolicyKind.POLICY, policy));
    }
    if (policies != null && !configuration.exceptionNamespaces().isEmpty()) {
      server.list(
          PolicyKind.POLICY_EXCEPTION.path(),
          SPEC,
          PolicyKind.POLICY_EXCEPTION.longest(),
          exception -> read(reader, PolicyKind.POLICY_EXCEPTION, exception));
    }
    List<PolicyException> honoured =
        reader.exceptions().stream()
            .filter(one -> configuration.exceptionNamespaces().contains(one.namespace()))
            .toList();
    List<Policy> inForce = policies == null ? ShippedPolicies.load() : reader.policies();
    return new Evaluator(
        PolicyTable.of(inForce, configuration.carriers(), configuration.agents()),
        Exceptions.of(honoured, clock),
        clock);
  }

  // What cannot be read has been told of.
  private static void read(PolicyReader reader, PolicyKind kind, StreamedObject item) {
    if (item.isReadable()) {
      try {
        reader.read(ListedObjects.of(item.tree(), kind.apiVersion(), kind.word()));
      } catch (MalformedResourceException e) {
        // As good as one that does not compile.
      }
    }
  }
}
