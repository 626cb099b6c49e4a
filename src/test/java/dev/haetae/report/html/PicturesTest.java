package dev.haetae.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.overview.Amount;
import dev.haetae.overview.GpuMap.Devices;
import dev.haetae.overview.GpuMap.NodeRow;
import dev.haetae.overview.GpuMap.Share;
import dev.haetae.overview.GpuMap.Sharing;
import dev.haetae.overview.GpuMap.Sort;
import dev.haetae.overview.Holder;
import dev.haetae.overview.NodePortMap;
import dev.haetae.overview.NodePortMap.Place;
import dev.haetae.overview.NodePortMap.Port;
import dev.haetae.overview.NodePortMap.Team;
import dev.haetae.overview.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures say the same as the numbers that they are of. */
class PicturesTest {
  private static NodeRow node(boolean cordoned, boolean ready) {
    Amount some = new Amount("1", "2");
    return new NodeRow(
        "n", true, cordoned, ready, List.of(), some, some, some, new Rows<>(List.of(), 0));
  }

  private static Devices devices(long all, long stranded, long over, long... shares) {
    List<Share> held =
        Arrays.stream(shares)
            .mapToObj(gpus -> new Share(new Holder("Job", "a", "b", 1, 0), gpus))
            .toList();
    long sum = Arrays.stream(shares).sum();
    return new Devices(
        new Sort("nvidia.com/gpu", "", Sharing.WHOLE, ""),
        all,
        all,
        sum,
        Math.max(0, all - sum),
        over,
        new Rows<>(held, 0),
        stranded,
        "");
  }

  private static Map<String, Integer> counts(GpuCells cells) {
    Map<String, Integer> counts = new TreeMap<>();
    cells.cells().forEach(cell -> counts.merge(cell.sort(), 1, Integer::sum));
    return counts;
  }

  @Test
  void eachGpuHasItsCell() {
    assertThat(counts(GpuCells.of(devices(8, 0, 0, 4, 2), node(false, true))))
        .isEqualTo(Map.of("held", 6, "free", 2));
    assertThat(counts(GpuCells.of(devices(8, 2, 0, 4, 1), node(false, true))))
        .isEqualTo(Map.of("held", 5, "stranded", 2, "free", 1));
    assertThat(counts(GpuCells.of(devices(4, 0, 0), node(true, true))))
        .isEqualTo(Map.of("shut", 4));
    assertThat(counts(GpuCells.of(devices(4, 0, 0, 1), node(false, false))))
        .isEqualTo(Map.of("held", 1, "shut", 3));
  }

  @Test
  void whatIsHeldBeyondWhatThereIsStandsOut() {
    assertThat(counts(GpuCells.of(devices(7, 0, 1, 6, 2), node(false, true))))
        .isEqualTo(Map.of("held", 7, "over", 1));
  }

  @Test
  void manyAreAsWideAsTheirPart() {
    GpuCells cells = GpuCells.of(devices(1000, 0, 0, 500, 250), node(false, true));
    assertThat(cells.cells()).hasSize(3);
    assertThat(Double.parseDouble(cells.cells().get(0).width()))
        .isEqualTo(2 * Double.parseDouble(cells.cells().get(1).width()));
    assertThat(cells.width()).isLessThan(520);
  }

  @Test
  void cellsDoNotOverlap() {
    for (Devices devices :
        List.of(devices(8, 1, 0, 3, 2), devices(64, 3, 0, 20, 20, 1), devices(2, 0, 3, 5))) {
      double end = 0;
      GpuCells cells = GpuCells.of(devices, node(false, true));
      for (GpuCells.Cell cell : cells.cells()) {
        assertThat(Double.parseDouble(cell.x())).isGreaterThanOrEqualTo(end - 0.11);
        end = Double.parseDouble(cell.x()) + Double.parseDouble(cell.width());
      }
      assertThat(end).isLessThanOrEqualTo(cells.width());
    }
  }

  private static NodePortMap ports(int first, int last, List<Team> teams, int... numbers) {
    List<Port> held =
        Arrays.stream(numbers)
            .mapToObj(number ->
                new Port(
                    number,
                    "a",
                    "s",
                    "NodePort",
                    "f",
                    false,
                    number < first || number > last ? Place.OUTSIDE : Place.RIGHT,
                    false))
            .toList();
    return new NodePortMap(
        first,
        last,
        first + 85,
        numbers.length,
        0,
        first,
        teams,
        new Rows<>(held, 0),
        new Rows<>(List.of(), 0));
  }

  @Test
  void eachPortInTheRangeHasItsBox() {
    PortPicture picture =
        PortPicture.of(ports(30000, 32767, List.of(), 30000, 30499, 30500, 32767, 28000));
    assertThat(picture.strips()).hasSize(6);
    assertThat(picture.ports()).hasSize(4);
    assertThat(picture.ports()).extracting(PortPicture.Box::y).containsExactly(1, 1, 29, 141);
    assertThat(picture.ports().get(0).x()).isEqualTo(picture.ports().get(2).x()).isEqualTo("44.0");
    assertThat(picture.strips().getFirst().band()).isPositive();
    assertThat(picture.strips().get(1).band()).isZero();
  }

  @Test
  void aTeamsRangeGoesOnInTheNextStrip() {
    Team team = new Team(List.of("vision"), 30450, 30620, 0, 0, 171, 30450);
    PortPicture picture = PortPicture.of(ports(30000, 32767, List.of(team)));
    assertThat(picture.teams()).hasSize(2);
    assertThat(picture.teams()).extracting(PortPicture.Box::y).containsExactly(1, 29);
  }

  @ParameterizedTest
  @CsvSource({"1, 65535", "30000, 30000", "30000, 30099"})
  void rangesOfAnySizeFit(int first, int last) {
    PortPicture picture = PortPicture.of(ports(first, last, List.of(), first, last));
    assertThat(picture.strips()).hasSizeLessThanOrEqualTo(8).isNotEmpty();
    assertThat(picture.ports()).hasSize(2);
    assertThat(picture.ports())
        .allMatch(box ->
            Double.parseDouble(box.x()) + Double.parseDouble(box.width()) <= PortPicture.WIDTH + 1);
  }

  @Test
  void aScriptOfOurOwnIsSmall() {
    assertThat(PageAssets.load().script().length()).isLessThanOrEqualTo(10 * 1024);
  }
}
