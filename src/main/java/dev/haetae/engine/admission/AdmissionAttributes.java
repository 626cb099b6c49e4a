package dev.haetae.engine.admission;

import dev.haetae.resource.tree.ObjectValue;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a request as admission policies see it.
 *
 * @param operation {@code CREATE}, {@code UPDATE}, {@code DELETE} or {@code CONNECT}
 * @param kind group, version and kind of the object as it is sent
 * @param resource group, version and plural of the resource
 * @param subresource such as {@code scale}; empty for the object itself
 * @param name of the object; empty when one will be generated
 * @param namespace of the object; empty for a cluster-scoped one
 * @param object as it is to become, decoded and with defaults; null for DELETE and CONNECT without
 *     one
 * @param oldObject as it was; null for CREATE and CONNECT
 * @param dryRun whether nothing will be stored; null when it is not known
 * @param options the options of the request; null when they are not known
 * @param user who asks; null when it is not known
 */
public record AdmissionAttributes(
    String operation,
    GroupVersionName kind,
    GroupVersionName resource,
    String subresource,
    String name,
    String namespace,
    @Nullable ObjectValue object,
    @Nullable ObjectValue oldObject,
    @Nullable Boolean dryRun,
    @Nullable ObjectValue options,
    @Nullable ObjectValue user) {
  /** The same request for another object. */
  public AdmissionAttributes with(ObjectValue changed) {
    return new AdmissionAttributes(
        operation,
        kind,
        resource,
        subresource,
        name,
        namespace,
        changed,
        oldObject,
        dryRun,
        options,
        user);
  }

  /**
   * A kind or a resource of one version of an API.
   *
   * @param name a kind, such as {@code Pod}, or a plural, such as {@code pods}
   */
  public record GroupVersionName(String group, String version, String name) {
    /** Group and version as objects have them, such as {@code apps/v1}. */
    public String apiVersion() {
      return group.isEmpty() ? version : group + '/' + version;
    }
  }
}
