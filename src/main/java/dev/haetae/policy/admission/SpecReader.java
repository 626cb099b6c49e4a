package dev.haetae.policy.admission;

import dev.haetae.cel.policy.Faults;
import dev.haetae.cel.policy.PolicyEnvironments;
import dev.haetae.cel.policy.PolicyProgram;
import dev.haetae.cel.policy.ProgramReader;
import dev.haetae.policy.FailurePolicy;
import dev.haetae.resource.Resource;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.meta.Metadata;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads one policy whose fields have the right types, with all that the API server would refuse.
 *
 * <p>Mirrors {@code validateValidatingAdmissionPolicy} and {@code validateMutatingAdmissionPolicy}
 * of {@code pkg/apis/admissionregistration/validation/validation.go}.
 */
final class SpecReader {
  private static final List<String> FAILURE_POLICIES = List.of("Fail", "Ignore");
  private static final List<String> REINVOCATIONS = List.of("IfNeeded", "Never");
  private static final List<String> MUTABLE_OPERATIONS =
      List.of("*", "CONNECT", "CREATE", "UPDATE");

  private final Faults faults;
  private final CauseList causes;

  SpecReader(Faults faults) {
    this.faults = faults;
    this.causes = faults.causes();
  }

  /** Reads a policy; null when something is wrong. */
  @Nullable AdmissionPolicy policy(Resource resource, AdmissionPolicy.Type type) {
    Part root = new Part(resource.tree(), Place.ROOT, causes);
    Metadata.checkPlain(root, NameSyntax::subdomain);
    Part spec = root.object("spec");
    spec.oneOf("failurePolicy", FAILURE_POLICIES);
    ParamKind paramKind = paramKind(spec);
    MatchResources match = match(spec, type);
    PolicyProgram program = program(spec, type, resource, paramKind != null);
    if (type == AdmissionPolicy.Type.MUTATING) {
      checkReinvocation(spec);
    }
    checkName(root);
    return faults.isEmpty()
        ? new AdmissionPolicy(
            type,
            resource.name(),
            resource,
            match,
            paramKind,
            program,
            spec.text("failurePolicy").equals("Ignore") ? FailurePolicy.IGNORE : FailurePolicy.FAIL,
            spec.text("reinvocationPolicy").equals("IfNeeded"))
        : null;
  }

  private PolicyProgram program(
      Part spec, AdmissionPolicy.Type type, Resource resource, boolean hasParams) {
    boolean mutating = type == AdmissionPolicy.Type.MUTATING;
    ProgramReader words =
        new ProgramReader(PolicyEnvironments.kubernetes(hasParams, mutating), faults);
    return mutating
        ? words.mutating(spec)
        : words.validating(
            spec, Metadata.name(new Part(resource.metadata().value(), Place.ROOT, causes)));
  }

  // What holds for every kind is asked only where the kind's own validation finds nothing.
  void checkName(Part root) {
    if (faults.isEmpty()) {
      Metadata.checkAny(root);
    }
  }

  private static @Nullable ParamKind paramKind(Part spec) {
    Part kind = spec.objectOrNull("paramKind");
    if (kind == null) {
      return null;
    }
    CauseList causes = kind.causes();
    String apiVersion = kind.text("apiVersion");
    int slash = apiVersion.indexOf('/');
    if (apiVersion.isEmpty()) {
      causes.required(kind.at("apiVersion"), "");
    } else if (slash != apiVersion.lastIndexOf('/')) {
      causes.invalid(
          kind.at("apiVersion"), apiVersion, "unexpected GroupVersion string: " + apiVersion);
    } else {
      checkGroup(kind, apiVersion.substring(0, Math.max(slash, 0)));
      checkVersion(kind, apiVersion.substring(slash + 1));
    }
    String name = kind.text("kind");
    List<String> wrong = NameSyntax.label1035(name.toLowerCase(Locale.ROOT));
    if (name.isEmpty()) {
      causes.required(kind.at("kind"), "");
    } else if (!wrong.isEmpty()) {
      causes.invalid(
          kind.at("kind"),
          name,
          "may have mixed case, but should otherwise match: " + String.join(",", wrong));
    }
    return new ParamKind(apiVersion, name);
  }

  private static void checkGroup(Part kind, String group) {
    List<String> wrong = group.isEmpty() ? List.of() : NameSyntax.subdomain(group);
    if (!wrong.isEmpty()) {
      kind.causes().invalid(kind.at("apiVersion"), group, String.join(",", wrong));
    }
  }

  private static void checkVersion(Part kind, String version) {
    if (version.isEmpty()) {
      kind.causes()
          .invalid(kind.at("apiVersion"), kind.text("apiVersion"), "version must be specified");
      return;
    }
    List<String> wrong = NameSyntax.label1035(version);
    if (!wrong.isEmpty()) {
      kind.causes().invalid(kind.at("apiVersion"), version, String.join(",", wrong));
    }
  }

  private MatchResources match(Part spec, AdmissionPolicy.Type type) {
    Part constraints = spec.objectOrNull("matchConstraints");
    if (constraints == null) {
      causes.required(spec.at("matchConstraints"), "");
      return MatchResources.ANY;
    }
    MatchResources match = MatchReader.read(constraints);
    if (constraints.list("resourceRules").size() == 0) {
      causes.required(constraints.at("resourceRules"), "");
    }
    if (type == AdmissionPolicy.Type.MUTATING) {
      checkOperations(constraints);
    }
    return match;
  }

  private void checkOperations(Part constraints) {
    for (Part rule : constraints.objects("resourceRules")) {
      for (String operation : rule.texts("operations")) {
        if (!MUTABLE_OPERATIONS.contains(operation)) {
          causes.notSupported(
              constraints.at("resourceRules").child("operations"), operation, MUTABLE_OPERATIONS);
        }
      }
    }
  }

  private void checkReinvocation(Part spec) {
    String policy = spec.text("reinvocationPolicy");
    if (policy.isEmpty()) {
      causes.required(spec.at("reinvocationPolicy"), "");
    } else {
      spec.oneOf("reinvocationPolicy", REINVOCATIONS);
    }
  }
}
