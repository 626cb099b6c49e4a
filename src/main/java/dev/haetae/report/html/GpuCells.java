package dev.haetae.report.html;

import dev.haetae.overview.GpuMap.Devices;
import dev.haetae.overview.GpuMap.NodeRow;
import dev.haetae.overview.GpuMap.Share;
import dev.haetae.overview.GpuMap.Sharing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The GPUs of one sort on one node as a row of cells: those that are held, whoever holds them
 * together, then those that are free. Of more than {@value #MOST_CELLS} each stretch is one cell,
 * as wide as its part of them.
 *
 * @param width of the picture
 * @param cells from left to right
 */
public record GpuCells(int width, List<Cell> cells) {
  private static final int MOST_CELLS = 32;
  private static final int CELL = 13;
  private static final int STEP = 15;
  private static final int GAP = 5;

  /** Cells that keep their own copy. */
  public GpuCells {
    cells = List.copyOf(cells);
  }

  /**
   * A cell.
   *
   * @param sort its class
   * @param fill its pattern; null for none
   */
  public record Cell(String x, String width, String sort, @Nullable String fill) {}

  /** The cells of devices. */
  public static GpuCells of(Devices devices, NodeRow node) {
    Row row = new Row(Math.max(devices.held(), devices.allocatable()));
    boolean shared = devices.sort().sharing() == Sharing.SHARED;
    long within = devices.held() - devices.over();
    for (Share share : devices.shares().shown()) {
      long right = Math.min(share.gpus(), within);
      row.add(right, shared ? "shared" : "held", shared ? "url(#stripes)" : null);
      row.add(share.gpus() - right, "over", null);
      within -= right;
      row.gap();
    }
    // What those hold who are not shown.
    row.add(within, shared ? "shared" : "held", shared ? "url(#stripes)" : null);
    boolean isOpen = node.isThere() && node.ready() && !node.cordoned();
    row.add(devices.stranded(), "stranded", "url(#stripes-grey)");
    row.add(
        devices.free() - devices.stranded(),
        isOpen ? "free" : "shut",
        isOpen ? null : "url(#dots)");
    return new GpuCells((int) Math.ceil(row.x) + 1, row.cells);
  }

  private static final class Row {
    private final List<Cell> cells = new ArrayList<>();
    private final long all;
    private double x = 0.5;

    Row(long all) {
      this.all = all;
    }

    void add(long count, String sort, @Nullable String fill) {
      if (count <= 0) {
        return;
      }
      if (all <= MOST_CELLS) {
        for (long i = 0; i < count; i++) {
          cells.add(new Cell(written(x), written(CELL), sort, fill));
          x += STEP;
        }
      } else {
        double width = Math.max(1, (double) count * MOST_CELLS * STEP / all);
        cells.add(new Cell(written(x), written(width), sort, fill));
        x += width;
      }
    }

    void gap() {
      x += all <= MOST_CELLS ? GAP : 2;
    }

    // Without a needless zero: there are many.
    private static String written(double number) {
      long tenths = Math.round(number * 10);
      return tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
    }
  }
}
