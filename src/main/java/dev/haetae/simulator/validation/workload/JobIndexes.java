package dev.haetae.simulator.validation.workload;

import dev.haetae.simulator.validation.field.GoText;

/**
 * The indexes of a Job's pods, such as {@code 0,2-4}.
 *
 * <p>Mirrors {@code validateIndexesFormat} of {@code pkg/apis/batch/validation/validation.go}.
 *
 * @param total how many there are; 0 when something is wrong
 * @param fault what is wrong; empty when all is well
 */
record JobIndexes(long total, String fault) {
  private static final int LONGEST = 9;

  static JobIndexes of(String text, long completions) {
    if (text.isEmpty()) {
      return new JobIndexes(0, "");
    }
    long last = -1;
    long total = 0;
    for (String interval : text.split(",", -1)) {
      String[] ends = interval.split("-", -1);
      if (ends.length > 2) {
        return wrong(
            "the fragment "
                + GoText.literal(interval)
                + " violates the requirement that an index interval can have at most two parts"
                + " separated by '-'");
      }
      long[] bounds = new long[2];
      for (int i = 0; i < ends.length; i++) {
        bounds[i] = number(ends[i]);
        if (bounds[i] < 0) {
          return wrong("cannot convert string to integer for index: " + GoText.literal(ends[i]));
        }
        if (bounds[i] >= completions) {
          return wrong("too large index: " + GoText.literal(ends[i]));
        }
      }
      if (ends.length == 1) {
        bounds[1] = bounds[0];
      } else if (bounds[0] >= bounds[1]) {
        return unordered(bounds[0], bounds[1]);
      }
      if (last >= bounds[0]) {
        return unordered(last, bounds[0]);
      }
      total += bounds[1] - bounds[0] + 1;
      last = bounds[1];
    }
    return new JobIndexes(total, "");
  }

  private static JobIndexes wrong(String fault) {
    return new JobIndexes(0, fault);
  }

  private static JobIndexes unordered(long previous, long current) {
    return wrong("non-increasing order, previous: " + previous + ", current: " + current);
  }

  private static long number(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return -1;
      }
    }
    return text.isEmpty() ? -1 : text.length() > LONGEST ? Integer.MAX_VALUE : Long.parseLong(text);
  }
}
