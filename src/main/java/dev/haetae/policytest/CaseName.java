package dev.haetae.policytest;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The name of a case's file, which says what the case expects: {@code deny.NoDeadline.job.yaml}.
 *
 * @param outcome what is to become of its objects
 * @param reason that at least one finding must have; empty when any will do
 */
public record CaseName(Outcome outcome, String reason) {
  /** The names that a case's file can begin with, for messages. */
  public static final String WORDS = "allow, deny, warn, mutate or undecided";

  /** An outcome of a case. */
  public enum Outcome {
    /** Nothing is found, and nothing is left open. */
    ALLOW,
    /** Something is denied. */
    DENY,
    /** Something is warned of, and nothing denied. */
    WARN,
    /** Something is repaired or mutated, and then nothing is found. */
    MUTATE,
    /** Something cannot be decided, and nothing is denied. */
    UNDECIDED;

    /** Returns whether it comes with a finding, which has a reason. */
    boolean isFound() {
      return this == DENY || this == WARN || this == UNDECIDED;
    }

    /** The word that a file's name begins with. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Reads a name.
   *
   * <p>A second part that begins with a capital letter is a reason, as all reasons do; any other is
   * a description for people.
   *
   * @param file without its folder
   * @return null when it begins with no outcome
   */
  public static @Nullable CaseName of(String file) {
    String[] parts = file.split("\\.", -1);
    for (Outcome outcome : Outcome.values()) {
      if (parts.length > 1 && outcome.word().equals(parts[0])) {
        return new CaseName(outcome, outcome.isFound() ? reason(parts) : "");
      }
    }
    return null;
  }

  private static String reason(String[] parts) {
    String second = parts.length > 2 ? parts[1] : "";
    return !second.isEmpty() && Character.isUpperCase(second.charAt(0)) ? second : "";
  }
}
