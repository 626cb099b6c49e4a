package dev.haetae.cel.policy;

import dev.haetae.cel.Compilation;
import dev.haetae.simulator.validation.field.Cause;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The faults of one policy, collected in the order in which the API server lists them, and in its
 * words.
 */
public final class Faults {
  private static final String INSTANTIATION = "program instantiation failed: ";

  private final CauseList causes = new CauseList();
  private final Map<Integer, Spot> spots = new HashMap<>();

  /** A place within an expression; 1-based. */
  private record Spot(int line, int column) {}

  /** The list that causes without a place within an expression are added to. */
  public CauseList causes() {
    return causes;
  }

  /** Returns whether there are none. */
  public boolean isEmpty() {
    return causes.isEmpty();
  }

  /** Returns the number of faults so far. */
  public int size() {
    return causes.size();
  }

  /**
   * Adds that an expression does not compile.
   *
   * @param place of the field
   * @param shown the expression as the message shows it
   * @param written the whole text of the field, in which the compiled part begins at {@code from}
   */
  void refused(Place place, String shown, String written, int from, Compilation.Refused refusal) {
    if (causes.isFull()) {
      return;
    }
    if (refusal.message().startsWith(INSTANTIATION)) {
      causes.internal(place, refusal.message());
    } else {
      causes.invalid(place, shown, refusal.message());
    }
    if (refusal.line() > 0) {
      spots.put(causes.size() - 1, spot(written, from, refusal));
    }
  }

  // What was cut off before it was compiled is in the file.
  private static Spot spot(String written, int from, Compilation.Refused refusal) {
    int line = refusal.line();
    int column = refusal.column();
    int lastBreak = -1;
    for (int i = 0; i < from; i++) {
      if (written.charAt(i) == '\n') {
        line++;
        lastBreak = i;
      }
    }
    return new Spot(line, refusal.line() > 1 ? column : column + from - lastBreak - 1);
  }

  /** All of them. */
  public List<Fault> list() {
    List<Cause> all = causes.causes();
    List<Fault> faults = new ArrayList<>(all.size());
    for (int i = 0; i < all.size(); i++) {
      Spot spot = spots.get(i);
      faults.add(
          spot == null
              ? new Fault(all.get(i), 0, 0)
              : new Fault(all.get(i), spot.line(), spot.column()));
    }
    return faults;
  }
}
