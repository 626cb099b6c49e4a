package dev.haetae.schema;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A search among known names for the one that was meant by an unknown one; see {@link
 * Suggestions#nearest}.
 *
 * <p>Costs at most {@value #MOST_STEPS} comparisons of letters and one look at each known name,
 * whatever the names are: a name of another length is passed over unread, one of other letters is
 * read once, and only what is left is aligned, no further than it may still turn out to be nearer.
 */
final class NearestName {
  /** The most letters that one search compares. */
  static final int MOST_STEPS = 1 << 18;

  // No name of the API is longer.
  private static final int LONGEST = 253;
  private static final int TELLING = 5;
  // A budget's step has time for so many letters.
  private static final int LETTERS_A_STEP = 16;
  private static final int KINDS_OF_LETTERS = 64;

  private final String written;
  private final int[] letters = new int[KINDS_OF_LETTERS];
  private final int[] balance = new int[KINDS_OF_LETTERS];
  private int[] before;
  private int[] last;
  private int[] row;
  private int steps;

  private NearestName(String unknown) {
    this.written = unknown.toLowerCase(Locale.ROOT);
    for (int i = 0; i < written.length(); i++) {
      letters[written.charAt(i) % KINDS_OF_LETTERS]++;
    }
    int widest = 2 * written.length() + 2;
    this.before = new int[widest];
    this.last = new int[widest];
    this.row = new int[widest];
  }

  static Optional<String> among(Collection<String> known, String unknown, LongConsumer spending) {
    if (unknown.length() > LONGEST) {
      return Optional.empty();
    }
    NearestName search = new NearestName(unknown);
    String found = search.nearest(known);
    spending.accept(known.size() + search.steps / LETTERS_A_STEP);
    return Optional.ofNullable(found == null ? search.onlyBeginning(known) : found);
  }

  private @Nullable String nearest(Collection<String> known) {
    int limit = Math.max(1, written.length() / 3);
    String found = null;
    for (String name : known) {
      if (steps >= MOST_STEPS) {
        break;
      }
      if (Math.abs(name.length() - written.length()) <= limit) {
        int distance = distance(name.toLowerCase(Locale.ROOT), limit);
        if (distance < limit
            || (distance == limit && (found == null || name.compareTo(found) < 0))) {
          limit = distance;
          found = name;
        }
      }
    }
    return found;
  }

  private @Nullable String onlyBeginning(Collection<String> known) {
    String found = null;
    for (String name : known) {
      int shorter = Math.min(written.length(), name.length());
      if (shorter >= TELLING
          && name.length() <= LONGEST
          && name.regionMatches(true, 0, written, 0, shorter)) {
        if (found != null) {
          return null;
        }
        found = name;
      }
    }
    return found;
  }

  /**
   * The optimal string alignment distance: insertions, deletions, changes, neighbours swapped;
   * {@code limit + 1} for all that is above {@code limit}.
   */
  private int distance(String other, int limit) {
    if (Math.abs(other.length() - written.length()) > limit || differs(other, limit)) {
      return limit + 1;
    }
    // Only what lies within the limit of the diagonal can end within it.
    Arrays.fill(before, 0, other.length() + 1, limit + 1);
    Arrays.fill(row, 0, other.length() + 1, limit + 1);
    for (int j = 0; j <= other.length(); j++) {
      last[j] = Math.min(j, limit + 1);
    }
    for (int i = 1; i <= written.length(); i++) {
      int from = Math.max(1, i - limit);
      int to = Math.min(other.length(), i + limit);
      row[from - 1] = from == 1 ? Math.min(i, limit + 1) : limit + 1;
      int least = row[from - 1];
      for (int j = from; j <= to; j++) {
        least = Math.min(least, cell(other, i, j, limit));
      }
      if (to < other.length()) {
        row[to + 1] = limit + 1;
      }
      steps += to - from + 1;
      if (least > limit) {
        return limit + 1;
      }
      int[] free = before;
      before = last;
      last = row;
      row = free;
    }
    return last[other.length()];
  }

  private int cell(String other, int i, int j, int limit) {
    char letter = written.charAt(i - 1);
    int changed = letter == other.charAt(j - 1) ? 0 : 1;
    int cost = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + changed);
    if (i > 1
        && j > 1
        && letter == other.charAt(j - 2)
        && written.charAt(i - 2) == other.charAt(j - 1)) {
      cost = Math.min(cost, before[j - 2] + 1);
    }
    row[j] = Math.min(cost, limit + 1);
    return row[j];
  }

  // Each slip of the pen mends one letter that is missing on one side at most.
  private boolean differs(String other, int limit) {
    System.arraycopy(letters, 0, balance, 0, KINDS_OF_LETTERS);
    for (int i = 0; i < other.length(); i++) {
      balance[other.charAt(i) % KINDS_OF_LETTERS]--;
    }
    steps += other.length() + 1;
    int missing = 0;
    int tooMany = 0;
    for (int count : balance) {
      missing += Math.max(count, 0);
      tooMany += Math.max(-count, 0);
    }
    return Math.max(missing, tooMany) > limit;
  }
}
