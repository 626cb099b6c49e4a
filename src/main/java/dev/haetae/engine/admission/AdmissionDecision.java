package dev.haetae.engine.admission;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A decision says what came of asking all policies about one request.
 *
 * @param subject the beginning of a refusal: {@code pods "web" is forbidden: }
 * @param violations in the order in which the API server comes upon them
 * @param warnings for whoever sent the request, as the API server sends them
 * @param auditAnnotations of the audit log, by their whole keys
 * @param notes what the user should know besides
 */
public record AdmissionDecision(
    String subject,
    List<Violation> violations,
    List<String> warnings,
    Map<String, String> auditAnnotations,
    List<String> notes) {
  /** The decision of policies none of which is for the request. */
  public static final AdmissionDecision ALLOWED =
      new AdmissionDecision("", List.of(), List.of(), Map.of(), List.of());

  /** A decision that keeps its own copies. */
  public AdmissionDecision {
    violations = List.copyOf(violations);
    warnings = List.copyOf(warnings);
    auditAnnotations = Collections.unmodifiableMap(new LinkedHashMap<>(auditAnnotations));
    notes = List.copyOf(notes);
  }

  /**
   * The status of a refusal.
   *
   * @param code of HTTP
   * @param reason such as {@code Invalid}
   * @param message all that is said
   * @param causes the first one alone is the API server's
   */
  public record Status(int code, String reason, String message, List<String> causes) {
    /** A status that keeps its own copy. */
    public Status {
      causes = List.copyOf(causes);
    }
  }

  /** Returns whether the API server refuses the request. */
  public boolean isDenied() {
    return firstDenial() != null;
  }

  /** Returns whether something hangs on what is not known. */
  public boolean isOpen() {
    return violations.stream().anyMatch(Violation::isOpen);
  }

  private @Nullable Violation firstDenial() {
    for (Violation violation : violations) {
      if (violation.isDenial()) {
        return violation;
      }
    }
    return null;
  }

  /** The API server's answer; null when it does not refuse. */
  public @Nullable Status status() {
    Violation first = firstDenial();
    if (first == null) {
      return null;
    }
    List<String> causes = new ArrayList<>();
    for (Violation violation : violations) {
      if (violation.isDenial()) {
        causes.add(violation.sentence());
      }
    }
    return new Status(code(first.reason()), first.reason(), subject + first.sentence(), causes);
  }

  private static int code(String reason) {
    return switch (reason) {
      case "Forbidden" -> 403;
      case "Unauthorized" -> 401;
      case "RequestEntityTooLarge" -> 413;
      default -> 422;
    };
  }
}
