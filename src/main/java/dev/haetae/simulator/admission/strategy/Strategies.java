package dev.haetae.simulator.admission.strategy;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.admission.request.Refusal;
import dev.haetae.simulator.defaults.Defaults;
import dev.haetae.simulator.defaults.Trees;
import org.jspecify.annotations.Nullable;

/** The preparation of objects by the strategies of their kinds. */
public final class Strategies {
  private static final StringValue OF_NAMESPACES = new StringValue("kubernetes");

  private static final String UUID = "00000000-0000-0000-0000-000000000000";

  private Strategies() {}

  /** Prepares an object; returns null, or why an allocator refuses it. */
  public static @Nullable Refusal prepare(Attributes request) {
    keepStatus(request);
    if (request.isOf(GroupKind.POD) && request.isCreate()) {
      PodStrategy.prepare(request);
    } else if (request.isOf(GroupKind.PERSISTENT_VOLUME_CLAIM)) {
      request.replaceSpec(ClaimStrategy.prepared(request.spec(), request.existing()));
    } else if (request.isOf(GroupKind.NAMESPACE) && request.isCreate()) {
      request.replaceSpec(withFinalizer(request.spec()));
    } else if (GroupKind.LIMIT_RANGE.equals(request.kind()) && request.isCreate()) {
      nameLimitRange(request);
    } else if (request.isOf(GroupKind.DAEMON_SET)) {
      DaemonSetStrategy.prepare(request);
    } else if (request.isOf(GroupKind.SERVICE)) {
      return ServiceStrategy.prepare(request);
    }
    return null;
  }

  // Of all kinds this one alone may have no name.
  private static void nameLimitRange(Attributes request) {
    ObjectValue metadata = Trees.object(request.object(), "metadata");
    if (metadata.text("name").isEmpty() && metadata.text("generateName").isEmpty()) {
      ObjectValue named = Trees.with(metadata, "name", UUID);
      request.replace(request.object().with("metadata", named));
    }
  }

  // The controller that empties a namespace takes it out again.
  private static ObjectValue withFinalizer(ObjectValue spec) {
    ArrayValue finalizers = Trees.array(spec, "finalizers");
    for (int i = 0; i < finalizers.size(); i++) {
      if (finalizers.get(i).equals(OF_NAMESPACES)) {
        return spec;
      }
    }
    return Trees.append(spec, "finalizers", OF_NAMESPACES);
  }

  // What users write into a status is dropped; it is written by itself.
  private static void keepStatus(Attributes request) {
    ObjectValue object = request.object();
    if (!object.has("status") || !Defaults.knows(object.text("apiVersion"), object.text("kind"))) {
      return;
    }
    ObjectValue existing = request.existing();
    Value status = existing == null ? ObjectValue.EMPTY : existing.get("status");
    ObjectValue without = object.without("status");
    request.replace(existing == null || status.isNull() ? without : without.with("status", status));
  }
}
