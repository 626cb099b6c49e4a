package dev.haetae.cel.library.kind;

import java.util.ArrayList;
import java.util.List;

/** A reader of semantic versions, in the words of Go's package {@code blang/semver}. */
public final class SemverText {
  private SemverText() {}

  /** What came of reading. */
  public sealed interface Result {}

  /** A version. */
  public record Read(SemverValue version) implements Result {}

  /** None, and why. */
  public record Unread(String why) implements Result {}

  /** Reads with a {@code v} before it, leading zeros, and fewer than three numbers. */
  public static Result normalized(String text) {
    String plain = text.startsWith("v") ? text.substring(1) : text;
    List<String> parts = parts(plain);
    parts.replaceAll(SemverText::withoutZeros);
    if (parts.size() < 3) {
      String last = parts.getLast();
      if (last.indexOf('+') >= 0 || last.indexOf('-') >= 0) {
        return new Unread("short version cannot contain PreRelease/Build meta data");
      }
      while (parts.size() < 3) {
        parts.add("0");
      }
    }
    return read(String.join(".", parts));
  }

  private static String withoutZeros(String part) {
    if (part.length() < 2) {
      return part;
    }
    int start = 0;
    while (start < part.length() && part.charAt(start) == '0') {
      start++;
    }
    String rest = part.substring(start);
    return rest.isEmpty() || !isDigit(rest.charAt(0)) ? "0" + rest : rest;
  }

  // Into three at most.
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int dot = text.indexOf('.');
        dot >= 0 && parts.size() < 2;
        dot = text.indexOf('.', start)) {
      parts.add(text.substring(start, dot));
      start = dot + 1;
    }
    parts.add(text.substring(start));
    return parts;
  }

  public static Result read(String text) {
    if (text.isEmpty()) {
      return new Unread("Version string empty");
    }
    List<String> parts = parts(text);
    if (parts.size() < 3) {
      return new Unread("No Major.Minor.Patch elements found");
    }
    String patch = parts.get(2);
    int plus = patch.indexOf('+');
    List<String> build = plus < 0 ? List.of() : List.of(patch.substring(plus + 1).split("\\.", -1));
    patch = plus < 0 ? patch : patch.substring(0, plus);
    int dash = patch.indexOf('-');
    List<String> early = dash < 0 ? List.of() : List.of(patch.substring(dash + 1).split("\\.", -1));
    patch = dash < 0 ? patch : patch.substring(0, dash);
    String wrong = wrong(parts.get(0), parts.get(1), patch);
    wrong = wrong.isEmpty() ? wrongEarly(early) : wrong;
    wrong = wrong.isEmpty() ? wrongBuild(build) : wrong;
    return wrong.isEmpty()
        ? new Read(
            new SemverValue(
                Long.parseUnsignedLong(parts.get(0)),
                Long.parseUnsignedLong(parts.get(1)),
                Long.parseUnsignedLong(patch),
                early))
        : new Unread(wrong);
  }

  // Nothing when nothing is wrong.
  private static String wrong(String major, String minor, String patch) {
    String wrong = wrong(major, "Major");
    wrong = wrong.isEmpty() ? wrong(minor, "Minor") : wrong;
    return wrong.isEmpty() ? wrong(patch, "Patch") : wrong;
  }

  private static String wrong(String number, String what) {
    if (!number.isEmpty() && !isNumber(number)) {
      String name = what.toLowerCase(java.util.Locale.ROOT);
      return "Invalid character(s) found in " + name + " number " + GoText.quote(number);
    }
    if (number.length() > 1 && number.charAt(0) == '0') {
      return what + " number must not contain leading zeroes " + GoText.quote(number);
    }
    return range(number);
  }

  private static String range(String number) {
    String trouble = "strconv.ParseUint: parsing " + GoText.quote(number) + ": ";
    if (number.isEmpty()) {
      return trouble + "invalid syntax";
    }
    try {
      Long.parseUnsignedLong(number);
      return "";
    } catch (NumberFormatException _) {
      return trouble + "value out of range";
    }
  }

  private static String wrongEarly(List<String> early) {
    for (String part : early) {
      if (part.isEmpty()) {
        return "Prerelease is empty";
      }
      if (isNumber(part)) {
        if (part.length() > 1 && part.charAt(0) == '0') {
          return "Numeric PreRelease version must not contain leading zeroes " + GoText.quote(part);
        }
        if (!range(part).isEmpty()) {
          return range(part);
        }
      } else if (!isWord(part)) {
        return "Invalid character(s) found in prerelease " + GoText.quote(part);
      }
    }
    return "";
  }

  private static String wrongBuild(List<String> build) {
    for (String part : build) {
      if (part.isEmpty()) {
        return "Build meta data is empty";
      }
      if (!isWord(part)) {
        return "Invalid character(s) found in build meta data " + GoText.quote(part);
      }
    }
    return "";
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Returns whether the text is digits and nothing else. */
  public static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !isDigit(c) && c != '-') {
        return false;
      }
    }
    return true;
  }
}
