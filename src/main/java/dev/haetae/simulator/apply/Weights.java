package dev.haetae.simulator.apply;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;

/** The weights of values: what keeps patches from making them larger without end. */
public final class Weights {
  /** How deep the values of a patched object may nest. */
  public static final int MOST_DEPTH = 512;

  private static final int OF_KEY = 4;
  private static final int OF_WORD = 5;

  private Weights() {}

  /**
   * The number of values in a value, itself included.
   *
   * @param depth how deep it stands
   * @throws ApplyException when it nests too deep
   */
  static int values(Value value, int depth) throws ApplyException {
    check(depth);
    int sum = 1;
    switch (value) {
      case ObjectValue object -> {
        for (int i = 0; i < object.size(); i++) {
          sum += values(object.value(i), depth + 1);
        }
      }
      case ArrayValue array -> {
        for (int i = 0; i < array.size(); i++) {
          sum += values(array.get(i), depth + 1);
        }
      }
      default -> {
        // One.
      }
    }
    return sum;
  }

  /**
   * The length of the JSON text of a value, as good as it is.
   *
   * @throws ApplyException when it nests too deep
   */
  public static long letters(Value value) throws ApplyException {
    return letters(value, 0);
  }

  private static long letters(Value value, int depth) throws ApplyException {
    check(depth);
    return switch (value) {
      case ObjectValue object -> {
        long sum = 2;
        for (int i = 0; i < object.size(); i++) {
          sum += object.key(i).length() + OF_KEY + letters(object.value(i), depth + 1);
        }
        yield sum;
      }
      case ArrayValue array -> {
        long sum = 2;
        for (int i = 0; i < array.size(); i++) {
          sum += 1 + letters(array.get(i), depth + 1);
        }
        yield sum;
      }
      case StringValue text -> text.text().length() + 2L;
      case NumberValue number -> number.literal().length();
      default -> OF_WORD;
    };
  }

  private static void check(int depth) throws ApplyException {
    if (depth > MOST_DEPTH) {
      throw new ApplyException("the object would nest deeper than " + MOST_DEPTH);
    }
  }
}
