package dev.haetae.simulator.admission.request;

import dev.haetae.simulator.validation.field.Cause;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The API server's refusal of a request.
 *
 * <p>Mirrors {@code k8s.io/apimachinery/pkg/api/errors/errors.go}.
 *
 * @param code the status code
 * @param reason such as {@code Forbidden}; empty for an error of the server's own
 * @param message the whole sentence
 * @param causes the details
 */
public record Refusal(int code, String reason, String message, List<Cause> causes) {
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int INVALID = 422;
  private static final int INTERNAL = 500;

  /** A refusal that keeps its own copy of the list. */
  public Refusal {
    causes = List.copyOf(causes);
  }

  /** An admission plugin forbids the request. */
  public static Refusal forbidden(Attributes request, String why) {
    return forbidden(request, why, List.of());
  }

  /** The same, with causes. */
  public static Refusal forbidden(Attributes request, String why, List<Cause> causes) {
    String message = request.resource() + " \"" + request.name() + "\" is forbidden: " + why;
    return new Refusal(FORBIDDEN, "Forbidden", message, causes);
  }

  /** Something that the request needs is not there. */
  public static Refusal notFound(String resource, String name) {
    return new Refusal(NOT_FOUND, "NotFound", resource + " \"" + name + "\" not found", List.of());
  }

  /** The object is invalid. */
  public static Refusal invalid(Attributes request, List<Cause> causes) {
    Set<String> texts = new LinkedHashSet<>();
    causes.forEach(cause -> texts.add(cause.text()));
    return new Refusal(INVALID, "Invalid", invalid(request, aggregate(texts)), causes);
  }

  /** Says that an object is invalid. */
  public static String invalid(Attributes request, String why) {
    return request.kind() + " \"" + request.name() + "\" is invalid: " + why;
  }

  /** The server fails. */
  public static Refusal internal(String message) {
    String reason = message.startsWith("Internal error occurred: ") ? "InternalError" : "";
    return new Refusal(INTERNAL, reason, message, List.of());
  }

  /** Several errors in one: in brackets when they differ. */
  public static String aggregate(Set<String> errors) {
    String all = String.join(", ", errors);
    return errors.size() == 1 ? all : '[' + all + ']';
  }

  /** The same refusal with more causes. */
  public Refusal with(Cause cause) {
    List<Cause> more = new ArrayList<>(causes);
    more.add(cause);
    return new Refusal(code, reason, message, more);
  }
}
