package dev.haetae.engine.admission;

import dev.haetae.cel.policy.RunObserver;
import dev.haetae.policy.admission.AdmissionPolicies;
import dev.haetae.policy.admission.Equivalents;
import dev.haetae.policy.admission.ParamKind;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.apply.CustomKinds;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects of files that policies look at besides the one that they judge: namespaces,
 * parameters, definitions of custom kinds. Of two of one name the later counts.
 */
public final class SeenObjects {
  private static final String NAME_LABEL = "kubernetes.io/metadata.name";
  private static final String METADATA = "metadata";
  private static final String LABELS = "labels";

  private final List<Resource> objects;
  private final Map<String, ObjectValue> namespaces = new HashMap<>();
  private final ParamSource params;

  /**
   * The objects that are seen.
   *
   * @param closed whether what is not among them does not exist
   */
  public SeenObjects(List<Resource> seen, boolean closed) {
    Map<String, Resource> last = new LinkedHashMap<>();
    for (Resource object : seen) {
      last.put(object.groupKind() + "\0" + object.namespace() + '\0' + object.name(), object);
    }
    this.objects = List.copyOf(last.values());
    for (Resource object : objects) {
      if (object.groupKind().equals(GroupKind.NAMESPACE)) {
        namespaces.put(object.name(), named(object));
      }
    }
    ParamSource listed = new ListedParams(objects);
    this.params = closed ? listed : new Open(listed);
  }

  // The API server sets the label, whatever is written.
  private static ObjectValue named(Resource namespace) {
    ObjectValue metadata = namespace.metadata().value();
    ObjectValue labels =
        metadata.get(LABELS) instanceof ObjectValue written ? written : ObjectValue.EMPTY;
    Value name = new StringValue(namespace.name());
    return namespace.tree().with(METADATA, metadata.with(LABELS, labels.with(NAME_LABEL, name)));
  }

  /** What judges requests by these policies; those without a binding as if bound everywhere. */
  public AdmissionPolicyEvaluator evaluator(AdmissionPolicies policies) {
    return new AdmissionPolicyEvaluator(policies, equivalents(), true);
  }

  /** What changes the objects of requests by these policies, the unbound ones too. */
  public AdmissionMutator mutator(AdmissionPolicies policies) {
    CustomKinds kinds = new CustomKinds(definitions().stream().map(Resource::tree).toList());
    return new AdmissionMutator(policies, equivalents(), kinds, true);
  }

  /** The surroundings of requests that they make up. */
  public Surroundings surroundings() {
    return new Surroundings(namespaces::get, params, null, RunObserver.NONE);
  }

  private Equivalents equivalents() {
    List<Resource> definitions = definitions();
    return definitions.isEmpty() ? Equivalents.BUILT_IN : Equivalents.of(definitions);
  }

  private List<Resource> definitions() {
    return objects.stream()
        .filter(object -> object.kind().equals("CustomResourceDefinition"))
        .toList();
  }

  /** Parameters among which may be others than those that are seen. */
  private record Open(ParamSource listed) implements ParamSource {
    @Override
    public Scope scope(ParamKind kind) {
      Scope scope = listed.scope(kind);
      return scope == Scope.NOT_SERVED ? Scope.UNKNOWN : scope;
    }

    @Override
    public Found named(ParamKind kind, String namespace, String name) {
      List<Resource> found = listed.named(kind, namespace, name).objects();
      return new Found(found, !found.isEmpty());
    }

    @Override
    public Found selected(ParamKind kind, String namespace, LabelSelector selector) {
      return new Found(listed.selected(kind, namespace, selector).objects(), false);
    }
  }
}
