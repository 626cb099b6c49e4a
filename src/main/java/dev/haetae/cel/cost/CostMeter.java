package dev.haetae.cel.cost;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.values.CelByteString;
import dev.haetae.cel.library.kind.NamedFormat;
import dev.haetae.cel.library.kind.Sized;
import dev.haetae.cel.value.Bounds;
import dev.haetae.cel.value.JoinedList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A meter counts what one evaluation costs, as the runtime reports the value of each node. It is
 * used by one thread.
 */
public final class CostMeter {
  private static final double PATTERN = 0.25;
  private static final long CALL = 1;
  private static final long LIST = 10;
  private static final double REQUIREMENT = 50;

  // The characters that take as much room as an element.
  private static final int CHARACTERS = 4;

  // More than any limit, and far from where sums overflow.
  private static final long MOST = 1L << 60;

  private final CostTable table;
  private final long limit;
  private final @Nullable Object[] values;
  private long cost;
  // The elements and characters that were copied where lists and texts were joined.
  private long copied;
  // The presence test that was reported last, which is reported once more.
  private long tested = -1;
  // The optional field that was reported last, which is reported once more when it is there.
  private @Nullable Object optional;
  // When nodes were reported last.
  private final int[] marks;
  private int clock;

  CostMeter(CostTable table, long limit) {
    this.table = table;
    this.limit = limit;
    this.values = new Object[table.slotCount()];
    this.marks = new int[table.failures().count()];
  }

