package dev.haetae.cel.library;

import dev.haetae.cel.library.AuthorizerValues.AuthorizerValue;
import dev.haetae.cel.library.AuthorizerValues.DecisionValue;
import dev.haetae.cel.library.AuthorizerValues.GroupCheck;
import dev.haetae.cel.library.AuthorizerValues.Part;
import dev.haetae.cel.library.AuthorizerValues.PathCheck;
import dev.haetae.cel.library.AuthorizerValues.ResourceCheck;
import dev.haetae.cel.library.kind.Kind;

/**
 * The library of authorization: {@code
 * authorizer.group('').resource('pods').namespace('team').check('create').allowed()}.
 */
final class Authorizations {
  private static final Kind<AuthorizerValue> AUTHORIZER = AuthorizerValue.KIND;
  private static final Kind<PathCheck> PATH = PathCheck.KIND;
  private static final Kind<GroupCheck> GROUP = GroupCheck.KIND;
  private static final Kind<ResourceCheck> RESOURCE = ResourceCheck.KIND;
  private static final Kind<DecisionValue> DECISION = DecisionValue.KIND;

  private Authorizations() {}

  static CelLibrary library() {
    Functions functions =
        new Functions()
            .member("path", "authorizer_path", PATH, AUTHORIZER, Kind.STRING, AuthorizerValue::path)
            .member(
                "group", "authorizer_group", GROUP, AUTHORIZER, Kind.STRING, AuthorizerValue::group)
            .member(
                "serviceAccount",
                "authorizer_serviceaccount",
                AUTHORIZER,
                arguments ->
                    ((AuthorizerValue) arguments[0])
                        .serviceAccount((String) arguments[1], (String) arguments[2]),
                AUTHORIZER,
                Kind.STRING,
                Kind.STRING)
            .member(
                "resource",
                "groupcheck_resource",
                RESOURCE,
                GROUP,
                Kind.STRING,
                GroupCheck::resource);
    part(functions, "subresource", "resourcecheck_subresource", Part.SUBRESOURCE);
    part(functions, "namespace", "resourcecheck_namespace", Part.NAMESPACE);
    part(functions, "name", "resourcecheck_name", Part.NAME);
    part(functions, "fieldSelector", "authorizer_fieldselector", Part.FIELDS);
    part(functions, "labelSelector", "authorizer_labelselector", Part.LABELS);
    return functions
        .member("check", "pathcheck_check", DECISION, PATH, Kind.STRING, PathCheck::check)
        .member(
            "check", "resourcecheck_check", DECISION, RESOURCE, Kind.STRING, ResourceCheck::check)
        .member("errored", "decision_errored", Kind.BOOL, DECISION, DecisionValue::errored)
        .member("error", "decision_error", Kind.STRING, DECISION, DecisionValue::error)
        .member("allowed", "decision_allowed", Kind.BOOL, DECISION, DecisionValue::allowed)
        .member("reason", "decision_reason", Kind.STRING, DECISION, DecisionValue::reason)
        .library();
  }

  private static void part(Functions functions, String name, String id, Part part) {
    functions.member(
        name, id, RESOURCE, RESOURCE, Kind.STRING, (check, value) -> check.with(part, value));
  }
}
