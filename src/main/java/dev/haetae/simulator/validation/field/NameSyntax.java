package dev.haetae.simulator.validation.field;

import java.util.ArrayList;
import java.util.List;

/**
 * The syntax of names: each method returns what is wrong with a text, in the API server's words;
 * nothing when all is well.
 *
 * <p>Mirrors {@code apimachinery/pkg/util/validation/validation.go} and {@code
 * apimachinery/pkg/api/validate/content}. The expressions stand in messages only: what they say is
 * decided letter by letter, in one pass.
 */
public final class NameSyntax {
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String NAME = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
  private static final String NOT_LABEL =
      regex(
          "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-',"
              + " and must start and end with an alphanumeric character",
          LABEL,
          "my-name",
          "123-abc");
  private static final String NOT_SUBDOMAIN =
      regex(
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-'"
              + " or '.', and must start and end with an alphanumeric character",
          LABEL + "(\\." + LABEL + ")*",
          "example.com");
  private static final String NOT_WILDCARD =
      regex(
          "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain,"
              + " which must consist of lower case alphanumeric characters, '-' or '.' and end with"
              + " an alphanumeric character",
          "\\*\\." + LABEL + "(\\." + LABEL + ")*",
          "*.example.com");
  private static final String UNDERSCORE_LABEL = "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
  private static final String NOT_UNDERSCORE_SUBDOMAIN =
      regex(
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_',"
              + " '-' or '.', and must start and end with an alphanumeric character",
          UNDERSCORE_LABEL + "(\\." + UNDERSCORE_LABEL + ")*",
          "example.com");
  private static final String NOT_1035 =
      regex(
          "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with"
              + " an alphabetic character, and end with an alphanumeric character",
          "[a-z]([-a-z0-9]*[a-z0-9])?",
          "my-name",
          "abc-123");
  private static final String NAME_RULE =
      "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
          + " alphanumeric character";
  private static final String NOT_NAME_PART =
      "name part " + regex(NAME_RULE, NAME, "MyName", "my.name", "123-abc");
  private static final String NOT_KEY =
      "a valid label key "
          + regex(NAME_RULE, NAME, "MyName", "my.name", "123-abc")
          + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
  private static final String NOT_LABEL_VALUE =
      regex(
          "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or"
              + " '.', and must start and end with an alphanumeric character",
          "(" + NAME + ")?",
          "MyValue",
          "my_value",
          "12345");

  private NameSyntax() {}

  static String regex(String message, String expression, String... examples) {
    StringBuilder out = new StringBuilder(message).append(" (e.g. ");
    for (int i = 0; i < examples.length; i++) {
      out.append(i > 0 ? " or '" : "'").append(examples[i]).append("', ");
    }
    return out.append("regex used for validation is '").append(expression).append("')").toString();
  }

  /** A DNS label, as namespaces and containers are named. */
  public static List<String> label(String text) {
    boolean valid = isLabel(text, 0, text.length());
    if (valid && text.length() <= 63) {
      return List.of();
    }
    List<String> faults = new ArrayList<>(2);
    if (bytes(text) > 63) {
      faults.add("must be no more than 63 characters");
    }
    if (!valid) {
      faults.add(isSubdomain(text) ? "must not contain dots" : NOT_LABEL);
    }
    return faults;
  }

  /** A DNS subdomain, as most objects are named. */
  public static List<String> subdomain(String text) {
    boolean valid = isSubdomain(text);
    return faults(valid, text, 253, "must be no more than 253 characters", NOT_SUBDOMAIN);
  }

  /** A DNS subdomain in whose labels underscores stand, too. */
  public static List<String> underscoreSubdomain(String text) {
    return faults(
        isUnderscoreSubdomain(text),
        text,
        253,
        "must be no more than 253 characters",
        NOT_UNDERSCORE_SUBDOMAIN);
  }

  /** A DNS label that begins with a letter. */
  public static List<String> label1035(String text) {
    boolean valid = isLabel(text, 0, text.length()) && isLower(text.charAt(0));
    return faults(valid, text, 63, "must be no more than 63 characters", NOT_1035);
  }

