package dev.haetae.cluster.policy;

import dev.haetae.cluster.client.ApiServer;
import dev.haetae.cluster.client.ListedObjects;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyException;
import dev.haetae.policy.PolicyReader;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.KeptFields;
import dev.haetae.resource.text.StreamedObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The policies and exceptions of a cluster as its replicas have them in force, read once.
 *
 * @param policies what judges: in the place of one that does not compile its last good version, or
 *     the shipped policy of its rule
 * @param exceptions those that are honoured
 * @param problems a sentence on each policy that is not in force as it is written
 */
public record PoliciesInForce(
    List<Policy> policies, List<PolicyException> exceptions, List<String> problems) {
  private static final KeptFields FIELDS = KeptFields.of("spec", "status");

  /** Policies with their own copies. */
  public PoliciesInForce {
    policies = List.copyOf(policies);
    exceptions = List.copyOf(exceptions);
    problems = List.copyOf(problems);
  }

  /**
   * Reads them; null when the cluster has no kind Policy, so that the shipped policies hold.
   *
   * @param namespaces in which exceptions are honoured; null when that is not known, and what the
   *     replicas have said of each exception counts
   */
  public static @Nullable PoliciesInForce read(ApiServer server, @Nullable List<String> namespaces)
      throws RequestFailedException, InterruptedException {
    Map<String, Policy> pack = new HashMap<>();
    ShippedPolicies.load().forEach(policy -> pack.put(policy.info().id(), policy));
    List<Policy> policies = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    boolean isThere =
        list(
            server,
            PolicyKind.POLICY,
            item -> {
              PolicyEntry entry = entry(item, pack);
              Policy inForce = entry.inForce();
              if (inForce != null) {
                policies.add(inForce);
              }
              if (!entry.isCompiled()) {
                problems.add(entry.problem());
              }
            });
    if (!isThere) {
      return null;
    }
    List<PolicyException> exceptions = new ArrayList<>();
    list(
        server,
        PolicyKind.POLICY_EXCEPTION,
        item -> {
          PolicyException honoured = honoured(item, namespaces);
          if (honoured != null) {
            exceptions.add(honoured);
          }
        });
    return new PoliciesInForce(policies, exceptions, problems);
  }

  // Returns whether the API server has the kind.
  private static boolean list(ApiServer server, PolicyKind kind, Consumer<StreamedObject> each)
      throws RequestFailedException, InterruptedException {
    try {
      server.list(kind.path(), FIELDS, kind.longest(), each);
      return true;
    } catch (RequestFailedException e) {
      if (e.code() == 404) {
        return false;
      }
      throw e;
    }
  }

  private static PolicyEntry entry(StreamedObject item, Map<String, Policy> pack) {
    if (item.isReadable()) {
      try {
        return new PolicyEntry(resource(item, PolicyKind.POLICY), pack);
      } catch (MalformedResourceException e) {
        return new PolicyEntry(
            OwnObjects.named(PolicyKind.POLICY, "", item.name()), e.sentence(), pack);
      }
    }
    return new PolicyEntry(
        OwnObjects.named(PolicyKind.POLICY, "", item.name()), item.problem(), pack);
  }

  private static Resource resource(StreamedObject item, PolicyKind kind) {
    return ListedObjects.of(item.tree(), kind.apiVersion(), kind.word());
  }

  private static @Nullable PolicyException honoured(
      StreamedObject item, @Nullable List<String> namespaces) {
    if (!item.isReadable()) {
      return null;
    }
    try {
      Resource resource = resource(item, PolicyKind.POLICY_EXCEPTION);
      PolicyReader reader = new PolicyReader().read(resource);
      boolean counts =
          namespaces == null ? isHonoured(resource) : namespaces.contains(resource.namespace());
      return counts && reader.problems().isEmpty() ? reader.exceptions().getFirst() : null;
    } catch (MalformedResourceException e) {
      // As good as one that does not compile.
      return null;
    }
  }

  // One that has ended is told of where it would have counted.
  private static boolean isHonoured(Resource exception) {
    for (ObjectView condition : exception.view().object("status").objects("conditions")) {
      if (condition.text("type").equals("Honoured")) {
        return condition.text("status").equals("True")
            || condition.text("reason").equals("Expired");
      }
    }
    return false;
  }

  /** A sentence on how many there are. */
  public String describe() {
    return policies.size()
        + (policies.size() == 1 ? " policy" : " policies")
        + " and "
        + exceptions.size()
        + (exceptions.size() == 1 ? " exception" : " exceptions")
        + " of the cluster";
  }
}
