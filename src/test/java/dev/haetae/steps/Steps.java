package dev.haetae.steps;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The steps that counted code has taken, and what it calls in place of methods of the JDK that take
 * more than one.
 *
 * <p>A step is a call or a turn of a loop. Of the JDK's methods those are charged whose cost grows
 * with their arguments and that allocate nothing which would tell: searches of lists, comparisons
 * of texts ({@value #LETTERS} letters a step), regular expressions (each look at a letter).
 *
 * <p>Counted code finds its counter by nothing but its name, so there is one, and one thread at a
 * time has it.
 */
public final class Steps {
  private static final int LETTERS = 16;

  private static long left = Long.MAX_VALUE;

  private Steps() {}

  /**
   * How many steps {@code work} takes.
   *
   * @param most a limit
   * @throws TooManyStepsError when it has taken as many
   */
  public static synchronized long of(Runnable work, long most) {
    left = most;
    try {
      work.run();
      return most - left;
    } finally {
      left = Long.MAX_VALUE;
    }
  }

  private static void take(long count) {
    left -= count;
    if (left < 0) {
      // The way back counts too.
      left = Long.MAX_VALUE;
      throw new TooManyStepsError();
    }
  }

  private static void letters(CharSequence text) {
    take(1 + text.length() / LETTERS);
  }

  /** Called at the beginning of each method and for each turn of a loop. */
  public static void step() {
    take(1);
  }

  // Collections of our own are counted code themselves.
  private static boolean looksThrough(Collection<?> collection) {
    return !(collection instanceof Set) && collection.getClass().getName().startsWith("java.");
  }

  /** {@link Collection#contains}. */
  public static boolean contains(Collection<?> collection, @Nullable Object element) {
    take(looksThrough(collection) ? collection.size() : 1);
    return collection.contains(element);
  }

  /** {@link Collection#containsAll}. */
  public static boolean containsAll(Collection<?> collection, Collection<?> elements) {
    long each = looksThrough(collection) ? collection.size() : 1;
    take(each * elements.size());
    return collection.containsAll(elements);
  }

  /** {@link Collection#remove}. */
  public static boolean remove(Collection<?> collection, @Nullable Object element) {
    take(looksThrough(collection) ? collection.size() : 1);
    return collection.remove(element);
  }

  /** {@link List#indexOf}. */
  public static int indexOf(List<?> list, @Nullable Object element) {
    take(list.size());
    return list.indexOf(element);
  }

  /** {@link Set#copyOf}, which compares elements of one hash each with each. */
  public static <E> Set<E> copyOf(Collection<? extends E> elements) {
    take((long) elements.size() * elements.size() / LETTERS);
    return Set.copyOf(elements);
  }

  /** {@link Map#copyOf}, which compares keys of one hash each with each. */
  public static <K, V> Map<K, V> copyOf(Map<? extends K, ? extends V> map) {
    take((long) map.size() * map.size() / LETTERS);
    return Map.copyOf(map);
  }

  /** {@link String#equals}. */
  public static boolean equals(String text, @Nullable Object other) {
    if (other instanceof String string && string.length() == text.length()) {
      letters(text);
    }
    return text.equals(other);
  }

  /** {@link String#compareTo}. */
  public static int compareTo(String text, String other) {
    letters(text.length() < other.length() ? text : other);
    return text.compareTo(other);
  }

  /** {@link String#startsWith(String)}. */
  public static boolean startsWith(String text, String beginning) {
    letters(beginning);
    return text.startsWith(beginning);
  }

  /** {@link String#endsWith}. */
  public static boolean endsWith(String text, String end) {
    letters(end);
    return text.endsWith(end);
  }

  /** {@link String#contains}. */
  public static boolean contains(String text, CharSequence part) {
    letters(text);
    return text.contains(part);
  }

  /** {@link String#indexOf(int)}. */
  public static int indexOf(String text, int letter) {
    letters(text);
    return text.indexOf(letter);
  }

  /** {@link String#indexOf(String)}. */
  public static int indexOf(String text, String part) {
    letters(text);
    return text.indexOf(part);
  }

  /** {@link String#equalsIgnoreCase}. */
  public static boolean equalsIgnoreCase(String text, @Nullable String other) {
    letters(text);
    return text.equalsIgnoreCase(other);
  }

  /** {@link Pattern#matcher}. */
  public static java.util.regex.Matcher matcher(Pattern pattern, CharSequence text) {
    return pattern.matcher(new Looked(text));
  }

  /** {@link String#matches}. */
  public static boolean matches(String text, String pattern) {
    return matcher(Pattern.compile(pattern), text).matches();
  }

  /** A text that counts each look at a letter. */
  private record Looked(CharSequence text) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      take(1);
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
