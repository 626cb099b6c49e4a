package dev.haetae.engine;

import dev.haetae.inventory.Inventory;
import dev.haetae.policy.Policy;
import dev.haetae.resource.ContainerView;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.RuleContext;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The pods that an object will make, as admission will have repaired them: what its templates lack
 * and a policy adds to every Pod is not lacking.
 *
 * @param context of the object's review, whose budget the repairs spend
 */
record FuturePods(
    PolicyTable table,
    Exceptions exceptions,
    InstantSource clock,
    Inventory world,
    RuleContext context)
    implements UnaryOperator<PodView> {
  private static final List<String> PLACING =
      List.of("nodeSelector", "affinity", "tolerations", "schedulerName");
  private static final ObjectValue ANY = ObjectValue.of("operator", new StringValue("Exists"));

  /** Returns the Pod that will be made from a template; a Pod itself as it is. */
  @Override
  public PodView apply(PodView template) {
    Policy[] repairing = table.of(GroupKind.POD).repairing(PolicyTable.Part.ALL);
    // Of a DaemonSet the template says for which nodes it makes pods at all.
    if (template.isPod()
        || repairing.length == 0
        || template.carrier().groupKind().equals(GroupKind.DAEMON_SET)) {
      return template;
    }
    try {
      Review review = Review.create(pod(template), EnforcementPoint.MUTATE);
      VerdictBuilder unheard = new VerdictBuilder(Waivers.of(review, exceptions, clock), false);
      return new Repairs(review, world, context.withRepairing(true), unheard)
          .make(repairing)
          .pods()
          .getFirst();
    } catch (MalformedResourceException _) {
      // Rules that read the template itself say where it is malformed.
      return template;
    }
  }

  private static Resource pod(PodView template) {
    ObjectValue written = template.metadata().value();
    ObjectValue.Builder metadata = new ObjectValue.Builder(4);
    metadata.put("name", template.carrier().name());
    metadata.put("namespace", template.carrier().namespace());
    for (String field : List.of("labels", "annotations")) {
      if (written.has(field)) {
        metadata.put(field, written.get(field));
      }
    }
    ObjectValue tree =
        new ObjectValue.Builder(4)
            .put("apiVersion", "v1")
            .put("kind", "Pod")
            .put("metadata", metadata.build())
            .put("spec", spec(template))
            .build();
    return template.carrier().withTree(tree);
  }

  // Kinds write containers, resources and what places a pod in other fields too.
  private static ObjectValue spec(PodView template) {
    List<Value> containers = new ArrayList<>();
    for (ContainerView container : template.containers()) {
      if (container.role() == ContainerView.Role.MAIN) {
        containers.add(container(container));
      }
    }
    ObjectValue spec = template.spec().value().with("containers", ArrayValue.of(containers));
    for (String field : PLACING) {
      ObjectValue holder = template.placing(field).value();
      if (!spec.has(field) && holder.has(field)) {
        spec = spec.with(field, holder.get(field));
      }
    }
    // The rest of its spec may tolerate whatever there is.
    return template.isPart() ? spec.with("tolerations", ArrayValue.of(List.of(ANY))) : spec;
  }

  private static ObjectValue container(ContainerView container) {
    ObjectValue written = container.view().value();
    return written.has("resources") || !container.hasResources()
        ? written
        : written
            .with("name", new StringValue(container.name()))
            .with("resources", container.resources().value());
  }
}
