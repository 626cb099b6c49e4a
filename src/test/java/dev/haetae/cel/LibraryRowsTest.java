package dev.haetae.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cel.RecordedRows.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LibraryRowsTest {
  @Test
  void kubernetesFunctionsGiveWhatTheApiServerGives() throws Exception {
    Bindings bindings = RecordedRows.bindings();
    List<Row> rows = RecordedRows.of("library.jsonl");
    List<String> different = new ArrayList<>();
    for (Row row : rows) {
      String expected = row.value() == null ? "ERROR " + row.error() : row.value();
      String actual = RecordedRows.run(row.expression(), bindings).shown();
      if (!actual.equals(expected)) {
        different.add(row + "\n  is       " + actual + "\n  but was  " + expected);
      }
    }
    assertThat(rows).hasSizeGreaterThan(500);
    assertThat(different).isEmpty();
  }
}
