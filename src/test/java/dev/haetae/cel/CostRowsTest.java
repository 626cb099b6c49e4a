package dev.haetae.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cel.RecordedRows.Row;
import dev.haetae.cel.RecordedRows.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CostRowsTest {
  // Of a part that failed, and logic went on without it, the runtime does not tell how far it came.
  private static final Set<String> ABOUT =
      Set.of("object.nothing.a == 'x' || true", "object.data.s.startsWith(object.nothing) || true");

  @ParameterizedTest
  @ValueSource(strings = {"library.jsonl", "cost.jsonl"})
  void expressionsCostWhatTheApiServerCounts(String file) throws Exception {
    Bindings bindings = RecordedRows.bindings();
    List<String> different = new ArrayList<>();
    for (Row row : RecordedRows.of(file)) {
      Run run = RecordedRows.run(row.expression(), bindings);
      long cost = run.cost();
      boolean compared =
          row.error() == null
              && !run.shown().startsWith("REFUSED")
              && !ABOUT.contains(row.expression());
      if (compared && cost != row.cost()) {
        different.add(row + " costs " + row.cost() + ", not " + cost);
      }
    }
    assertThat(different).isEmpty();
  }
}
