package dev.haetae.simulator.validation.field;

/**
 * A cause of a refusal with code 422, as {@code status.details.causes} has it.
 *
 * @param reason such as {@code FieldValueInvalid}
 * @param field the path as the API server writes it, such as {@code spec.resources[storage]}
 * @param message such as {@code Invalid value: "0": must be greater than zero}
 */
public record Cause(String reason, String field, String message) {
  /** The cause as the message of the whole answer has it: its field and what is wrong there. */
  public String text() {
    return field + ": " + message;
  }
}
