package dev.haetae.policy.admission;

import dev.haetae.cel.policy.Fault;
import dev.haetae.cel.policy.Faults;
import dev.haetae.cel.policy.Mutation;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Text;
import dev.haetae.schema.ObjectType;
import dev.haetae.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads Kubernetes' policies and bindings: objects {@code admissionregistration.k8s.io} {@code
 * ValidatingAdmissionPolicy}, {@code MutatingAdmissionPolicy} and their bindings.
 *
 * <p>Versions {@code v1}, {@code v1beta1} and {@code v1alpha1} are read, which have the same
 * fields. All problems of all objects are reported at once, each with its place; what has a problem
 * is not in the result. Used by one thread.
 */
public final class AdmissionPolicyReader {
  private static final String GROUP = "admissionregistration.k8s.io";
  private static final Set<String> VERSIONS = Set.of("v1", "v1beta1", "v1alpha1");

  private final ExpressionPlaces places;
  private final List<AdmissionPolicy> policies = new ArrayList<>();
  private final List<PolicyBinding> bindings = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  /**
   * A reader.
   *
   * @param texts gives the files' texts, to say where in an expression something is wrong
   */
  public AdmissionPolicyReader(ExpressionPlaces.Texts texts) {
    this.places = new ExpressionPlaces(texts);
  }

  /** A reader that names the fields of what is wrong, and no places within them. */
  public AdmissionPolicyReader() {
    this(_ -> null);
  }

  /** Returns whether an object is one of those that this reads. */
  public static boolean reads(Resource resource) {
    return resource.groupKind().group().equals(GROUP)
        && VERSIONS.contains(version(resource))
        && (type(resource.kind(), false) != null || type(resource.kind(), true) != null);
  }

  private static String version(Resource resource) {
    String apiVersion = resource.apiVersion();
    return apiVersion.substring(apiVersion.indexOf('/') + 1);
  }

  private static AdmissionPolicy.@Nullable Type type(String kind, boolean binding) {
    for (AdmissionPolicy.Type type : AdmissionPolicy.Type.values()) {
      if (kind.equals(binding ? type.bindingKind() : type.kind())) {
        return type;
      }
    }
    return null;
  }

  /** Reads an object; one of another kind is a problem. */
  public AdmissionPolicyReader read(Resource resource) {
    if (!reads(resource)) {
      problems.add(
          Problem.at(
              resource,
              Path.of("kind"),
              Text.quote(resource.kind())
                  + " of "
                  + Text.quote(resource.apiVersion())
                  + " is no policy or binding of "
                  + GROUP));
      return this;
    }
    FieldTypes types = FieldTypes.of(resource, objectType(resource.kind()));
    checkServed(resource);
    warnings.addAll(types.dropped());
    if (types.wrong().isEmpty()) {
      readDecoded(resource);
    } else {
      problems.addAll(types.wrong());
    }
    return this;
  }

  private void checkServed(Resource resource) {
    if (!version(resource).equals("v1")) {
      warnings.add(
          Problem.at(
              resource,
              Path.of("apiVersion"),
              resource.apiVersion()
                  + ' '
                  + resource.kind()
                  + " is not served by Kubernetes 1.36 unless it is switched on; write "
                  + GROUP
                  + "/v1"));
    }
  }

  // Older versions that the schema does not have are read by the fields of the newest.
  private static ObjectType objectType(String kind) {
    return Schema.kubernetes().kind(GROUP + "/v1", kind).orElseThrow();
  }

  private void readDecoded(Resource resource) {
    Faults faults = new Faults();
    AdmissionPolicy.Type type = type(resource.kind(), false);
    if (type != null) {
      AdmissionPolicy policy = new SpecReader(faults).policy(resource, type);
      if (isNamedOnce(resource) && policy != null) {
        policies.add(policy);
        warnOfMutations(resource, policy);
      }
    } else {
      AdmissionPolicy.Type ofBinding = type(resource.kind(), true);
      PolicyBinding binding =
          ofBinding == null ? null : new BindingReader(faults).binding(resource, ofBinding);
      if (isNamedOnce(resource) && binding != null) {
        bindings.add(binding);
      }
    }
    for (Fault fault : faults.list()) {
      problems.add(places.problem(resource, fault));
    }
  }

  private void warnOfMutations(Resource resource, AdmissionPolicy policy) {
    for (Mutation mutation : policy.program().mutations()) {
      if (mutation.expression().expression().failsServer()) {
        warnings.add(
            Problem.at(
                resource,
                mutation.expression().path(),
                "the value of a JSONPatch is a list or a map of Object{…}, at which an API server"
                    + " of 1.36 fails: the client gets no answer, and failurePolicy does not help;"
                    + " write maps instead of the objects"));
      }
    }
  }

  private boolean isNamedOnce(Resource resource) {
    boolean once = names.add(resource.kind() + ' ' + resource.name());
    if (!once) {
      problems.add(
          Problem.at(
              resource,
              Path.of("metadata", "name"),
              "metadata.name is that of two objects of kind "
                  + resource.kind()
                  + ": "
                  + Text.quote(resource.name())));
    }
    return once;
  }

  /** The policies and bindings without a problem. */
  public AdmissionPolicies policies() {
    List<AdmissionPolicy> sorted = new ArrayList<>(policies);
    sorted.sort(Comparator.comparing(AdmissionPolicy::type).thenComparing(AdmissionPolicy::name));
    List<PolicyBinding> sortedBindings = new ArrayList<>(bindings);
    sortedBindings.sort(
        Comparator.comparing(PolicyBinding::name).thenComparing(PolicyBinding::type));
    return new AdmissionPolicies(sorted, sortedBindings);
  }

  /** The places of expressions in the files that were read. */
  public ExpressionPlaces places() {
    return places;
  }

  /** Everything for which the API server would refuse an object, in order of reading. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** What the API server takes with a warning, in order of reading. */
  public List<Problem> warnings() {
    return List.copyOf(warnings);
  }
}
