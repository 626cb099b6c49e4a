package dev.haetae.cel.library;

import dev.cel.common.types.SimpleType;
import dev.haetae.cel.library.kind.GoText;
import dev.haetae.cel.library.kind.Kind;
import dev.haetae.cel.value.Bounds;
import dev.haetae.cel.value.CelFailure;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The library of one function, which puts values into a text: {@code '%s: %d'.format(['a', 1])}.
 *
 * <p>Mirrors version 2 of cel-go's {@code ext/formatting.go}, which writes numbers for people who
 * read English.
 */
final class TextFormat {
  private static final int NO_PRECISION = -1;
  // Beyond, the API server too would count digits for very long.
  private static final int LARGEST_PRECISION = 1_000_000;

  private final String format;
  private final List<?> values;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int next;

  private TextFormat(String format, List<?> values) {
    this.format = format;
    this.values = values;
  }

  static CelLibrary library() {
    return new Functions()
        .member(
            "format",
            "string_format",
            Kind.STRING,
            Kind.STRING,
            Kind.list(SimpleType.DYN),
            (format, values) -> new TextFormat(format, values).run())
        .library();
  }

  private String run() {
    while (at < format.length()) {
      char c = format.charAt(at);
      if (c != '%') {
        out.append(c);
        at++;
      } else if (at + 1 < format.length() && format.charAt(at + 1) == '%') {
        out.append('%');
        at += 2;
      } else {
        clause();
      }
    }
    return out.toString();
  }

  private void clause() {
    if (next >= values.size()) {
      throw new CelFailure("index " + next + " out of range");
    }
    if (at + 1 >= format.length()) {
      throw new CelFailure("unexpected end of string");
    }
    Object value = values.get(next++);
    at++;
    int precision = precision();
    char letter = format.charAt(at);
    at++;
    try {
      String text = written(value, letter, precision);
      Bounds.demandText((long) out.length() + text.length());
      out.append(text);
    } catch (Unwritten e) {
      throw new CelFailure("error during formatting: " + e.getMessage());
    }
  }

  private String written(Object value, char letter, int precision) throws Unwritten {
    return switch (letter) {
      case 's' -> ValueText.of(value);
      case 'd' -> ValueText.decimal(value);
      case 'f' -> FloatText.fixed(value, precision < 0 ? FloatText.PRECISION : precision);
      case 'e' -> FloatText.scientific(value, precision < 0 ? FloatText.PRECISION : precision);
      case 'b' -> ValueText.binary(value);
      case 'x' -> ValueText.hexadecimal(value, false);
      case 'X' -> ValueText.hexadecimal(value, true);
      case 'o' -> ValueText.octal(value);
      default ->
          throw new CelFailure(
              "could not parse formatting clause: unrecognized formatting clause \""
                  + firstByte(letter)
                  + "\"");
    };
  }

  // The API server takes the letter for a byte of UTF-8.
  private char firstByte(char letter) {
    if (letter < 0x80) {
      return letter;
    }
    byte[] bytes = format.substring(at - 1).getBytes(StandardCharsets.UTF_8);
    return (char) (bytes[0] & 0xff);
  }

  private int precision() {
    if (format.charAt(at) != '.') {
      return NO_PRECISION;
    }
    int start = ++at;
    while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
      at++;
    }
    if (at >= format.length()) {
      throw noPrecision("could not find end of precision specifier");
    }
    String digits = format.substring(start, at);
    try {
      return (int) Math.min(Long.parseLong(digits), LARGEST_PRECISION);
    } catch (NumberFormatException _) {
      throw noPrecision(
          "error while converting precision to integer: strconv.Atoi: parsing "
              + GoText.quote(digits)
              + (digits.isEmpty() ? ": invalid syntax" : ": value out of range"));
    }
  }

  private static CelFailure noPrecision(String why) {
    return new CelFailure(
        "could not parse formatting clause: error while parsing precision: " + why);
  }

  /** A value that a clause cannot write. */
  static final class Unwritten extends Exception {
    private static final long serialVersionUID = 1;

    Unwritten(String sentence) {
      super(sentence);
    }
  }
}
