package dev.haetae.cel.library;

import dev.haetae.cel.library.kind.Kind;
import dev.haetae.cel.value.CelFailure;

/**
 * The search in texts, by code points: {@code 'tacocat'.indexOf('c')}. CEL's own library declares
 * it; lists have functions of the same names.
 */
final class TextSearch {
  private TextSearch() {}

  static CelLibrary library() {
    Kind<String> text = Kind.STRING;
    return new Functions()
        .member("indexOf", "string_index_of_string", Kind.INT, text, text, (a, b) -> first(a, b, 0))
        .member(
            "indexOf",
            "string_index_of_string_int",
            Kind.INT,
            arguments -> first((String) arguments[0], (String) arguments[1], (Long) arguments[2]),
            text,
            text,
            Kind.INT)
        .member(
            "lastIndexOf", "string_last_index_of_string", Kind.INT, text, text, TextSearch::last)
        .member(
            "lastIndexOf",
            "string_last_index_of_string_int",
            Kind.INT,
            arguments -> last((String) arguments[0], (String) arguments[1], (Long) arguments[2]),
            text,
            text,
            Kind.INT)
        .library();
  }

  private static long size(String text) {
    return text.codePointCount(0, text.length());
  }

  private static void demand(long from) {
    if (from < 0) {
      throw new CelFailure("index out of range: " + from);
    }
  }

  private static long first(String text, String wanted, long from) {
    if (wanted.isEmpty()) {
      return from;
    }
    demand(from);
    if (from >= size(text)) {
      return -1;
    }
    int found = text.indexOf(wanted, text.offsetByCodePoints(0, (int) from));
    return found < 0 ? -1 : text.codePointCount(0, found);
  }

  private static long last(String text, String wanted) {
    if (wanted.isEmpty()) {
      return size(text);
    }
    return text.length() < wanted.length() ? -1 : last(text, wanted, size(text) - 1);
  }

  private static long last(String text, String wanted, long from) {
    if (wanted.isEmpty()) {
      return from;
    }
    demand(from);
    if (from >= size(text)) {
      return -1;
    }
    int found = text.lastIndexOf(wanted, text.offsetByCodePoints(0, (int) from));
    return found < 0 ? -1 : text.codePointCount(0, found);
  }
}
