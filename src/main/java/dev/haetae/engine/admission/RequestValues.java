package dev.haetae.engine.admission;

import dev.haetae.cel.Bindings;
import dev.haetae.cel.KubernetesVariables;
import dev.haetae.cel.library.Authorizer;
import dev.haetae.cel.library.AuthorizerValues;
import dev.haetae.cel.value.TreeValues;
import dev.haetae.engine.admission.AdmissionAttributes.GroupVersionName;
import dev.haetae.policy.admission.Match.Equivalent;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of the variables that a request gives to expressions, made once a request, and seldom
 * more often: when a policy wants to see another version of the object.
 */
final class RequestValues {
  private static final Object NULL = TreeValues.of(NullValue.NULL);
  private static final String USER = "request.userInfo";

  private final AdmissionAttributes request;
  private final Authorizer authorizer;
  private final @Nullable ObjectValue namespace;
  private final List<String> unknown;
  private final Object oldObject;
  private final Object object;
  private @Nullable Object namespaceObject;
  private @Nullable Object requestObject;

  RequestValues(AdmissionAttributes request, Surroundings surroundings) {
    this.request = request;
    this.authorizer = authorizer(surroundings.authorizer(), request.user() != null);
    this.namespace =
        hasNamespace(request) ? surroundings.namespaces().namespace(request.namespace()) : null;
    this.unknown = unknown(request, namespace);
    this.object = root(request.object(), KubernetesVariables.OBJECT);
    this.oldObject = root(request.oldObject(), KubernetesVariables.OLD_OBJECT);
  }

  // Who asks must be known to say what they may do.
  private static Authorizer authorizer(@Nullable Authorizer given, boolean knowsUser) {
    return question ->
        given == null || (question.user() == null && !knowsUser)
            ? Authorizer.Decision.UNKNOWN
            : given.decide(question);
  }

  private Authorizer.Resource resource() {
    return new Authorizer.Resource(
        request.resource().group(),
        request.resource().name(),
        request.subresource(),
        request.namespace(),
        request.name(),
        "",
        "");
  }

  // A Namespace says itself to live in the namespace that it is; policies see none.
  private static boolean hasNamespace(AdmissionAttributes request) {
    return !request.namespace().isEmpty() && !isNamespace(request.kind());
  }

  static boolean isNamespace(GroupVersionName kind) {
    return kind.name().equals("Namespace") && kind.group().isEmpty();
  }

  private static List<String> unknown(
      AdmissionAttributes request, @Nullable ObjectValue namespace) {
    List<String> names = new ArrayList<>();
    if (request.user() == null) {
      names.add(USER);
    }
    if (request.dryRun() == null) {
      names.add("request.dryRun");
    }
    if (request.options() == null) {
      names.add("request.options");
    }
    if (request.oldObject() == null
        && (request.operation().equals("UPDATE") || request.operation().equals("DELETE"))) {
      names.add(KubernetesVariables.OLD_OBJECT);
    }
    if (namespace == null && hasNamespace(request)) {
      names.add(KubernetesVariables.NAMESPACE);
    }
    return List.copyOf(names);
  }

  private static Object root(@Nullable ObjectValue tree, String name) {
    return tree == null ? NULL : TreeValues.root(tree, name);
  }

  /** The namespace of the request; null when there is none, or it is not known. */
  @Nullable ObjectValue namespace() {
    return namespace;
  }

  /**
   * The variables as a policy sees them.
   *
   * @param seen as what it wants to see the object; null for as it is
   */
  Bindings of(@Nullable Equivalent seen, @Nullable ObjectValue params) {
    return values(
        seen, params == null ? NULL : TreeValues.root(params, KubernetesVariables.PARAMS), unknown);
  }

  /** The same for a policy whose parameters are not known. */
  Bindings withoutParams(@Nullable Equivalent seen) {
    List<String> more = new ArrayList<>(unknown);
    more.add(KubernetesVariables.PARAMS);
    return values(seen, NULL, more);
  }

