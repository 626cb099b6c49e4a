package dev.haetae.policy.admission;

/**
 * The kind of the objects that parametrize a policy.
 *
 * @param apiVersion such as {@code v1}
 * @param kind such as {@code ConfigMap}
 */
public record ParamKind(String apiVersion, String kind) {}