  /** A name that stands between the slashes of a path. */
  public static List<String> pathSegment(String text) {
    if (text.equals(".") || text.equals("..")) {
      return List.of("may not be '" + text + "'");
    }
    List<String> faults = new ArrayList<>(0);
    for (String illegal : List.of("/", "%")) {
      if (text.contains(illegal)) {
        faults.add("may not contain '" + illegal + "'");
      }
    }
    return faults;
  }

  /** A DNS subdomain below any one label. */
  public static List<String> wildcard(String text) {
    return text.startsWith("*.") && isSubdomain(text.substring(2))
        ? List.of()
        : List.of(NOT_WILDCARD);
  }

  /** The value of a label. */
  public static List<String> labelValue(String text) {
    boolean valid = text.isEmpty() || isName(text, 0);
    return faults(valid, text, 63, "must be no more than 63 bytes", NOT_LABEL_VALUE);
  }

  static List<String> faults(boolean valid, String text, int most, String tooLong, String invalid) {
    boolean fits = text.length() * 3L <= most || bytes(text) <= most;
    if (valid && fits) {
      return List.of();
    }
    if (valid) {
      return List.of(tooLong);
    }
    return fits ? List.of(invalid) : List.of(tooLong, invalid);
  }

  /** A qualified name, such as a label's key: {@code example.com/MyName}. */
  public static List<String> key(String text) {
    int slash = text.indexOf('/');
    if (slash != text.lastIndexOf('/')) {
      return List.of(NOT_KEY);
    }
    boolean valid = isName(text, slash + 1);
    if (valid && slash < 0 && text.length() <= 63) {
      return List.of();
    }
    List<String> faults = new ArrayList<>(2);
    if (slash == 0) {
      faults.add("prefix part must be non-empty");
    } else if (slash > 0) {
      for (String fault : subdomain(text.substring(0, slash))) {
        // Said by another copy of the same rule.
        faults.add("prefix part " + fault.replace("253 characters", "253 bytes"));
      }
    }
    String name = text.substring(slash + 1);
    if (name.isEmpty()) {
      faults.add("name part must be non-empty");
    } else if (bytes(name) > 63) {
      faults.add("name part must be no more than 63 bytes");
    }
    if (!valid) {
      faults.add(NOT_NAME_PART);
    }
    return faults;
  }

  /** The length of the text in UTF-8. */
  public static int bytes(String text) {
    int bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Each half of a surrogate pair is two of its four bytes.
      bytes += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
    }
    return bytes;
  }

  /** Returns whether the text is a DNS subdomain, however long. */
  public static boolean isSubdomain(String text) {
    int from = 0;
    for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', from)) {
      if (!isLabel(text, from, dot)) {
        return false;
      }
      from = dot + 1;
    }
    return isLabel(text, from, text.length());
  }

  private static boolean isUnderscoreSubdomain(String text) {
    int from = 0;
    while (from <= text.length()) {
      int dot = text.indexOf('.', from);
      int end = dot < 0 ? text.length() : dot;
      int begin = from < end && text.charAt(from) == '_' ? from + 1 : from;
      if (begin >= end || !isLowerOrDigit(text.charAt(begin))) {
        return false;
      }
      for (int i = begin; i < end; i++) {
        char c = text.charAt(i);
        if (!isLowerOrDigit(c) && c != '-' && c != '_') {
          return false;
        }
      }
      if (!isLowerOrDigit(text.charAt(end - 1))) {
        return false;
      }
      from = end + 1;
    }
    return true;
  }

  private static boolean isLabel(String text, int from, int to) {
    if (from >= to || !isLowerOrDigit(text.charAt(from)) || !isLowerOrDigit(text.charAt(to - 1))) {
      return false;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!isLowerOrDigit(c) && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isName(String text, int from) {
    int to = text.length();
    if (from >= to || !isAlphanumeric(text.charAt(from)) || !isAlphanumeric(text.charAt(to - 1))) {
      return false;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!isAlphanumeric(c) && c != '-' && c != '_' && c != '.') {
        return false;
      }
    }
    return true;
  }

  static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLowerOrDigit(char c) {
    return isLower(c) || isDigit(c);
  }

  static boolean isAlphanumeric(char c) {
    return isLowerOrDigit(c) || (c >= 'A' && c <= 'Z');
  }
}
