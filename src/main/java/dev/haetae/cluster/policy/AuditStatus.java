package dev.haetae.cluster.policy;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The part of a Policy's status that an audit has found: {@code status.audit}.
 *
 * @param owners the owners of pods, and other objects, that violate it
 * @param namespaces in how many namespaces they are
 * @param stopsNextPod the owners whose next pod would be refused if the policy denied
 * @param notLookedAt the kinds that it judges and that cannot be listed, in order
 * @param at when it was found
 */
public record AuditStatus(
    int owners, int namespaces, int stopsNextPod, List<String> notLookedAt, Instant at) {
  /** The status of what no audit looks at: nothing, whatever was written before. */
  static final AuditStatus NONE = new AuditStatus(-1, 0, 0, List.of(), Instant.EPOCH);

  private static final String FIELD = "audit";

  /** The status with its own copy of the kinds. */
  public AuditStatus {
    notLookedAt = List.copyOf(notLookedAt);
  }

  private boolean isNone() {
    return owners < 0;
  }

  /** Returns whether a status says so already, at whatever time it was found. */
  boolean isIn(ObjectView status) {
    if (isNone() || !status.has(FIELD)) {
      return isNone() && !status.has(FIELD);
    }
    ObjectView written = status.object(FIELD);
    return written.integer("owners", -1) == owners
        && written.integer("namespaces", -1) == namespaces
        && written.integer("stopsNextPod", -1) == stopsNextPod
        && written.texts("notLookedAt").equals(notLookedAt);
  }

  /** Puts it into the merge patch of a status. */
  void putInto(ObjectValue.Builder status) {
    status.put(FIELD, isNone() ? NullValue.NULL : tree());
  }

  private Value tree() {
    return new ObjectValue.Builder(5)
        .put("owners", owners)
        .put("namespaces", namespaces)
        .put("stopsNextPod", stopsNextPod)
        .put("notLookedAt", ArrayValue.of(notLookedAt.stream().map(StringValue::new).toList()))
        .put("at", at.truncatedTo(ChronoUnit.SECONDS).toString())
        .build();
  }
}
