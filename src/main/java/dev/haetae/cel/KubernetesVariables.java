package dev.haetae.cel;

import java.util.LinkedHashMap;
import java.util.Map;

/** The variables that the API server gives to the expressions of admission policies. */
public final class KubernetesVariables {
  /** The object after the request; null when it is deleted. */
  public static final String OBJECT = "object";

  /** The object before the request; null when it is created. */
  public static final String OLD_OBJECT = "oldObject";

  /** The parameters of the policy. */
  public static final String PARAMS = "params";

  /** What is asked for, by whom. */
  public static final String REQUEST = "request";

  /** The Namespace that the object is in; null when it is in none. */
  public static final String NAMESPACE = "namespaceObject";

  /** What asks who may do what. */
  public static final String AUTHORIZER = "authorizer";

  /** The same, of the resource of the request. */
  public static final String AUTHORIZER_OF_RESOURCE = "authorizer.requestResource";

  /** The policy's own variables. */
  public static final String VARIABLES = "variables";

  private static final ExpressionType STRINGS = ExpressionType.list(ExpressionType.STRING);
  private static final ExpressionType STRING_MAP = ExpressionType.map(ExpressionType.STRING);
  private static final ExpressionType TIMESTAMP = ExpressionType.TIMESTAMP;
  private static final ExpressionType TEXT = ExpressionType.STRING;

  private static final ExpressionType REQUEST_TYPE = request();
  private static final ExpressionType NAMESPACE_TYPE = namespace();

  private KubernetesVariables() {}

  /**
   * The variables of a policy with their types, without those that it declares itself.
   *
   * @param params whether it has parameters
   * @param authorizer whether it may ask who may do what
   */
  public static Map<String, ExpressionType> of(boolean params, boolean authorizer) {
    Map<String, ExpressionType> all = new LinkedHashMap<>();
    all.put(OBJECT, ExpressionType.DYN);
    all.put(OLD_OBJECT, ExpressionType.DYN);
    all.put(NAMESPACE, NAMESPACE_TYPE);
    all.put(REQUEST, REQUEST_TYPE);
    if (params) {
      all.put(PARAMS, ExpressionType.DYN);
    }
    if (authorizer) {
      all.put(AUTHORIZER, ExpressionType.opaque("kubernetes.authorization.Authorizer"));
      all.put(
          AUTHORIZER_OF_RESOURCE, ExpressionType.opaque("kubernetes.authorization.ResourceCheck"));
    }
    return all;
  }

  private static ExpressionType request() {
    ExpressionType kind =
        ExpressionType.struct(
            "kubernetes.GroupVersionKind", Map.of("group", TEXT, "version", TEXT, "kind", TEXT));
    ExpressionType resource =
        ExpressionType.struct(
            "kubernetes.GroupVersionResource",
            Map.of("group", TEXT, "version", TEXT, "resource", TEXT));
    ExpressionType user =
        ExpressionType.struct(
            "kubernetes.UserInfo",
            Map.of(
                "username", TEXT,
                "uid", TEXT,
                "groups", STRINGS,
                "extra", ExpressionType.map(STRINGS)));
    return ExpressionType.struct(
        "kubernetes.AdmissionRequest",
        Map.ofEntries(
            Map.entry("kind", kind),
            Map.entry("resource", resource),
            Map.entry("subResource", TEXT),
            Map.entry("requestKind", kind),
            Map.entry("requestResource", resource),
            Map.entry("requestSubResource", TEXT),
            Map.entry("name", TEXT),
            Map.entry("namespace", TEXT),
            Map.entry("operation", TEXT),
            Map.entry("userInfo", user),
            Map.entry("dryRun", ExpressionType.BOOL),
            Map.entry("options", ExpressionType.DYN)));
  }

  private static ExpressionType namespace() {
    ExpressionType spec =
        ExpressionType.struct("kubernetes.NamespaceSpec", Map.of("finalizers", STRINGS));
    ExpressionType condition =
        ExpressionType.struct(
            "kubernetes.NamespaceCondition",
            Map.of(
                "status", TEXT,
                "type", TEXT,
                "lastTransitionTime", TIMESTAMP,
                "message", TEXT,
                "reason", TEXT));
    ExpressionType status =
        ExpressionType.struct(
            "kubernetes.NamespaceStatus",
            Map.of("conditions", ExpressionType.list(condition), "phase", TEXT));
    ExpressionType metadata =
        ExpressionType.struct(
            "kubernetes.NamespaceMetadata",
            Map.ofEntries(
                Map.entry("name", TEXT),
                Map.entry("generateName", TEXT),
                Map.entry("namespace", TEXT),
                Map.entry("labels", STRING_MAP),
                Map.entry("annotations", STRING_MAP),
                Map.entry("UID", TEXT),
                Map.entry("creationTimestamp", TIMESTAMP),
                Map.entry("deletionGracePeriodSeconds", ExpressionType.INT),
                Map.entry("deletionTimestamp", TIMESTAMP),
                Map.entry("generation", ExpressionType.INT),
                Map.entry("resourceVersion", TEXT),
                Map.entry("finalizers", STRINGS)));
    return ExpressionType.struct(
        "kubernetes.Namespace", Map.of("metadata", metadata, "spec", spec, "status", status));
  }
}
