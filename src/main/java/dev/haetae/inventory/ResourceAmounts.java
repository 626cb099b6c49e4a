package dev.haetae.inventory;

import dev.haetae.resource.Quantity;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Amounts of resources in the whole units that the scheduler counts in.
 *
 * <p>Mirrors {@code framework.Resource} of the scheduler: a resource that is neither named here nor
 * extended (with a domain), nor huge pages, nor attachable volumes, does not count. Sums and
 * differences end at the bounds of a long, where the scheduler's own turn over: whoever asks for 9E
 * twice asks for more than there is.
 */
public final class ResourceAmounts {
  /** Nothing. */
  public static final ResourceAmounts NONE =
      new ResourceAmounts(0, 0, 0, 0, new String[0], new long[0], Map.of());

  private final long milliCpu;
  private final long memory;
  private final long ephemeralStorage;
  private final long pods;
  private final String[] names;
  private final long[] amounts;
  // Of names, where there are so many that it pays; else empty, and they are searched one by one.
  private final Map<String, Integer> index;

  private ResourceAmounts(
      long milliCpu,
      long memory,
      long ephemeralStorage,
      long pods,
      String[] names,
      long[] amounts,
      Map<String, Integer> index) {
    this.milliCpu = milliCpu;
    this.memory = memory;
    this.ephemeralStorage = ephemeralStorage;
    this.pods = pods;
    this.names = names;
    this.amounts = amounts;
    this.index = index;
  }

  /** The sum, at the bound where a long does not hold it. */
  public static long plus(long one, long other) {
    long sum = one + other;
    return ((one ^ sum) & (other ^ sum)) < 0 ? bound(one) : sum;
  }

  /** The difference, at the bound where a long does not hold it: what is left of {@code all}. */
  public static long minus(long all, long taken) {
    long left = all - taken;
    return ((all ^ taken) & (all ^ left)) < 0 ? bound(all) : left;
  }

  /** The product, at the bound where a long does not hold it. */
  public static long times(long amount, long times) {
    long high = Math.multiplyHigh(amount, times);
    long product = amount * times;
    return high == product >> 63 ? product : bound(high);
  }

  private static long bound(long sign) {
    return sign < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /** The amounts of these quantities, by resource name, each rounded up. */
  public static ResourceAmounts of(Map<String, Quantity> quantities) {
    Sum sum = new Sum();
    sum.add(quantities);
    return sum.build();
  }

  /** Thousandths of a CPU. */
  public long milliCpu() {
    return milliCpu;
  }

  /** Bytes of memory. */
  public long memory() {
    return memory;
  }

  /** Bytes of ephemeral storage. */
  public long ephemeralStorage() {
    return ephemeralStorage;
  }

  /** Pods. */
  public long pods() {
    return pods;
  }

  /** The number of other resources. */
  public int others() {
    return names.length;
  }

  /** The name of the {@code index}-th other resource, such as {@code nvidia.com/gpu}. */
  public String otherName(int index) {
    return names[index];
  }

  /** The amount of the {@code index}-th other resource. */
  public long other(int index) {
    return amounts[index];
  }

  /** The amount of another resource; 0 when there is none. */
  public long other(String name) {
    if (!index.isEmpty()) {
      Integer at = index.get(name);
      return at == null ? 0 : amounts[at];
    }
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return amounts[i];
      }
    }
    return 0;
  }

  private static boolean counts(String name) {
    return name.indexOf('/') > 0
        ? !name.startsWith("requests.")
        : name.startsWith("hugepages-") || name.startsWith("attachable-volumes-");
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    out.append("cpu=").append(milliCpu).append("m memory=").append(memory);
    out.append(" ephemeral-storage=").append(ephemeralStorage).append(" pods=").append(pods);
    for (int i = 0; i < names.length; i++) {
      out.append(' ').append(names[i]).append('=').append(amounts[i]);
    }
    return out.toString();
  }

  /** Adds amounts up. */
  public static final class Sum {
    // Beyond so many other resources, which is beyond all that are meant well, an index pays.
    private static final int LINEAR = 32;

    private long milliCpu;
    private long memory;
    private long ephemeralStorage;
    private long pods;
    private String[] names = new String[0];
    private long[] amounts = new long[0];
    private int others;
    private @Nullable Map<String, Integer> index;

    /** Adds quantities by resource name, each rounded up first. */
    public void add(Map<String, Quantity> quantities) {
      quantities.forEach(this::add);
    }

    private void add(String name, Quantity quantity) {
      switch (name) {
        case "cpu" -> milliCpu = plus(milliCpu, quantity.milliValue());
        case "memory" -> memory = plus(memory, quantity.value());
        case "ephemeral-storage" -> ephemeralStorage = plus(ephemeralStorage, quantity.value());
        case "pods" -> pods = plus(pods, quantity.value());
        default -> {
          if (counts(name)) {
            addOther(name, quantity.value());
          }
        }
      }
    }

    /** Adds amounts {@code times} over. */
    public void add(ResourceAmounts more, long times) {
      milliCpu = plus(milliCpu, times(more.milliCpu, times));
      memory = plus(memory, times(more.memory, times));
      ephemeralStorage = plus(ephemeralStorage, times(more.ephemeralStorage, times));
      pods = plus(pods, times(more.pods, times));
      for (int i = 0; i < more.names.length; i++) {
        addOther(more.names[i], times(more.amounts[i], times));
      }
    }

    private void addOther(String name, long amount) {
      int at = find(name);
      if (at >= 0) {
        amounts[at] = plus(amounts[at], amount);
        return;
      }
      if (others == names.length) {
        int room = others < 4 ? others + 1 : 2 * others;
        names = Arrays.copyOf(names, room);
        amounts = Arrays.copyOf(amounts, room);
      }
      names[others] = name;
      amounts[others] = amount;
      if (index != null) {
        index.put(name, others);
      }
      others++;
    }

    private int find(String name) {
      if (others > LINEAR) {
        return index().getOrDefault(name, -1);
      }
      for (int i = 0; i < others; i++) {
        if (names[i].equals(name)) {
          return i;
        }
      }
      return -1;
    }

    private Map<String, Integer> index() {
      Map<String, Integer> known = index;
      if (known == null) {
        known = new HashMap<>();
        for (int i = 0; i < others; i++) {
          known.put(names[i], i);
        }
        index = known;
      }
      return known;
    }

    /** The sum so far. */
    public ResourceAmounts build() {
      return new ResourceAmounts(
          milliCpu,
          memory,
          ephemeralStorage,
          pods,
          Arrays.copyOf(names, others),
          Arrays.copyOf(amounts, others),
          others > LINEAR ? Collections.unmodifiableMap(new HashMap<>(index())) : Map.of());
    }
  }
}
