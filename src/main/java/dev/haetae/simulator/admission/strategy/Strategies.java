package dev.haetae.simulator.admission.strategy;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.admission.request.Refusal;
import dev.haetae.simulator.defaults.Defaults;
import org.jspecify.annotations.Nullable;

/** The preparation of objects by the strategies of their kinds. */
public final class Strategies {
  private Strategies() {}

  /** Prepares an object; returns null, or why an allocator refuses it. */
  public static @Nullable Refusal prepare(Attributes request) {
    keepStatus(request);
    if (request.isOf(GroupKind.POD) && request.isCreate()) {
      PodStrategy.prepare(request);
    } else if (request.isOf(GroupKind.PERSISTENT_VOLUME_CLAIM)) {
      request.replaceSpec(ClaimStrategy.prepared(request.spec(), request.existing()));
    } else if (request.isOf(GroupKind.DAEMON_SET)) {
      DaemonSetStrategy.prepare(request);
    } else if (request.isOf(GroupKind.SERVICE)) {
      return ServiceStrategy.prepare(request);
    }
    return null;
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
