package dev.haetae.cel.standard;

import dev.cel.runtime.CelFunctionBinding;
import dev.haetae.cel.value.Bounds;
import dev.haetae.cel.value.CelFailure;
import java.util.ArrayList;
import java.util.List;

/** The functions that take strings apart, replace parts of them, and join them. */
final class TextParts {
  private TextParts() {}

  static List<CelFunctionBinding> bindings() {
    List<CelFunctionBinding> all = new ArrayList<>();
    all.add(CelFunctionBinding.from("charAt", Object.class, Object.class, TextParts::charAt));
    all.addAll(
        CelFunctionBinding.fromOverloads(
            "substring",
            CelFunctionBinding.from(
                "substring_from", Object.class, Object.class, TextParts::substring),
            CelFunctionBinding.from("substring_range", Lists.forms(3), TextParts::substring)));
    all.addAll(
        CelFunctionBinding.fromOverloads(
            "replace",
            CelFunctionBinding.from(
                "replace_all", Lists.forms(3), arguments -> replace(arguments, -1)),
            CelFunctionBinding.from(
                "replace_some",
                Lists.forms(4),
                arguments -> replace(arguments, Lists.whole(arguments[3])))));
    all.addAll(
        CelFunctionBinding.fromOverloads(
            "split",
            CelFunctionBinding.from(
                "split_all", Object.class, Object.class, (text, by) -> split(text, by, -1)),
            CelFunctionBinding.from(
                "split_some", Lists.forms(3), a -> split(a[0], a[1], Lists.whole(a[2])))));
    all.addAll(
        CelFunctionBinding.fromOverloads(
            "join",
            CelFunctionBinding.from("join_plain", Object.class, TextParts::join),
            CelFunctionBinding.from("join_by", Object.class, Object.class, TextParts::join)));
    return all;
  }

  private static Object charAt(Object value, Object place) {
    String text = Texts.text(value);
    int index = Texts.at(text, Lists.whole(place));
    return index == text.length() ? "" : Character.toString(text.codePointAt(index));
  }

  private static Object substring(Object value, Object start) {
    String text = Texts.text(value);
    return text.substring(Texts.at(text, Lists.whole(start)));
  }

  private static Object substring(Object[] arguments) {
    String text = Texts.text(arguments[0]);
    long start = Lists.whole(arguments[1]);
    long end = Lists.whole(arguments[2]);
    if (start > end) {
      throw new CelFailure("invalid substring range. start: " + start + ", end: " + end);
    }
    return text.substring(Texts.at(text, start), Texts.at(text, end));
  }

  /** Replaces so many; all when there is a number below 0. */
  private static Object replace(Object[] arguments, long count) {
    String text = Texts.text(arguments[0]);
    String part = Texts.text(arguments[1]);
    String by = Texts.text(arguments[2]);
    long longest = text.length() + (text.length() + 1L) * by.length();
    if (count < 0 && !part.isEmpty() && longest <= Bounds.LONGEST_TEXT) {
      return text.replace(part, by);
    }
    StringBuilder out = new StringBuilder();
    int done = 0;
    int found = text.indexOf(part);
    for (long left = count; left != 0 && found >= 0; left--) {
      Bounds.demandText((long) out.length() + (found - done) + by.length());
      out.append(text, done, found).append(by);
      done = found + part.length();
      found = part.isEmpty() ? next(text, found) : text.indexOf(part, done);
    }
    Bounds.demandText((long) out.length() + text.length() - done);
    return out.append(text, done, text.length()).toString();
  }

  /** The place after the letter here; -1 at the end. */
  private static int next(String text, int at) {
    return at >= text.length() ? -1 : text.offsetByCodePoints(at, 1);
  }

  private static Object split(Object value, Object by, long count) {
    String text = Texts.text(value);
    String separator = Texts.text(by);
    List<String> parts = new ArrayList<>();
    if (count == 0) {
      return parts;
    }
    int from = 0;
    while (count < 0 || parts.size() < count - 1) {
      int found = separator.isEmpty() ? letterEnd(text, from) : text.indexOf(separator, from);
      if (found < 0) {
        break;
      }
      parts.add(text.substring(from, found));
      Bounds.demandList(parts.size());
      from = found + separator.length();
    }
    if (!separator.isEmpty() || from < text.length()) {
      parts.add(text.substring(from));
    }
    return parts;
  }

  /** Where the letter here ends; -1 when it is the last. */
  private static int letterEnd(String text, int from) {
    if (from >= text.length()) {
      return -1;
    }
    int end = text.offsetByCodePoints(from, 1);
    return end >= text.length() ? -1 : end;
  }

  private static Object join(Object value) {
    if (value instanceof List<?> list && isOfTexts(list)) {
      return joined(list, "");
    }
    throw NoOverload.of("join", value);
  }

  private static Object join(Object value, Object by) {
    if (value instanceof List<?> list && by instanceof String text && isOfTexts(list)) {
      return joined(list, text);
    }
    throw NoOverload.of("join", value, by);
  }

  private static String joined(List<?> texts, String by) {
    long length = (long) by.length() * Math.max(0, texts.size() - 1);
    for (Object text : texts) {
      length += ((String) text).length();
    }
    Bounds.demandText(length);
    return String.join(by, texts.stream().map(String.class::cast).toList());
  }

  private static boolean isOfTexts(List<?> list) {
    for (Object element : list) {
      if (!(element instanceof String)) {
        return false;
      }
    }
    return true;
  }
}
