package dev.haetae.simulator.validation.pod;

import dev.haetae.resource.Quantity;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.defaults.Amount;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.InternalType;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.resources.ResourceRequirements;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The validation of what a pod asks for as a whole, and of the devices that it claims.
 *
 * <p>Mirrors {@code validatePodResources} and {@code validatePodResourceClaims} of {@code
 * pkg/apis/core/validation/validation.go}.
 */
final class PodResources {
  private static final InternalType CLAIM = InternalType.of("PodResourceClaim");

  private PodResources() {}

  /** Checks the {@code resources} of a pod, if there are any. */
  static void check(PodScope scope) {
    Part spec = scope.spec();
    if (!spec.has("resources")) {
      return;
    }
    Part resources = spec.object("resources");
    CauseList causes = spec.causes();
    if ("windows".equals(scope.system())) {
      causes.forbidden(resources.place(), "may not be set for a windows pod");
      return;
    }
    if (resources.has("claims")) {
      causes.forbidden(resources.at("claims"), "claims may not be set for Resources at pod-level");
    }
    ResourceRequirements.checkPod(resources, scope.claims());
    checkSums(scope, resources, "requests");
    checkSums(scope, resources, "limits");
    checkContainers(scope, resources);
  }

  private static void checkSums(PodScope scope, Part resources, String field) {
    ObjectValue amounts = resources.map(field);
    for (int i = 0; i < amounts.size(); i++) {
      String name = amounts.key(i);
      if (field.equals("limits") && !name.startsWith("hugepages-")) {
        continue;
      }
      Quantity whole = Part.quantity(amounts.value(i));
      Amount sum = sum(scope, field, name);
      if (whole != null && sum.quantity().compareTo(whole) > 0) {
        resources
            .causes()
            .invalid(
                resources.at(field).key(name),
                Part.amount(amounts.value(i)),
                "must be greater than or equal to aggregate container " + field + " of " + sum);
      }
    }
  }

  private static void checkContainers(PodScope scope, Part resources) {
    ObjectValue most = resources.map("limits");
    int index = 0;
    for (Part container : scope.spec().objects("containers")) {
      ObjectValue limits = container.object("resources").map("limits");
      for (int i = 0; i < limits.size(); i++) {
        String name = limits.key(i);
        Quantity limit = Part.quantity(limits.value(i));
        Quantity whole = Part.quantity(most.get(name));
        if (limit != null && whole != null && limit.compareTo(whole) > 0) {
          resources
              .causes()
              .invalid(
                  resources.at("containers").index(index).key(name).child("limits"),
                  Part.amount(limits.value(i)),
                  "must be less than or equal to pod limits of " + Part.amount(most.get(name)));
        }
      }
      index++;
    }
  }

  // What all containers ask for of one resource: those before the start in turn, if more.
  private static Amount sum(PodScope scope, String field, String name) {
    Amount regular = Amount.ZERO;
    for (Part container : scope.spec().objects("containers")) {
      regular = regular.plus(amount(container, field, name));
    }
    Amount sidecars = Amount.ZERO;
    Amount initial = Amount.ZERO;
    for (Part container : scope.spec().objects("initContainers")) {
      Amount own = amount(container, field, name);
      if (container.text("restartPolicy").equals("Always")) {
        sidecars = sidecars.plus(own);
        initial = initial.max(sidecars);
      } else {
        initial = initial.max(sidecars.plus(own));
      }
    }
    return regular.plus(sidecars).max(initial);
  }

  // A request that is not written is the limit.
  private static Amount amount(Part container, String field, String name) {
    Part resources = container.object("resources");
    Value value = resources.map(field).get(name);
    Value own = value.isNull() ? resources.map("limits").get(name) : value;
    Amount amount = Amount.parse(own instanceof StringValue text ? text.text() : own.toString());
    return amount == null ? Amount.ZERO : amount;
  }

  /** Checks the {@code resourceClaims} of a pod. */
  static void checkClaims(Part spec) {
    CauseList causes = spec.causes();
    Set<String> names = new HashSet<>();
    for (Part claim : spec.objects("resourceClaims")) {
      String name = claim.text("name");
      if (name.isEmpty()) {
        causes.required(claim.at("name"), "");
      } else if (names.add(name)) {
        causes.invalid(claim.at("name"), name, NameSyntax.label(name));
      } else {
        causes.duplicate(claim.at("name"), name);
      }
      boolean named = claim.has("resourceClaimName");
      boolean made = claim.has("resourceClaimTemplateName");
      if (named && made) {
        causes.invalid(
            claim.place(),
            claim.value(),
            CLAIM,
            "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified");
      }
      if (!named && !made) {
        causes.invalid(
            claim.place(),
            claim.value(),
            CLAIM,
            "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`");
      }
      for (String field : List.of("resourceClaimName", "resourceClaimTemplateName")) {
        String reference = claim.textOrNull(field);
        if (reference != null) {
          causes.invalid(claim.at(field), reference, NameSyntax.subdomain(reference));
        }
      }
    }
  }
}
