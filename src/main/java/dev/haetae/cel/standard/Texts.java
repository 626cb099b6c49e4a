package dev.haetae.cel.standard;

import com.google.re2j.PatternSyntaxException;
import dev.cel.runtime.CelFunctionBinding;
import dev.haetae.cel.library.kind.Patterns;
import dev.haetae.cel.value.CelFailure;
import java.util.ArrayList;
import java.util.List;

/** The functions of strings; places count letters of Unicode, not their halves. */
final class Texts {
  private Texts() {}

  static List<CelFunctionBinding> bindings(Patterns patterns) {
    List<CelFunctionBinding> all = new ArrayList<>();
    all.add(binary("contains", String::contains));
    all.add(binary("startsWith", String::startsWith));
    all.add(binary("endsWith", String::endsWith));
    all.add(unary("lowerAscii", text -> ascii(text, 'A', 'Z')));
    all.add(unary("upperAscii", text -> ascii(text, 'a', 'z')));
    all.add(unary("trim", Texts::trim));
    all.add(unary("strings.quote", Texts::literal));
    all.add(binary("matches", (text, pattern) -> matches(text, pattern, patterns)));
    all.addAll(TextParts.bindings());
    return all;
  }

  /** What a function of a string does. */
  @FunctionalInterface
  interface Unary {
    Object of(String text);
  }

  /** What a function of two strings does. */
  @FunctionalInterface
  interface Binary {
    Object of(String text, String other);
  }

  @SuppressWarnings("Immutable") // Functions of strings hold nothing.
  private static CelFunctionBinding unary(String name, Unary body) {
    return CelFunctionBinding.from(name, Object.class, value -> body.of(text(value)));
  }

  @SuppressWarnings("Immutable") // Functions of strings hold nothing.
  private static CelFunctionBinding binary(String name, Binary body) {
    return CelFunctionBinding.from(
        name, Object.class, Object.class, (value, other) -> body.of(text(value), text(other)));
  }

  private static boolean matches(String text, String pattern, Patterns patterns) {
    try {
      return patterns.get(pattern).matcher(text).find();
    } catch (PatternSyntaxException e) {
      throw new CelFailure(String.valueOf(e.getMessage()));
    }
  }

  static String text(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw NoOverload.plain();
  }

  private static String ascii(String text, char first, char last) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      out.append(letter >= first && letter <= last ? (char) (letter ^ 0x20) : letter);
    }
    return out.toString();
  }

  private static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char letter) {
    return (letter >= '\t' && letter <= '\r')
        || letter == '\u0085'
        || Character.isSpaceChar(letter);
  }

  // Unlike Go's own quoting: letters that cannot be seen stay as they are.
  private static String literal(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints().forEach(letter -> append(letter, out));
    return out.append('"').toString();
  }

  private static void append(int letter, StringBuilder out) {
    switch (letter) {
      case 7 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 11 -> out.append("\\v");
      case '\\' -> out.append("\\\\");
      case '"' -> out.append("\\\"");
      default -> out.appendCodePoint(letter);
    }
  }

  /** Where the letter of this place is in the string, which may be its end. */
  static int at(String text, long place) {
    int letters = text.codePointCount(0, text.length());
    if (place < 0 || place > letters) {
      throw outOfRange(place);
    }
    return text.offsetByCodePoints(0, (int) place);
  }

  static CelFailure outOfRange(long place) {
    return new CelFailure("index out of range: " + place);
  }
}
