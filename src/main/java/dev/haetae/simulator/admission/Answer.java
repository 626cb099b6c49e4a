package dev.haetae.simulator.admission;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.admission.request.Refusal;
import dev.haetae.simulator.validation.field.Cause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The API server's answer to an object.
 *
 * @param code the status code
 * @param reason of a refusal, such as {@code Forbidden}
 * @param message of a refusal, the whole sentence
 * @param causes of a refusal, the details
 * @param warnings what it says whatever the answer is, in that order
 * @param stored the object as it is stored, without what only the API server can know (uid, times,
 *     addresses and ports that it chooses); null when it is refused
 */
public record Answer(
    int code,
    String reason,
    String message,
    List<Cause> causes,
    List<String> warnings,
    @Nullable ObjectValue stored) {
  private static final int CREATED = 201;
  private static final int OK = 200;

  /** An answer that keeps its own copies of the lists. */
  public Answer {
    causes = List.copyOf(causes);
    warnings = List.copyOf(warnings);
  }

  static Answer refused(Refusal refusal, List<String> warnings) {
    return new Answer(
        refusal.code(), refusal.reason(), refusal.message(), refusal.causes(), warnings, null);
  }

  static Answer accepted(ObjectValue stored, boolean created, List<String> warnings) {
    return new Answer(created ? CREATED : OK, "", "", List.of(), warnings, stored);
  }

  /** Returns whether the object is taken. */
  public boolean accepted() {
    return stored != null;
  }
}
