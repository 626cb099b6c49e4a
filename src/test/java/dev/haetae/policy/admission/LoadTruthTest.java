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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a real API server said to policies and bindings, and what the reader says. */
final class LoadTruthTest {
  /**
   * Rows that are known to differ: expressions that make messages of protocol buffers by their
   * names. No policy is known that does, and what knows those messages is left out of the runtime.
   * The list only shrinks.
   */
  private static final Set<String> ALLOWED =
      Set.of(
          "41-load-x-proto", "42-load-x-proto", "loads-478", "loads-479", "loads-480", "loads-481");

  /** The agreement of one family. */
  private static final class Tally {
    private int rows;
    private int accepted;
    private int fields;
    private int messages;

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

  @Test
  void theReaderRefusesWhatTheApiServerRefusesInItsWords() throws IOException, UnreadableException {
    Map<String, Tally> tallies = new TreeMap<>();
    Map<String, String> differing = new TreeMap<>();
    Set<String> allowed = new TreeSet<>();
    int rows = 0;
    for (ObjectView row : rows()) {
      rows++;
      if (ALLOWED.contains(row.text("id"))) {
        allowed.add(row.text("id"));
      }
      List<Cause> expected = expected(row);
      List<Cause> found = read(row);
      Tally tally = tallies.computeIfAbsent(row.text("family"), _ -> new Tally());
      tally.rows++;
      tally.accepted += found.isEmpty() == expected.isEmpty() ? 1 : 0;
      tally.fields += fields(found).equals(fields(expected)) ? 1 : 0;
      if (found.equals(expected)) {
        tally.messages++;
      } else {
        differing.put(row.text("id"), "\n  expected " + expected + "\n  found    " + found);
      }
    }
    tallies.forEach((family, tally) -> System.out.println(family + ": " + tally));
    differing.forEach((id, difference) -> System.out.println(id + difference));
    assertThat(rows).isGreaterThan(100);
    assertThat(differing.keySet()).isSubsetOf(ALLOWED);
    assertThat(differing.keySet()).as("the list only shrinks").containsAll(allowed);
    assertThat(differing).as("%s of %s rows", differing.size(), rows).hasSizeLessThan(rows / 100);
  }

  private static List<String> fields(List<Cause> causes) {
    return causes.stream().map(Cause::field).toList();
  }
}
