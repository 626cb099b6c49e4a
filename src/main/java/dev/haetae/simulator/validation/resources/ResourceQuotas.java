package dev.haetae.simulator.validation.resources;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.InternalType;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.meta.Metadata;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The validation of ResourceQuotas.
 *
 * <p>Mirrors {@code ValidateResourceQuota} of {@code pkg/apis/core/validation/validation.go}.
 */
public final class ResourceQuotas {
  private static final InternalType SELECTOR = InternalType.of("ScopeSelector");
  private static final Set<String> POD_SCOPES =
      Set.of(
          "Terminating",
          "NotTerminating",
          "NotBestEffort",
          "PriorityClass",
          "CrossNamespacePodAffinity");
  private static final Set<String> POD_RESOURCES =
      Set.of(
          "pods",
          "cpu",
          "memory",
          "limits.cpu",
          "limits.memory",
          "requests.cpu",
          "requests.memory");
  private static final Set<String> CLAIM_RESOURCES =
      Set.of("persistentvolumeclaims", "requests.storage");
  private static final Set<String> PLAIN_SCOPES =
      Set.of(
          "BestEffort",
          "NotBestEffort",
          "Terminating",
          "NotTerminating",
          "CrossNamespacePodAffinity");

  private ResourceQuotas() {}

  /** Checks a new ResourceQuota. */
  public static void check(Part quota) {
    Metadata.check(quota, NameSyntax::subdomain);
    checkSpec(quota.object("spec"));
    checkAmounts(quota.object("status"), "hard");
    checkAmounts(quota.object("status"), "used");
  }

  /** Checks a changed ResourceQuota. */
  public static void checkUpdate(Part quota, Part old) {
    Metadata.checkUpdate(quota, old);
    Part spec = quota.object("spec");
    checkSpec(spec);
    Set<String> before = new HashSet<>(old.object("spec").texts("scopes"));
    if (!before.equals(new HashSet<>(spec.texts("scopes")))) {
      quota.causes().invalid(spec.at("scopes"), spec.get("scopes"), "field is immutable");
    }
  }

  private static void checkAmounts(Part part, String field) {
    ObjectValue hard = part.map(field);
    for (int i = 0; i < hard.size() && !part.causes().isFull(); i++) {
      Place place = part.at(field).key(hard.key(i));
      ResourceNames.checkQuota(hard.key(i), place, part.causes());
      ResourceNames.checkAmount(hard.key(i), hard.value(i), place, part.causes());
    }
  }

  private static void checkSpec(Part spec) {
    checkAmounts(spec, "hard");
    CauseList causes = spec.causes();
    Set<String> scopes = new HashSet<>();
    for (String scope : spec.texts("scopes")) {
      if (!isScope(scope)) {
        causes.invalid(spec.at("scopes"), spec.get("scopes"), "unsupported scope");
      }
      int unfit = unfit(scope, spec.map("hard"));
      for (int i = 0; i < unfit && !causes.isFull(); i++) {
        causes.invalid(
            spec.at("scopes"), spec.get("scopes"), "unsupported scope applied to resource");
      }
      scopes.add(scope);
    }
    checkConflicts(spec, spec.at("scopes"), scopes);
    if (spec.has("scopeSelector")) {
      checkSelector(spec);
    }
  }

  private static void checkConflicts(Part spec, Place place, Set<String> scopes) {
    for (String scope : List.of("BestEffort", "Terminating")) {
      if (scopes.contains(scope) && scopes.contains("Not" + scope)) {
        spec.causes().invalid(place, spec.get("scopes"), "conflicting scopes");
      }
    }
  }

  private static void checkSelector(Part spec) {
    CauseList causes = spec.causes();
    Part selector = spec.object("scopeSelector");
    Place place = selector.at("matchExpressions");
    Set<String> scopes = new HashSet<>();
    for (Part requirement : selector.objects("matchExpressions")) {
      String scope = requirement.text("scopeName");
      if (!isScope(scope)) {
        causes.invalid(place.child("scopeName"), scope, "unsupported scope");
      }
      int unfit = unfit(scope, spec.map("hard"));
      for (int i = 0; i < unfit && !causes.isFull(); i++) {
        causes.invalid(place, selector.value(), SELECTOR, "unsupported scope applied to resource");
      }
      checkOperator(requirement, scope, place);
      scopes.add(scope);
    }
    checkConflicts(spec, place, scopes);
  }

  private static void checkOperator(Part requirement, String scope, Place place) {
    CauseList causes = requirement.causes();
    String operator = requirement.text("operator");
    if (PLAIN_SCOPES.contains(scope) && !operator.equals("Exists")) {
      causes.invalid(
          place.child("operator"),
          operator,
          "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating,"
              + " ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort,"
              + " ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity");
    }
    boolean valued = requirement.list("values").size() > 0;
    switch (operator) {
      case "In", "NotIn" -> {
        if (!valued) {
          causes.required(
              place.child("values"),
              "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector");
        }
      }
      case "Exists", "DoesNotExist" -> {
        if (valued) {
          causes.invalid(
              place.child("values"),
              requirement.get("values"),
              "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector");
        }
      }
      default -> causes.invalid(place.child("operator"), operator, "not a valid selector operator");
    }
  }

  private static boolean isScope(String scope) {
    return POD_SCOPES.contains(scope)
        || scope.equals("BestEffort")
        || scope.equals("VolumeAttributesClass");
  }

  // The number of resources that the scope cannot narrow.
  private static int unfit(String scope, ObjectValue hard) {
    int unfit = 0;
    for (int i = 0; i < hard.size(); i++) {
      String name = hard.key(i);
      boolean fits =
          switch (scope) {
            case "BestEffort" -> name.equals("pods");
            case "VolumeAttributesClass" -> CLAIM_RESOURCES.contains(name);
            default -> !POD_SCOPES.contains(scope) || POD_RESOURCES.contains(name);
          };
      if (!fits && ResourceNames.isStandardQuota(name)) {
        unfit++;
      }
    }
    return unfit;
  }
}
