package dev.haetae.cel.library.kind;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A store of the patterns that expressions use, each compiled once while there are few. Safe for
 * any number of threads.
 */
public final class Patterns {
  private static final int MOST = 1024;
  private static final int LONGEST_KEPT = 1024;
  private static final int DEEPEST = 1_000;
  private static final int LARGEST_PROGRAM = 100_000;
  private final Map<String, Pattern> compiled = new ConcurrentHashMap<>();

  /**
   * The compiled pattern.
   *
   * @throws PatternSyntaxException when it is none, or too large a one
   */
  public Pattern get(String pattern) {
    Pattern known = compiled.get(pattern);
    if (known != null) {
      return known;
    }
    Pattern made = compile(pattern);
    if (pattern.length() <= LONGEST_KEPT) {
      if (compiled.size() >= MOST) {
        compiled.clear();
      }
      compiled.put(pattern, made);
    }
    return made;
  }

  /**
   * A pattern, compiled anew.
   *
   * @throws PatternSyntaxException when it is none, or too large a one
   */
  public static Pattern compile(String pattern) {
    if (repeated(pattern) > LARGEST_PROGRAM) {
      throw new PatternSyntaxException("expression too large", pattern);
    }
    if (depth(pattern) > DEEPEST) {
      throw new PatternSyntaxException("expression nests too deeply", pattern);
    }
    return Pattern.compile(pattern);
  }

  // How deep groups may be nested, at the most.
  private static int depth(String pattern) {
    int deepest = 0;
    int depth = 0;
    for (int i = 0; i < pattern.length(); i++) {
      switch (pattern.charAt(i)) {
        case '\\' -> i++;
        case '(' -> deepest = Math.max(deepest, ++depth);
        case ')' -> depth--;
        default -> {}
      }
    }
    return deepest;
  }

  // How many copies of its parts a program may hold, at the most: counts multiply when nested.
  private static long repeated(String pattern) {
    long product = 1;
    long sum = 0;
    int depth = 0;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '(') {
        depth++;
      } else if (c == '{') {
        long count = largest(pattern, i + 1);
        product = Math.min(product * Math.max(1, depth > 0 ? count : 1), LARGEST_PROGRAM + 1L);
        sum += count;
      }
    }
    return Math.max(product, sum) + pattern.length();
  }

  private static long largest(String pattern, int from) {
    long largest = 0;
    long number = 0;
    for (int i = from; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c >= '0' && c <= '9') {
        number = Math.min(number * 10 + c - '0', LARGEST_PROGRAM);
        largest = Math.max(largest, number);
      } else if (c == ',') {
        number = 0;
      } else {
        break;
      }
    }
    return largest;
  }
}
