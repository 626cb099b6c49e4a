package dev.haetae.policy.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cel.policy.Fault;
import dev.haetae.cel.policy.Faults;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.simulator.TruthRows;
import dev.haetae.simulator.validation.field.Cause;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a real API server said to policies and bindings, and what the reader says. */
final class LoadTruthTest {
  /** The agreement of one family. */
  private static final class Tally {
    private int rows;
    private int accepted;
    private int fields;
    private int messages;
    private final List<String> differences = new ArrayList<>();

    @Override
    public String toString() {
      return rows + " rows, accepted " + accepted + ", fields " + fields + ", messages " + messages;
    }
  }

  private static List<Cause> read(ObjectView row) {
    Resource resource = Resource.of(row.object("object").value(), Origin.NONE, "default");
    Faults faults = new Faults();
    for (AdmissionPolicy.Type type : AdmissionPolicy.Type.values()) {
      if (resource.kind().equals(type.kind())) {
        var _ = new SpecReader(faults).policy(resource, type);
      } else if (resource.kind().equals(type.bindingKind())) {
        var _ = new BindingReader(faults).binding(resource, type);
      }
    }
    return faults.list().stream().map(Fault::cause).toList();
  }

  private static List<Cause> expected(ObjectView row) {
    return row.object("expected").objects("causes").stream()
        .map(cause -> new Cause(cause.text("reason"), cause.text("field"), cause.text("message")))
        .toList();
  }

  private static List<ObjectView> rows() throws IOException, UnreadableException {
    return Stream.concat(TruthRows.of("vap").stream(), TruthRows.of("load").stream())
        .filter(row -> row.text("kind").equals("load"))
        .toList();
  }

  private static boolean isOfCompiler(Cause cause) {
    return cause.message().contains("compilation failed")
        || cause.message().contains("program instantiation failed");
  }

  @Test
  void whatIsNotTheCompilersIsRefusedAsTheApiServerRefusesIt()
      throws IOException, UnreadableException {
    for (ObjectView row : rows()) {
      assertThat(read(row).stream().filter(cause -> !isOfCompiler(cause)))
          .as(row.text("id"))
          .filteredOn(cause -> !cause.message().contains("must evaluate to"))
          .isEqualTo(
              expected(row).stream()
                  .filter(cause -> !isOfCompiler(cause))
                  .filter(cause -> !cause.message().contains("must evaluate to"))
                  .toList());
    }
  }

  @Test
  void theReaderRefusesWhatTheApiServerRefusesInItsWords() throws IOException, UnreadableException {
    Map<String, Tally> tallies = new TreeMap<>();
    for (ObjectView row : rows()) {
      List<Cause> expected = expected(row);
      List<Cause> found = read(row);
      Tally tally = tallies.computeIfAbsent(row.text("family"), _ -> new Tally());
      tally.rows++;
      tally.accepted += found.isEmpty() == expected.isEmpty() ? 1 : 0;
      tally.fields += fields(found).equals(fields(expected)) ? 1 : 0;
      if (found.equals(expected)) {
        tally.messages++;
      } else {
        tally.differences.add(
            row.text("id") + "\n  expected " + expected + "\n  found    " + found);
      }
    }
    tallies.forEach((family, tally) -> System.out.println(family + ": " + tally));
    if (Boolean.getBoolean("differences")) {
      tallies.values().forEach(tally -> tally.differences.forEach(System.out::println));
    }
    assertThat(tallies.keySet())
        .containsExactly("checked-types", "load", "load-expression", "loads", "types");
    int rows = tallies.values().stream().mapToInt(tally -> tally.rows).sum();
    int accepted = tallies.values().stream().mapToInt(tally -> tally.accepted).sum();
    assertThat(accepted).isGreaterThan(rows * 9 / 10);
  }

  private static List<String> fields(List<Cause> causes) {
    return causes.stream().map(Cause::field).toList();
  }
}
