package dev.haetae.rule.network;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import dev.haetae.schema.Suggestions;
import java.util.List;

/**
 * A Service of type LoadBalancer has somebody who gives it an address.
 *
 * <p>Why: on premise nobody does unless it was installed. The Service is accepted, and its external
 * address stays {@code <pending>} for ever.
 *
 * <p>Looks at {@code spec.loadBalancerClass}, at the address pools of the world, and at its other
 * load balancers. Allowed: a class (of those that are listed, if any are), a listed provider, a
 * pool that serves the Service, a load balancer of the world that has an address.
 */
public final class LoadBalancerAvailable implements Rule {
  private static final Reason MISSING =
      new Reason(
          "LoadBalancerMissing",
          "Nobody is known to give load balancers of the cluster addresses.");
  private static final Reason NO_POOL =
      new Reason("LoadBalancerPoolMissing", "There are address pools, but none for this Service.");
  private static final Reason CLASS_UNKNOWN =
      new Reason("LoadBalancerClassUnknown", "The loadBalancerClass is none of those listed.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.warns(
              "load-balancer-available",
              "A Service of type LoadBalancer has somebody who gives it an address.",
              Subjects.of(GroupKind.SERVICE),
              List.of(MISSING, NO_POOL, CLASS_UNKNOWN))
          .at(EnforcementPoint.CHECK, EnforcementPoint.AUDIT);

  private final List<String> providers;
  private final List<String> classes;

  /** The rule with the parameters of a policy. */
  public LoadBalancerAvailable(Parameters parameters) {
    providers = parameters.texts("providers", List.of());
    classes = parameters.texts("loadBalancerClasses", List.of());
  }

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    ServiceView service = ServiceView.of(subject);
    if (!service.type().equals("LoadBalancer")) {
      return;
    }
    String loadBalancerClass = service.spec().text("loadBalancerClass");
    if (!loadBalancerClass.isEmpty()) {
      checkClass(service, loadBalancerClass, findings);
    } else if (providers.isEmpty()) {
      checkWorld(service, context.inventory(), findings);
    }
  }

  private void checkClass(ServiceView service, String loadBalancerClass, Findings findings) {
    if (classes.isEmpty() || classes.contains(loadBalancerClass)) {
      return;
    }
    findings.violation(
        CLASS_UNKNOWN,
        service.spec().path("loadBalancerClass"),
        Sentence.of(
                "%q is served by nobody: the Service stays <pending>; the classes are %s",
                loadBalancerClass, classes)
            .didYouMean(
                Suggestions.nearest(loadBalancerClass, classes),
                "name one of these, or take the field away"));
  }

  private static void checkWorld(ServiceView service, Inventory inventory, Findings findings) {
    AddressPools pools = new AddressPools(service, inventory);
    if (pools.serve() || pools.haveServed()) {
      return;
    }
    Path path = service.spec().path("type");
    if (pools.exist()) {
      findings.violation(
          NO_POOL,
          path,
          Sentence.of(
                  "no address pool gives Services of namespace %q addresses of itself: the Service"
                      + " stays <pending>",
                  service.resource().namespace())
              .instead(
                  "ask for a pool with the annotation metallb.io/address-pool, or have one"
                      + " opened"));
      return;
    }
    if (!pools.areSeen()) {
      findings.undecidedAdvice(
          MISSING,
          path,
          Sentence.of("whether anybody gives load balancers addresses is not known here"));
      return;
    }
    Sentence sentence =
        Sentence.of(
                "nobody is known to give load balancers addresses: no address pool, and no Service"
                    + " that has got one: on premise the Service stays <pending>")
            .instead(
                "write type: NodePort, or install MetalLB; list another provider in the policy"
                    + " (providers)");
    // Not seen is not there, on premise: nothing comes with the cluster. But it is never denied.
    if (inventory.isClosed()) {
      findings.violation(MISSING, path, sentence);
    } else {
      findings.advice(MISSING, path, sentence);
    }
  }
}
