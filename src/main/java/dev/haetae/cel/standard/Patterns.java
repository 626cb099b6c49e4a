package dev.haetae.cel.standard;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.haetae.cel.value.CelFailure;
import java.util.concurrent.ConcurrentHashMap;

/** The patterns that expressions use: each is compiled once, and none may become large. */
public final class Patterns {
  private static final int KEPT = 1_000;
  private static final int LONGEST_KEPT = 1_000;
  private static final int LARGEST = 100_000;

  private static final ConcurrentHashMap<String, Patterns> ALL = new ConcurrentHashMap<>();

  private final Pattern pattern;

  private Patterns(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * The pattern that is written so.
   *
   * @throws CelFailure when it is none
   */
  public static Patterns of(String text) {
    Patterns known = ALL.get(text);
    return known == null ? compiled(text) : known;
  }

  private static Patterns compiled(String text) {
    Patterns made = new Patterns(pattern(text));
    if (text.length() <= LONGEST_KEPT) {
      if (ALL.size() >= KEPT) {
        ALL.clear();
      }
      ALL.put(text, made);
    }
    return made;
  }

  private static Pattern pattern(String text) {
    try {
      Pattern pattern = Pattern.compile(text);
      if (pattern.programSize() > LARGEST) {
        throw new CelFailure("error parsing regexp: expression too large");
      }
      return pattern;
    } catch (PatternSyntaxException e) {
      throw new CelFailure(String.valueOf(e.getMessage()));
    }
  }

  /** Returns whether some part of a text is as the pattern says. */
  public boolean find(String text) {
    return pattern.matcher(text).find();
  }

  /** What looks for it in a text, part by part. */
  public Matcher matcher(String text) {
    return pattern.matcher(text);
  }
}
