package dev.haetae.policy;

import java.util.Set;

/**
 * Patterns of resources as rules write them: {@code pods}, {@code pods/log}, {@code pods/*}, {@code
 * *}, {@code *}{@code /scale}, {@code *}{@code /*}.
 *
 * <p>Mirrors {@code apiserver/pkg/admission/plugin/webhook/predicates/rules/rules.go}: {@code
 * pods/*} means pods themselves too, {@code *} no subresource.
 */
public final class ResourcePatterns {
  private ResourcePatterns() {}

  /**
   * Returns whether one of the patterns matches.
   *
   * @param resource the plural
   * @param subresource empty for the object itself
   */
  public static boolean match(Set<String> patterns, String resource, String subresource) {
    for (String pattern : patterns) {
      int slash = pattern.indexOf('/');
      int end = slash < 0 ? pattern.length() : slash;
      if (is(pattern, 0, end, resource)
          && (slash < 0
              ? subresource.isEmpty()
              : is(pattern, slash + 1, pattern.length(), subresource))) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(String pattern, int from, int to, String word) {
    int length = to - from;
    return (length == 1 && pattern.charAt(from) == '*')
        || (length == word.length() && pattern.startsWith(word, from));
  }
}
