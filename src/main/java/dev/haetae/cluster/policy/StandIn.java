package dev.haetae.cluster.policy;

import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The policy that judges in the place of one of which no version could ever be compiled: the
 * shipped policy of its rule, or, where the rule is unknown, of its name.
 *
 * <p>It judges by the shipped parameters. The actions, the objects it applies to and the rest are
 * those that are written, as far as they can be read: who has asked for warnings gets no denials.
 *
 * @param shipped the name of the shipped policy
 * @param policy what judges, under the name of the broken one, so that exceptions from it hold
 */
record StandIn(String shipped, Policy policy) {
  private static final List<String> FIELDS =
      List.of("validationActions", "mutate", "failurePolicy", "matchConstraints");

  /**
   * The stand-in of a broken policy; null when no shipped policy is its like.
   *
   * @param broken the object
   * @param pack the shipped policies, by the ids of their rules
   */
  static @Nullable StandIn of(Resource broken, Map<String, Policy> pack) {
    Policy shipped = shipped(OwnObjects.spec(broken), broken.name(), pack);
    if (shipped == null) {
      return null;
    }
    ObjectValue readable = ObjectValue.of("rule", new StringValue(shipped.rule().info().id()));
    for (String field : FIELDS) {
      Value written = OwnObjects.spec(broken).get(field);
      if (!written.isNull()) {
        ObjectValue more = readable.with(field, written);
        readable = compile(broken, more) == null ? readable : more;
      }
    }
    Policy read = compile(broken, readable);
    if (read == null) {
      // A name that no policy can have.
      return null;
    }
    return new StandIn(
        shipped.name(),
        new Policy(
            broken.name(),
            shipped.rule(),
            readable.has("validationActions") ? read.actions() : shipped.actions(),
            readable.has("mutate") ? read.mutate() : shipped.mutate(),
            readable.has("failurePolicy") ? read.failurePolicy() : shipped.failurePolicy(),
            readable.has("matchConstraints") ? read.match() : shipped.match()));
  }

  private static @Nullable Policy shipped(ObjectValue spec, String name, Map<String, Policy> pack) {
    Policy ofRule = spec.get("rule") instanceof StringValue rule ? pack.get(rule.text()) : null;
    return ofRule == null ? pack.get(name) : ofRule;
  }

  private static @Nullable Policy compile(Resource broken, ObjectValue spec) {
    PolicyReader reader =
        new PolicyReader()
            .read(
                broken.withTree(
                    new ObjectValue.Builder(4)
                        .put("apiVersion", new StringValue(PolicyReader.API_VERSION))
                        .put("kind", new StringValue("Policy"))
                        .put("metadata", broken.metadata().value())
                        .put("spec", spec)
                        .build()));
    return reader.problems().isEmpty() ? reader.policies().getFirst() : null;
  }
}
