package dev.haetae.engine.admission;

import dev.haetae.cel.Bindings;
import dev.haetae.cel.value.TreeValues;
import dev.haetae.engine.admission.AdmissionAttributes.GroupVersionName;
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
  private final Surroundings surroundings;
  private final @Nullable ObjectValue namespace;
  private final List<String> unknown;
  private final Object oldObject;
  private final Object object;
  private @Nullable Object namespaceObject;
  private GroupVersionName seenKind;
  private GroupVersionName seenResource;
  private @Nullable Object requestObject;

  RequestValues(AdmissionAttributes request, Surroundings surroundings) {
    this.request = request;
    this.surroundings = surroundings;
    this.namespace =
        hasNamespace(request) ? surroundings.namespaces().namespace(request.namespace()) : null;
    this.unknown = unknown(request, namespace, surroundings);
    this.object = root(request.object(), "object");
    this.oldObject = root(request.oldObject(), "oldObject");
    this.seenKind = request.kind();
    this.seenResource = request.resource();
  }

  // A Namespace says itself to live in the namespace that it is; policies see none.
  private static boolean hasNamespace(AdmissionAttributes request) {
    return !request.namespace().isEmpty() && !isNamespace(request.kind());
  }

  static boolean isNamespace(GroupVersionName kind) {
    return kind.name().equals("Namespace") && kind.group().isEmpty();
  }

  private static List<String> unknown(
      AdmissionAttributes request, @Nullable ObjectValue namespace, Surroundings surroundings) {
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
      names.add("oldObject");
    }
    if (namespace == null && hasNamespace(request)) {
      names.add("namespaceObject");
    }
    if (surroundings.authorizer() == null) {
      names.add("authorizer");
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

  /** The variables as a policy sees them that wants the object as this kind. */
  Bindings of(GroupVersionName kind, GroupVersionName resource, @Nullable ObjectValue params) {
    return new Values(
        request(kind, resource),
        params == null ? NULL : TreeValues.root(params, "params"),
        unknown);
  }

  /** The same for a policy whose parameters are not known. */
  Bindings withoutParams(GroupVersionName kind, GroupVersionName resource) {
    List<String> more = new ArrayList<>(unknown);
    more.add("params");
    return new Values(request(kind, resource), NULL, more);
  }

  private Object request(GroupVersionName kind, GroupVersionName resource) {
    Object known = requestObject;
    if (known == null || !kind.equals(seenKind) || !resource.equals(seenResource)) {
      known = TreeValues.root(tree(kind, resource), "request");
      requestObject = known;
      seenKind = kind;
      seenResource = resource;
    }
    return known;
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
      known = root(namespace == null ? null : shown(namespace), "namespaceObject");
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
    private final Object params;
    private final List<String> notKnown;

    Values(Object requestValue, Object params, List<String> notKnown) {
      this.requestValue = requestValue;
      this.params = params;
      this.notKnown = notKnown;
    }

    @Override
    public @Nullable Object value(String name) {
      return switch (name) {
        case "object" -> object;
        case "oldObject" -> oldObject;
        case "request" -> requestValue;
        case "namespaceObject" -> namespaceObject();
        case "params" -> params;
        case "authorizer" -> surroundings.authorizer();
        default -> null;
      };
    }

    @Override
    public List<String> unknown() {
      return notKnown;
    }
  }
}
