package dev.haetae.engine.admission;

import dev.haetae.policy.admission.CustomDefinition;
import dev.haetae.policy.admission.ParamKind;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.Resource;
import dev.haetae.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The source of parameters that are listed, such as those of files; what is not listed is not
 * there.
 */
public final class ListedParams implements ParamSource {
  private static final String DEFINITION = "CustomResourceDefinition";

  private final Map<String, List<Resource>> byKind = new TreeMap<>();
  private final Map<String, Scope> defined = new TreeMap<>();

  /**
   * A source of these objects.
   *
   * @param objects among which are the CustomResourceDefinitions of such kinds, if there are any
   */
  public ListedParams(Iterable<Resource> objects) {
    for (Resource object : objects) {
      byKind
          .computeIfAbsent(key(object.apiVersion(), object.kind()), _ -> new ArrayList<>())
          .add(object);
      if (object.kind().equals(DEFINITION)) {
        define(object);
      }
    }
    byKind
        .values()
        .forEach(list ->
            list.sort(Comparator.comparing(Resource::namespace).thenComparing(Resource::name)));
  }

  private void define(Resource definition) {
    CustomDefinition custom = CustomDefinition.of(definition.tree());
    Scope scope = custom.isClusterScoped() ? Scope.CLUSTER : Scope.NAMESPACED;
    for (CustomDefinition.Version version : custom.versions()) {
      defined.put(key(custom.group() + '/' + version.name(), custom.kind()), scope);
    }
  }

  private static String key(String apiVersion, String kind) {
    return apiVersion + ' ' + kind;
  }

  @Override
  public Scope scope(ParamKind kind) {
    Scope written = defined.get(key(kind.apiVersion(), kind.kind()));
    if (written != null) {
      return written;
    }
    if (GroupKind.of(kind.apiVersion(), kind.kind()).isClusterScoped()) {
      return Scope.CLUSTER;
    }
    if (Schema.kubernetes().kindOrNull(kind.apiVersion(), kind.kind()) != null) {
      return Scope.NAMESPACED;
    }
    List<Resource> listed = of(kind);
    if (listed.isEmpty()) {
      return Scope.NOT_SERVED;
    }
    if (listed.stream().anyMatch(object -> object.metadata().has("namespace"))) {
      return Scope.NAMESPACED;
    }
    // Manifests may leave a namespace out, and are then given one that may be none of theirs.
    return listed.stream().allMatch(object -> object.namespace().isEmpty())
        ? Scope.CLUSTER
        : Scope.UNKNOWN;
  }

  private List<Resource> of(ParamKind kind) {
    return byKind.getOrDefault(key(kind.apiVersion(), kind.kind()), List.of());
  }

  @Override
  public Found named(ParamKind kind, String namespace, String name) {
    return found(kind, namespace, object -> object.name().equals(name));
  }

  @Override
  public Found selected(ParamKind kind, String namespace, LabelSelector selector) {
    return found(kind, namespace, object -> selector.matches(object.labels()));
  }

  private Found found(ParamKind kind, String namespace, Predicate<Resource> wanted) {
    List<Resource> found = new ArrayList<>();
    for (Resource object : of(kind)) {
      if ((namespace.isEmpty() || object.namespace().equals(namespace)) && wanted.test(object)) {
        found.add(object);
      }
    }
    return new Found(found, true);
  }
}
