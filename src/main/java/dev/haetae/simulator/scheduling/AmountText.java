package dev.haetae.simulator.scheduling;

/** Amounts of resources as people write them. */
public final class AmountText {
  private static final long KIBI = 1024;
  private static final String[] UNITS = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};

  private AmountText() {}

  /** CPUs, of thousandths: {@code 4}, or {@code 500m}; 0 for less. */
  public static String cpus(long milli) {
    long shown = Math.max(0, milli);
    return shown % 1000 == 0 ? Long.toString(shown / 1000) : shown + "m";
  }

  /**
   * Bytes, in the largest unit that says them without a fraction: {@code 16Gi}; with a {@code ~}
   * and rounded down where that takes five digits; 0 for less.
   */
  public static String bytes(long bytes) {
    long shown = Math.max(0, bytes);
    int unit = 0;
    long rest = shown;
    while (unit < UNITS.length - 1 && rest >= KIBI && rest % KIBI == 0) {
      rest /= KIBI;
      unit++;
    }
    if (rest < 10 * KIBI || unit == UNITS.length - 1) {
      return rest + UNITS[unit];
    }
    while (unit < UNITS.length - 1 && rest >= 10 * KIBI) {
      rest /= KIBI;
      unit++;
    }
    return "~" + rest + UNITS[unit];
  }
}
