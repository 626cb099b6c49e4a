package dev.haetae.report.html;

import dev.haetae.overview.NodePortMap;
import dev.haetae.overview.NodePortMap.Place;
import dev.haetae.overview.NodePortMap.Port;
import dev.haetae.overview.NodePortMap.Team;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The range of node ports as strips, one below the other, each number at its place.
 *
 * @param strips from the lowest number on
 * @param ports numbers that are held
 * @param teams the frames around teams' ranges
 */
public record PortPicture(List<Strip> strips, List<Box> ports, List<Box> teams) {
  /** The width of the picture. */
  public static final int WIDTH = 960;

  /** Where strips begin; their first number stands before it. */
  public static final int LEFT = 44;

  /** The height of a strip. */
  public static final int STRIP = 18;

  private static final int STEP = 28;
  private static final int SHORTEST = 500;
  private static final int MOST_STRIPS = 8;
  private static final double THINNEST = 1.6;

  /** A picture that keeps its own copies. */
  public PortPicture {
    strips = List.copyOf(strips);
    ports = List.copyOf(ports);
    teams = List.copyOf(teams);
  }

  /**
   * A strip.
   *
   * @param first its first number
   * @param band how much of it from the left is the static band
   */
  public record Strip(int first, int y, String width, double band) {}

  /**
   * A box within a strip.
   *
   * @param sort its class
   */
  public record Box(String x, int y, String width, String sort) {}

  /** The picture of a map. */
  public static PortPicture of(NodePortMap map) {
    int size = map.last() - map.first() + 1;
    int length = Math.max(SHORTEST, (size + MOST_STRIPS - 1) / MOST_STRIPS);
    double scale = (double) (WIDTH - LEFT - 2) / length;
    List<Strip> strips = new ArrayList<>();
    for (int first = map.first(); first <= map.last(); first += length) {
      int here = Math.min(length, map.last() - first + 1);
      int band = Math.clamp(map.lastOfBand() - first + 1L, 0, here);
      int y = 1 + strips.size() * STEP;
      strips.add(new Strip(first, y, written(here * scale), band * scale));
    }
    Placing placing = new Placing(map.first(), length, scale);
    List<Box> ports = new ArrayList<>();
    for (Port port : map.ports().shown()) {
      if (port.number() >= map.first() && port.number() <= map.last()) {
        boolean wrong = port.place() != Place.RIGHT || port.twice();
        placing.add(ports, port.number(), port.number(), wrong ? "port outside" : "port");
      }
    }
    List<Box> teams = new ArrayList<>();
    for (Team team : map.teams()) {
      placing.add(
          teams, Math.max(team.first(), map.first()), Math.min(team.last(), map.last()), "team");
    }
    return new PortPicture(strips, ports, teams);
  }

  /** Where numbers lie. */
  private record Placing(int start, int length, double scale) {
    void add(List<Box> to, int first, int last, String sort) {
      for (int from = first; from <= last; ) {
        int strip = (from - start) / length;
        int end = Math.min(last, start + (strip + 1) * length - 1);
        double x = LEFT + (from - start - (double) strip * length) * scale;
        double width = Math.max(THINNEST, (end - from + 1) * scale);
        to.add(new Box(written(x), 1 + strip * STEP, written(width), sort));
        from = end + 1;
      }
    }
  }

  private static String written(double number) {
    return Double.toString(Math.round(number * 10) / 10.0);
  }

  /** The height of the picture. */
  public int height() {
    return strips.size() * STEP - (STEP - STRIP) + 2;
  }

  /** Numbers with commas between them, and no thousands apart. */
  public static String list(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
