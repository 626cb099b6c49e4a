package dev.haetae.cluster.policy;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The status that an object is to have: one condition ({@code metav1.Condition}) and one field, and
 * what an audit has found.
 *
 * @param resource the object as it is
 * @param generation of the object, which the status says something of
 * @param type the condition's type
 * @param holds the condition's status
 * @param reason in one word
 * @param message a sentence
 * @param field the field's name
 * @param value the field's value; empty for none
 * @param audit what an audit has found; null to leave alone what is written
 */
record WrittenStatus(
    Resource resource,
    long generation,
    String type,
    boolean holds,
    String reason,
    String message,
    String field,
    String value,
    @Nullable AuditStatus audit) {
  // The schema's limit, less what escaping adds.
  private static final int LONGEST = 30_000;

  WrittenStatus {
    message = Text.shorten(message, LONGEST);
  }

  WrittenStatus(
      Resource resource,
      long generation,
      String type,
      boolean holds,
      String reason,
      String message,
      String field,
      String value) {
    this(resource, generation, type, holds, reason, message, field, value, null);
  }

  /** The same with what an audit has found. */
  WrittenStatus with(AuditStatus found) {
    return new WrittenStatus(
        resource, generation, type, holds, reason, message, field, value, found);
  }

  /** Returns whether the same is said of the same object, whatever version of it. */
  boolean saysTheSameAs(WrittenStatus other) {
    return generation == other.generation
        && holds == other.holds
        && reason.equals(other.reason)
        && message.equals(other.message)
        && value.equals(other.value)
        && Objects.equals(audit, other.audit);
  }

  /** The JSON merge patch (RFC 7386) that writes it; null when it is written already. */
  @Nullable ObjectValue patch(Instant now) {
    ObjectView status = resource.view().object("status");
    ObjectView before = condition(status);
    String word = holds ? "True" : "False";
    boolean turned = !before.text("status").equals(word);
    boolean isAudited = audit == null || audit.isIn(status);
    if (!turned
        && isAudited
        && before.text("reason").equals(reason)
        && before.text("message").equals(message)
        && before.integer("observedGeneration", -1) == generation
        && status.integer("observedGeneration", -1) == generation
        && status.text(field).equals(value)) {
      return null;
    }
    ObjectValue.Builder condition = new ObjectValue.Builder(6);
    condition.put("type", new StringValue(type));
    condition.put("status", new StringValue(word));
    condition.put("observedGeneration", NumberValue.of(generation));
    String since = before.text("lastTransitionTime");
    condition.put(
        "lastTransitionTime",
        new StringValue(
            turned || since.isEmpty() ? now.truncatedTo(ChronoUnit.SECONDS).toString() : since));
    condition.put("reason", new StringValue(reason));
    condition.put("message", new StringValue(message));
    ArrayValue.Builder conditions = new ArrayValue.Builder();
    conditions.add(condition.build());
    ObjectValue.Builder out = new ObjectValue.Builder(4);
    out.put("observedGeneration", NumberValue.of(generation));
    out.put("conditions", conditions.build());
    out.put(field, value.isEmpty() ? NullValue.NULL : new StringValue(value));
    if (audit != null && !isAudited) {
      audit.putInto(out);
    }
    return ObjectValue.of("status", out.build());
  }

  private ObjectView condition(ObjectView status) {
    for (ObjectView condition : status.objects("conditions")) {
      if (condition.text("type").equals(type)) {
        return condition;
      }
    }
    return ObjectView.of(ObjectValue.EMPTY, status.path("conditions"));
  }
}
