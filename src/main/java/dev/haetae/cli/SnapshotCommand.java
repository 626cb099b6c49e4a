package dev.haetae.cli;

import dev.haetae.cli.input.ClusterWorld;
import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.cli.terminal.Problems;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.report.text.TextReport;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code haetae snapshot}: the objects of the cluster that rules look at. */
@Command(
    name = "snapshot",
    mixinStandardHelpOptions = true,
    description = {
      "Print the objects that rules look at, of the cluster that kubectl talks to, as one YAML"
          + " List: ready for --inventory.",
      "Nothing is read that no rule looks at: no Secrets, no ConfigMaps, no events."
    })
final class SnapshotCommand implements Callable<Integer> {
  private final Terminal terminal;

  SnapshotCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<Problem> problems = new ArrayList<>();
    Output output = new Output();
    List<String> notes = new ArrayList<>();
    boolean whole =
        ClusterWorld.read(
            terminal, Carriers.SHIPPED, output::add, output::add, problems, notes::add);
    if (whole) {
      output.end();
    }
    terminal.out().flush();
    if (terminal.out().checkError()) {
      return ExitCode.INTERNAL;
    }
    terminal.err().print(TextReport.notes(notes));
    Problems.print(problems, terminal.err());
    return problems.isEmpty() ? ExitCode.OK : ExitCode.UNREADABLE;
  }

  private final class Output {
    private final StringBuilder text = new StringBuilder();
    private boolean begun;

    void add(Resource object) {
      begin("items:\n");
      text.setLength(0);
      YamlWriter.appendElement(text, object.tree());
      terminal.out().append(text);
    }

    void end() {
      begin("items: []\n");
    }

    private void begin(String items) {
      if (!begun) {
        begun = true;
        terminal.out().append("apiVersion: v1\nkind: List\n").append(items);
      }
    }
  }
}
