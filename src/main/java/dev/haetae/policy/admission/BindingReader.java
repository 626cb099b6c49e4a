package dev.haetae.policy.admission;

import dev.haetae.cel.policy.Faults;
import dev.haetae.resource.Resource;
import dev.haetae.rule.Action;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.meta.LabelSelectors;
import dev.haetae.simulator.validation.meta.Metadata;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one binding whose fields have the right types, with all that the API server would refuse.
 *
 * <p>Mirrors {@code validateValidatingAdmissionPolicyBinding} and {@code
 * validateMutatingAdmissionPolicyBinding} of {@code
 * pkg/apis/admissionregistration/validation/validation.go}.
 */
final class BindingReader {
  private static final List<String> ACTIONS = List.of("Audit", "Deny", "Warn");
  private static final List<String> NOT_FOUND_ACTIONS = List.of("Deny", "Allow");

  private final Faults faults;
  private final CauseList causes;

  BindingReader(Faults faults) {
    this.faults = faults;
    this.causes = faults.causes();
  }

  /** Reads a binding; null when something is wrong. */
  @Nullable PolicyBinding binding(Resource resource, AdmissionPolicy.Type type) {
    Part root = new Part(resource.tree(), Place.ROOT, causes);
    Metadata.checkPlain(root, NameSyntax::subdomain);
    Part spec = root.object("spec");
    String policy = spec.text("policyName");
    if (policy.isEmpty()) {
      causes.required(spec.at("policyName"), "");
    } else {
      causes.invalid(spec.at("policyName"), policy, NameSyntax.subdomain(policy));
    }
    boolean denies = resource.apiVersion().endsWith("/v1alpha1");
    ParamRef paramRef = paramRef(spec.objectOrNull("paramRef"), denies);
    Part matching = spec.objectOrNull("matchResources");
    MatchResources match = matching == null ? MatchResources.ANY : MatchReader.read(matching);
    Set<Action> actions =
        type == AdmissionPolicy.Type.VALIDATING ? actions(spec) : EnumSet.noneOf(Action.class);
    if (faults.isEmpty()) {
      Metadata.checkAny(root);
    }
    return faults.isEmpty()
        ? new PolicyBinding(type, resource.name(), policy, resource, paramRef, match, actions)
        : null;
  }

  private @Nullable ParamRef paramRef(@Nullable Part ref, boolean denies) {
    if (ref == null) {
      return null;
    }
    String name = ref.text("name");
    if (!name.isEmpty()) {
      causes.invalid(ref.at("name"), name, NameSyntax.pathSegment(name));
      if (ref.has("selector")) {
        causes.forbidden(ref.at("name"), "name and selector are mutually exclusive");
      }
    }
    LabelSelectors.check(ref, "selector");
    if (ref.has("selector") && !name.isEmpty()) {
      causes.forbidden(ref.at("selector"), "name and selector are mutually exclusive");
    }
    if (name.isEmpty() && !ref.has("selector")) {
      causes.required(ref.place(), "one of name or selector must be specified");
    }
    String action = ref.textOrNull("parameterNotFoundAction");
    if (action == null ? !denies : action.isEmpty()) {
      causes.required(ref.at("parameterNotFoundAction"), "");
    } else {
      ref.oneOf("parameterNotFoundAction", NOT_FOUND_ACTIONS);
    }
    return new ParamRef(
        name,
        ref.text("namespace"),
        ref.has("selector") && faults.isEmpty() ? MatchReader.selector(ref, "selector") : null,
        "Allow".equals(action));
  }

  private Set<Action> actions(Part spec) {
    List<String> words = spec.texts("validationActions");
    Place place = spec.at("validationActions");
    Set<String> seen = new HashSet<>();
    Set<Action> actions = EnumSet.noneOf(Action.class);
    for (int i = 0; i < words.size() && !causes.isFull(); i++) {
      if (!ACTIONS.contains(words.get(i))) {
        causes.notSupported(place.index(i), words.get(i), ACTIONS);
      }
      if (!seen.add(words.get(i))) {
        causes.duplicate(place.index(i), words.get(i));
      }
    }
    for (Action action : Action.values()) {
      if (seen.contains(action.word())) {
        actions.add(action);
      }
    }
    if (actions.contains(Action.DENY) && actions.contains(Action.WARN)) {
      causes.invalid(
          place,
          spec.list("validationActions"),
          "must not contain both Deny and Warn (repeating the same validation failure information"
              + " in the API response and headers serves no purpose)");
    }
    if (words.isEmpty()) {
      causes.required(place, "at least one validation action is required");
    }
    return actions;
  }
}
