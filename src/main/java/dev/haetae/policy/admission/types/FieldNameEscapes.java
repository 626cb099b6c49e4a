package dev.haetae.policy.admission.types;

import java.util.List;
import java.util.Set;

/**
 * The names by which typed expressions know fields, which need not be identifiers: {@code my-field}
 * is {@code my__dash__field}.
 *
 * <p>Mirrors {@code apiserver/pkg/cel/escaping.go}.
 */
final class FieldNameEscapes {
  private static final Set<String> RESERVED =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");

  private FieldNameEscapes() {}

  /** The names of a field: none for one that has no name, two for a word that CEL keeps. */
  static List<String> names(String field) {
    if (RESERVED.contains(field)) {
      return List.of("__" + field + "__", field);
    }
    if (field.isEmpty() || isDigit(field.charAt(0))) {
      return List.of();
    }
    StringBuilder out = new StringBuilder(field.length() + 16);
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      switch (c) {
        case '.' -> out.append("__dot__");
        case '-' -> out.append("__dash__");
        case '/' -> out.append("__slash__");
        case '_' -> {
          if (i + 1 < field.length() && field.charAt(i + 1) == '_') {
            out.append("__underscores__");
            i++;
          } else {
            out.append(c);
          }
        }
        default -> {
          if (!isLetter(c) && !isDigit(c)) {
            return List.of();
          }
          out.append(c);
        }
      }
    }
    return List.of(out.toString());
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
