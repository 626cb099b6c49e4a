package dev.haetae.cel.standard;

import dev.cel.runtime.CelFunctionBinding;
import java.util.List;

/** The functions that say where in a string another is. */
final class TextSearch {
  private TextSearch() {}

  static List<CelFunctionBinding> first() {
    return List.of(
        CelFunctionBinding.from(
            "index_of", String.class, String.class, (text, part) -> first(text, part, 0)),
        CelFunctionBinding.from(
            "index_of_from",
            List.of(String.class, String.class, Long.class),
            a -> first(Texts.text(a[0]), Texts.text(a[1]), Lists.whole(a[2]))));
  }

  static List<CelFunctionBinding> last() {
    return List.of(
        CelFunctionBinding.from("last_index_of", String.class, String.class, TextSearch::last),
        CelFunctionBinding.from(
            "last_index_of_from",
            List.of(String.class, String.class, Long.class),
            a -> last(Texts.text(a[0]), Texts.text(a[1]), Lists.whole(a[2]))));
  }

  private static long letters(String text) {
    return text.codePointCount(0, text.length());
  }

  private static long first(String text, String part, long from) {
    if (part.isEmpty()) {
      return from;
    }
    if (from < 0) {
      throw Texts.outOfRange(from);
    }
    if (from >= letters(text)) {
      return -1;
    }
    return place(text, text.indexOf(part, Texts.at(text, from)));
  }

  private static long last(String text, String part) {
    if (part.isEmpty()) {
      return letters(text);
    }
    return text.length() < part.length() ? -1 : last(text, part, letters(text) - 1);
  }

  private static long last(String text, String part, long from) {
    if (part.isEmpty()) {
      return from;
    }
    if (from < 0) {
      throw Texts.outOfRange(from);
    }
    if (from >= letters(text)) {
      return -1;
    }
    return place(text, text.lastIndexOf(part, Texts.at(text, from)));
  }

  private static long place(String text, int index) {
    return index < 0 ? -1 : text.codePointCount(0, index);
  }
}
