package dev.haetae.rule;

import dev.haetae.resource.tree.Sentence;

/**
 * A range of ports, written {@code 30000-32767}.
 *
 * @param first the lowest, at least 1
 * @param last the highest, at most 65535
 */
public record PortRange(int first, int last) {
  /** The range of a cluster that was told none. */
  public static final PortRange SHIPPED = new PortRange(30000, 32767);

  private static final int HIGHEST = 65535;

  /** The range that the parameter {@code range} writes; {@code fallback} when it writes none. */
  public static PortRange of(Parameters parameters, PortRange fallback) {
    String text = parameters.text("range", fallback.toString());
    int dash = text.indexOf('-');
    int first = dash < 0 ? -1 : port(text.substring(0, dash));
    int last = dash < 0 ? -1 : port(text.substring(dash + 1));
    if (first < 0 || last < first) {
      parameters.problem(
          "range", Sentence.of("must be two ports such as 30000-32767, not %q", text));
      return fallback;
    }
    return new PortRange(first, last);
  }

  private static int port(String text) {
    int port = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9 || port > HIGHEST) {
        return -1;
      }
      port = port * 10 + digit;
    }
    return port < 1 || port > HIGHEST ? -1 : port;
  }

  /** Returns whether {@code port} lies in it. */
  public boolean contains(long port) {
    return first <= port && port <= last;
  }

  /** Returns whether all of {@code other} lies in it. */
  public boolean containsAll(PortRange other) {
    return first <= other.first && other.last <= last;
  }

  /**
   * The highest port of its static band, which the API server gives out by itself only when the
   * rest is taken; below {@link #first} when it has none.
   *
   * <p>Mirrors {@code calculateRangeOffset} of {@code
   * k8s.io/kubernetes/pkg/registry/core/service/portallocator/allocator.go} (KEP-3668): {@code
   * min(max(16, size/32), 128)} ports from the bottom, none in a range of 16 or fewer.
   */
  public int lastOfStaticBand() {
    int size = last - first + 1;
    return size <= 16 ? first - 1 : first + Math.clamp(size / 32, 16, 128) - 1;
  }

  @Override
  public String toString() {
    return first + "-" + last;
  }
}