  /** The evaluation was cut off: it has cost more than it may. */
  public static final class ExceededException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private ExceededException() {
      super(Bounds.EXCEEDED, null, false, false);
    }
  }

  /** What the evaluation has cost so far. */
  public long cost() {
    return cost;
  }

  /** Returns whether it has cost more than it may. */
  public boolean isExceeded() {
    return cost > limit;
  }

  /**
   * Takes note of the value of a node.
   *
   * @throws ExceededException when the evaluation has cost more than it may
   */
  public void report(CelExpr node, Object value) {
    if (!table.knows(node.id())) {
      return;
    }
    int id = (int) node.id();
    Formula formula = table.formula(id);
    if (formula == Formula.FIXED) {
      cost += table.cost(id);
    } else if (formula == Formula.OPTIONAL_FIELD && isPreliminary(value)) {
      return;
    } else {
      count(formula, id, value);
    }
    int slot = table.slot(id);
    if (slot >= 0) {
      values[slot] = value;
    }
    int mark = table.failures().mark(id);
    if (mark >= 0) {
      marks[mark] = ++clock;
    }
    if (cost > limit) {
      throw new ExceededException();
    }
  }

  @SuppressWarnings("ReferenceEquality") // The very same object is reported twice.
  private boolean isPreliminary(Object value) {
    boolean again = !(value instanceof Optional<?>) || value == optional;
    optional = value;
    return again && !Optional.empty().equals(value);
  }

  private void count(Formula formula, int id, Object value) {
    switch (formula) {
      case PRESENCE -> {
        boolean again = tested == id;
        tested = again ? -1 : id;
        cost += again ? 0 : table.cost(id);
      }
      case IF_PRESENT ->
          cost += value instanceof Optional<?> found && found.isEmpty() ? 0 : table.cost(id);
      case OPTIONAL_FIELD -> cost += Optional.empty().equals(value) ? 0 : table.cost(id);
      case CALL -> plainCall(id, value);
      case LOGIC -> logic(id, value);
      case START -> values[table.arguments(id)[0]] = cost;
      case MEASURE -> values[table.arguments(id)[0]] = cost - measured(id);
      case MEASURED -> cost += measured(id);
      default -> cost += Math.min(call(formula, id, value), MOST);
    }
  }

  // The API server counts one for joining lists, and texts of which it does not know that they are.
  private void plainCall(int id, Object value) {
    cost += table.cost(id);
    if (value instanceof String text) {
      copied += text.length() / CHARACTERS;
    } else if (value instanceof JoinedList list) {
      copied += list.copied();
    }
    if (copied > Bounds.LONGEST_TEXT) {
      cost = Math.max(cost, limit + 1);
    }
  }

  private long measured(int id) {
    return argument(id, 0) instanceof Long units ? units : 0;
  }

  // A part without a value has failed, unless the first has decided: its cost was not reported.
  private void logic(int id, Object value) {
    cost += table.cost(id);
    Failures failures = table.failures();
    int since = marks[failures.mark(id)];
    int[] first = failures.part(id, 0);
    int[] second = failures.part(id, 1);
    boolean failed = first != null && marks[first[0]] <= since;
    if (first != null && failed) {
      cost += unreported(first, since);
    }
    boolean decided = !failed && value.equals(argument(id, 0));
    if (second != null && !decided && marks[second[0]] <= since) {
      cost += unreported(second, since);
    }
  }

  private long unreported(int[] part, int since) {
    long missed = 0;
    for (int i = 0; i < part.length; i += 2) {
      missed += marks[part[i]] <= since ? part[i + 1] : 0;
    }
    return missed;
  }

  private long size(int id, int argument) {
    return Sizes.of(argument(id, argument));
  }

  private @Nullable Object argument(int id, int argument) {
    int[] arguments = table.arguments(id);
    return argument < arguments.length ? values[arguments[argument]] : null;
  }

  private long call(Formula formula, int id, Object value) {
    return switch (formula) {
      case TEXT -> Sizes.traversal(size(id, 0));
      case TEXT_TWICE -> twice(size(id, 0));
      case RESULT_TWICE -> twice(Sizes.of(value));
      case TRAVERSAL -> Sizes.deep(argument(id, 0), limit);
      case PATTERN -> pattern(size(id, 0), size(id, 1));
      case FORMAT -> format(argument(id, 0), size(id, 1));
      case SELECTOR -> selector(size(id, 1));
      case PREFIX_ADDRESS -> Sizes.traversal(2 * size(id, 0));
      case PREFIX_ADDRESS_TEXT -> Sizes.traversal(2 * size(id, 0)) + Sizes.traversal(size(id, 1));
      case PREFIX_PREFIX -> prefixes(size(id, 0));
      case PREFIX_PREFIX_TEXT -> prefixes(size(id, 0)) + Sizes.traversal(size(id, 1));
      case EQUALITY -> argument(id, 0) instanceof Sized ? CALL : smaller(id);
      case COMPARISON -> smaller(id);
      case IN_LIST -> size(id, 1);
      case JOINT -> Sizes.traversal(size(id, 0) + size(id, 1));
      case CONTAINS -> Sizes.traversal(size(id, 0)) * Sizes.traversal(size(id, 1));
      case LIST_RESULT -> Sizes.of(value) + CALL + LIST;
      case LIST_FLATTEN -> flatten(id);
      case LIST_SELF -> self(argument(id, 0), false);
      case LIST_KEYS -> self(argument(id, 0), true);
      case SETS -> CALL + size(id, 0) * size(id, 1);
      case SETS_TWICE -> CALL + 2 * size(id, 0) * size(id, 1);
      case FIXED, CALL, PRESENCE, IF_PRESENT, OPTIONAL_FIELD, LOGIC, START, MEASURE, MEASURED -> 0;
    };
  }

  private static long twice(long size) {
    return (long) Math.ceil(size * 2 * 0.1);
  }

  private long smaller(int id) {
    return Sizes.traversal(Math.min(size(id, 0), size(id, 1)));
  }

  private static long pattern(long text, long pattern) {
    return (long) Math.ceil((1.0 + text) * 0.1) * (long) Math.ceil(pattern * PATTERN);
  }

  private static long format(@Nullable Object format, long text) {
    return format instanceof NamedFormat named ? pattern(text, named.patternSize()) : CALL;
  }

  private static long selector(long length) {
    long requirements = (long) Math.ceil(length * 0.5);
    return LIST + Sizes.traversal(length) + (long) Math.ceil(requirements * REQUIREMENT);
  }

  private static long prefixes(long size) {
    return Sizes.traversal(2 * size) + Sizes.traversal(size) + 1;
  }

  private long flatten(int id) {
    double depth = argument(id, 1) instanceof Long levels ? levels : 1;
    return capped(size(id, 0) * depth) + CALL + LIST;
  }

  private static long self(@Nullable Object value, boolean pairs) {
    long size = Sizes.of(value);
    double factor = 2;
    if (value instanceof List<?> list && !list.isEmpty()) {
      Object first = list.get(0);
      if (pairs && first instanceof List<?> pair) {
        first = pair.get(0);
      }
      factor += first instanceof String || first instanceof CelByteString ? 0.1 : 0;
    }
    return capped((double) size * size * factor) + CALL + LIST;
  }

  private static long capped(double product) {
    return (long) Math.min(product, MOST);
  }
}
