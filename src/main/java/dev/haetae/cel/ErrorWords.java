package dev.haetae.cel;

import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.exceptions.CelDivideByZeroException;
import dev.cel.common.exceptions.CelIndexOutOfBoundsException;
import dev.cel.common.exceptions.CelIterationLimitExceededException;
import dev.cel.common.exceptions.CelNumericOverflowException;
import dev.cel.common.exceptions.CelOverloadNotFoundException;
import dev.cel.runtime.CelEvaluationException;
import dev.haetae.cel.value.Bounds;
import dev.haetae.cel.value.CelFailure;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The API server's words for what goes wrong when an expression runs. */
final class ErrorWords {
  /** What is said of an evaluation that was cut off. */
  static final String COST = Bounds.EXCEEDED;

  private static final String OVERLOAD = "no such overload";
  private static final String KEY = "no such key: ";

  private static final String RANGE = "Unexpected iter_range type: ";

  /** What the API server calls the types of values that cannot be walked through. */
  private static final Map<String, String> GO_TYPES =
      Map.of(
          "Long", "Int",
          "UnsignedLong", "Uint",
          "Boolean", "Bool",
          "NullValue", "Null",
          "CelByteString", "Bytes",
          "TimeValue", "Timestamp");

  private ErrorWords() {}

  static String of(CelEvaluationException e) {
    Throwable last = e;
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      String known = known(cause);
      if (known != null) {
        return known;
      }
      last = cause;
    }
    return other(String.valueOf(last.getMessage()));
  }

  private static String other(String message) {
    if (message.startsWith("Expected boolean value")) {
      return OVERLOAD;
    }
    if (message.startsWith(RANGE)) {
      String name = message.substring(message.lastIndexOf('.') + 1);
      return "got 'types." + GO_TYPES.getOrDefault(name, name) + "', expected iterable type";
    }
    return message;
  }

  private static @Nullable String known(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return switch (cause) {
      case CelFailure failure -> failure.getMessage();
      case CelOverloadNotFoundException _ -> OVERLOAD;
      case CelAttributeNotFoundException _ -> missing(message);
      case CelIndexOutOfBoundsException _ ->
          message.replace("Index out of bounds", "index out of bounds");
      case CelDivideByZeroException _ -> "division by zero";
      case CelNumericOverflowException _ -> overflow(message.toLowerCase(Locale.ROOT));
      case CelIterationLimitExceededException _ -> COST;
      default -> null;
    };
  }

  private static String missing(String message) {
    String key = between(message, "key '", "' is not present in map.");
    if (key == null) {
      key = between(message, "Error resolving field '", "'. Field selections");
    }
    if (key != null) {
      return KEY + key;
    }
    return message.startsWith("No such attribute")
        ? message.replace("No such attribute", "no such attribute")
        : message;
  }

  private static @Nullable String between(String message, String before, String after) {
    int end = message.lastIndexOf(after);
    return message.startsWith(before) && end >= before.length()
        ? message.substring(before.length(), end)
        : null;
  }

  private static String overflow(String message) {
    if (message.contains("unsigned")) {
      return "unsigned integer overflow";
    }
    if (message.contains("duration")) {
      return "duration overflow";
    }
    return message.contains("timestamp") ? "timestamp overflow" : "integer overflow";
  }
}
