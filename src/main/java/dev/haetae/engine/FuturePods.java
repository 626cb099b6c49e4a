package dev.haetae.engine;

import dev.haetae.inventory.Inventory;
import dev.haetae.policy.Policy;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.PodView;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.RuleContext;
import java.time.InstantSource;
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
      Review review = Review.create(TemplatePods.pod(template), EnforcementPoint.MUTATE);
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
}
