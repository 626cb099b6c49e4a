package dev.haetae.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NfsExportTest {
  @ParameterizedTest
  @CsvSource({
    "/, /",
    "'', /",
    "/export/, /export",
    "//export///team, /export/team",
    "/export/./team/., /export/team",
    "/export/team/../backup, /export/backup",
    "/../../export, /export",
    "export, /export",
    "/export/.cache, /export/.cache",
    "/export/..., /export/...",
  })
  void pathsAreResolved(String written, String path) {
    assertThat(FilePath.resolve(written)).isEqualTo(path);
    assertThat(FilePath.resolve(path)).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({
    "nas:/export, NAS.:/export/team/, true",
    "nas:/export, nas:/export, true",
    "nas:/, nas:/export, true",
    "nas:/export, nas:/exports, false",
    "nas:/export/team, nas:/export, false",
    "nas:/export, nas2:/export, false",
    "nas:/export, nas:/export/../backup, false",
  })
  void anExportHoldsWhatLiesBelowIt(String outer, String inner, boolean holds) {
    assertThat(export(outer).holds(export(inner))).isEqualTo(holds);
    assertThat(export(inner).overlaps(export(outer)))
        .isEqualTo(export(outer).overlaps(export(inner)))
        .isEqualTo(holds || export(inner).holds(export(outer)));
  }

  @ParameterizedTest
  @CsvSource({"[fd00::5], fd00::5", "FD00::5, fd00::5", "nas.lab., nas.lab", "' nas ', nas"})
  void serversHaveOneSpelling(String written, String server) {
    assertThat(new NfsExport(written, "/").server()).isEqualTo(server);
  }

  private static NfsExport export(String text) {
    int colon = text.indexOf(':');
    return new NfsExport(text.substring(0, colon), text.substring(colon + 1));
  }
}
