package dev.haetae.cluster.doctor;

import dev.haetae.cluster.client.ApiServer;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.cluster.policy.PolicyKind;
import dev.haetae.resource.text.KeptFields;
import dev.haetae.resource.text.StreamedObject;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The examination of the policies: whether they compile, as replicas have said of them. */
record PolicyExamination(ApiServer server) {
  private static final KeptFields FIELDS = KeptFields.of("status.conditions", "spec");

  /** Looks, and returns the policies of the cluster; null when it has no such kind, or hides it. */
  @Nullable List<StreamedObject> examine(Checks checks) {
    Optional<List<StreamedObject>> seen =
        checks.see(
            "the policies",
            this::policies,
            () -> checks.ok("the cluster has no kind Policy: the shipped policies hold"));
    if (seen.isEmpty()) {
      return null;
    }
    List<StreamedObject> policies = seen.get();
    if (policies.isEmpty()) {
      checks.warn(
          "the cluster has the kind Policy and no object of it: nothing is judged",
          "install the chart with policyDefaults.enabled, or write policies of your own");
      return policies;
    }
    int compiled = 0;
    for (StreamedObject policy : policies) {
      compiled += examine(checks, policy) ? 1 : 0;
    }
    checks.ok(compiled + " of " + policies.size() + " policies compile");
    return policies;
  }

  // Whether it compiles; if not, checks are told.
  private static boolean examine(Checks checks, StreamedObject policy) {
    ObjectValue condition = compiledCondition(policy);
    String name = policy.name();
    if (!policy.isReadable()) {
      checks.fail(
          "policy " + name + " cannot be read: " + policy.problem(),
          "correct it; until then its last good version holds, or none");
    } else if (condition == null) {
      checks.warn(
          "nobody has said whether policy " + name + " compiles",
          "see whether a replica is leader");
    } else if (condition.text("status").equals("True")) {
      return true;
    } else {
      checks.fail(
          "policy " + name + " does not compile: " + condition.text("message"),
          "correct it: kubectl edit policies.haetae.dev " + name);
    }
    return false;
  }

  // Empty where the cluster does not have the kind.
  private Optional<List<StreamedObject>> policies()
      throws RequestFailedException, InterruptedException {
    List<StreamedObject> policies = new ArrayList<>();
    try {
      var _ =
          server.list(PolicyKind.POLICY.path(), FIELDS, PolicyKind.POLICY.longest(), policies::add);
      return Optional.of(policies);
    } catch (RequestFailedException e) {
      if (e.code() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static @Nullable ObjectValue compiledCondition(StreamedObject policy) {
    if (policy.tree().get("status") instanceof ObjectValue status
        && status.get("conditions") instanceof ArrayValue conditions) {
      for (int i = 0; i < conditions.size(); i++) {
        if (conditions.get(i) instanceof ObjectValue condition
            && condition.text("type").equals("Compiled")) {
          return condition;
        }
      }
    }
    return null;
  }
}