  private Bindings values(@Nullable Equivalent seen, Object params, List<String> notKnown) {
    if (seen == null) {
      Object known = requestObject;
      if (known == null) {
        known = root(tree(request.kind(), request.resource()), KubernetesVariables.REQUEST);
        requestObject = known;
      }
      return new Values(known, object, oldObject, params, notKnown);
    }
    GroupVersionName kind =
        seen.kind().isEmpty()
            ? request.kind()
            : new GroupVersionName(seen.group(), seen.version(), seen.kind());
    GroupVersionName resource = new GroupVersionName(seen.group(), seen.version(), seen.resource());
    List<String> all = new ArrayList<>(notKnown);
    Object converted = converted(request.object(), kind, KubernetesVariables.OBJECT, all);
    Object old = converted(request.oldObject(), kind, KubernetesVariables.OLD_OBJECT, all);
    return new Values(
        root(tree(kind, resource), KubernetesVariables.REQUEST), converted, old, params, all);
  }

  private Object converted(
      @Nullable ObjectValue tree, GroupVersionName kind, String name, List<String> notKnown) {
    if (tree == null || kind.equals(request.kind())) {
      return root(tree, name);
    }
    ObjectValue converted = Versions.convert(tree, kind.apiVersion(), kind.name());
    if (converted == null) {
      notKnown.add(name);
    }
    return root(converted, name);
  }

  private ObjectValue tree(GroupVersionName kind, GroupVersionName resource) {
    ObjectValue.Builder out = new ObjectValue.Builder(14);
    out.put("kind", named(kind, "kind"));
    out.put("resource", named(resource, "resource"));
    putText(out, "subResource", request.subresource());
    out.put("requestKind", named(request.kind(), "kind"));
    out.put("requestResource", named(request.resource(), "resource"));
    putText(out, "requestSubResource", request.subresource());
    putText(out, "name", request.name());
    putText(out, "namespace", request.namespace());
    out.put("operation", request.operation());
    ObjectValue user = request.user();
    out.put("userInfo", user == null ? ObjectValue.EMPTY : user);
    Boolean dryRun = request.dryRun();
    out.put("dryRun", dryRun != null && dryRun);
    ObjectValue options = request.options();
    if (options != null) {
      out.put("options", options);
    }
    return out.build();
  }

  private static void putText(ObjectValue.Builder out, String key, String text) {
    if (!text.isEmpty()) {
      out.put(key, text);
    }
  }

  private static ObjectValue named(GroupVersionName name, String key) {
    return new ObjectValue.Builder(3)
        .put("group", name.group())
        .put("version", name.version())
        .put(key, name.name())
        .build();
  }

  private Object namespaceObject() {
    Object known = namespaceObject;
    if (known == null) {
      known = root(namespace == null ? null : shown(namespace), KubernetesVariables.NAMESPACE);
      namespaceObject = known;
    }
    return known;
  }

  private static ObjectValue shown(ObjectValue namespace) {
    ObjectValue.Builder out = new ObjectValue.Builder(3);
    if (namespace.get("metadata") instanceof ObjectValue metadata) {
      out.put("metadata", metadata.without("managedFields").without("ownerReferences"));
    }
    out.put("spec", namespace.get("spec") instanceof ObjectValue spec ? spec : ObjectValue.EMPTY);
    out.put(
        "status",
        namespace.get("status") instanceof ObjectValue status ? status : ObjectValue.EMPTY);
    return out.build();
  }

  private final class Values implements Bindings {
    private final Object requestValue;
    private final Object seenObject;
    private final Object seenOld;
    private final Object params;
    private final List<String> notKnown;

    Values(
        Object requestValue,
        Object seenObject,
        Object seenOld,
        Object params,
        List<String> notKnown) {
      this.requestValue = requestValue;
      this.seenObject = seenObject;
      this.seenOld = seenOld;
      this.params = params;
      this.notKnown = notKnown;
    }

    @Override
    public @Nullable Object value(String name) {
      return switch (name) {
        case KubernetesVariables.OBJECT -> seenObject;
        case KubernetesVariables.OLD_OBJECT -> seenOld;
        case KubernetesVariables.REQUEST -> requestValue;
        case KubernetesVariables.NAMESPACE -> namespaceObject();
        case KubernetesVariables.PARAMS -> params;
        case KubernetesVariables.AUTHORIZER -> AuthorizerValues.authorizer(authorizer);
        case KubernetesVariables.AUTHORIZER_OF_RESOURCE ->
            AuthorizerValues.requestResource(authorizer, resource());
        default -> null;
      };
    }

    @Override
    public List<String> unknown() {
      return notKnown;
    }
  }
}
