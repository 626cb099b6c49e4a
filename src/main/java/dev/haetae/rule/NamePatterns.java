package dev.haetae.rule;

import dev.haetae.resource.tree.Sentence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The names that a parameter lists: whole names, and names with one star that stands for any
 * letters, none too, such as {@code nvidia.com/mig-*} or {@code cluster.local/*-provisioner}.
 */
public final class NamePatterns {
  private final Set<String> names = new HashSet<>();
  private final String[] beginnings;
  private final String[] ends;
  // A bit for each letter that a pattern begins with, all of them where a star comes first: most
  // names that are asked for are of another kind, and no more is looked at of them.
  private final long firstLetters;

  private NamePatterns(List<String> patterns) {
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    for (String pattern : patterns) {
      int star = pattern.indexOf('*');
      if (star < 0) {
        names.add(pattern);
      } else {
        before.add(pattern.substring(0, star));
        after.add(pattern.substring(star + 1));
      }
    }
    long first = 0;
    for (String pattern : patterns) {
      first |= pattern.startsWith("*") ? -1L : 1L << pattern.charAt(0);
    }
    firstLetters = first;
    beginnings = before.toArray(String[]::new);
    ends = after.toArray(String[]::new);
  }

  /**
   * The patterns that parameter {@code name} lists, {@code shipped} when it is not written; what is
   * no pattern is a problem of the parameters, and stands for nothing.
   */
  public static NamePatterns of(Parameters parameters, String name, List<String> shipped) {
    List<String> patterns = new ArrayList<>();
    for (String pattern : parameters.texts(name, shipped)) {
      if (isPattern(pattern)) {
        patterns.add(pattern);
      } else {
        parameters.problem(
            name,
            Sentence.of("must hold names, with one * at most and more than it, not %q", pattern));
      }
    }
    return new NamePatterns(patterns);
  }

  /** The patterns of a list that is known to hold nothing else. */
  public static NamePatterns of(Collection<String> patterns) {
    return new NamePatterns(List.copyOf(patterns));
  }

  private static boolean isPattern(String text) {
    return !text.isEmpty() && !text.equals("*") && text.indexOf('*') == text.lastIndexOf('*');
  }

  private boolean mayInclude(String name) {
    return !name.isEmpty() && (firstLetters & 1L << name.charAt(0)) != 0;
  }

  /** Returns whether {@code name} is listed as it is, and not only by a star. */
  public boolean includeWhole(String name) {
    return mayInclude(name) && names.contains(name);
  }

  /** Returns whether one of the patterns stands for {@code name}. */
  public boolean include(String name) {
    return includeWhole(name) || includeByStar(name);
  }

  /** Returns whether one of the patterns with a star stands for {@code name}. */
  public boolean includeByStar(String name) {
    for (int i = 0; mayInclude(name) && i < beginnings.length; i++) {
      if (name.length() >= beginnings[i].length() + ends[i].length()
          && name.startsWith(beginnings[i])
          && name.endsWith(ends[i])) {
        return true;
      }
    }
    return false;
  }
}
