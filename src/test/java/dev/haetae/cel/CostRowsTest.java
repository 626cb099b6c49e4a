package dev.haetae.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cel.RecordedRows.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CostRowsTest {
  @ParameterizedTest
  @ValueSource(strings = {"library.jsonl", "cost.jsonl"})
  void expressionsCostWhatTheApiServerCounts(String file) throws Exception {
    Bindings bindings = RecordedRows.bindings();
    List<String> different = new ArrayList<>();
    for (Row row : RecordedRows.of(file)) {
      long cost = RecordedRows.run(row.expression(), bindings).cost();
      if (row.error() == null && cost != row.cost()) {
        different.add(row + " costs " + row.cost() + ", not " + cost);
      }
    }
    assertThat(different).isEmpty();
  }
}
