package dev.haetae.cli;

import dev.haetae.cli.input.ManifestFiles;
import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.cli.terminal.Problems;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyExport;
import dev.haetae.policy.PolicyReader;
import dev.haetae.report.text.TextReport;
import dev.haetae.resource.Problem;
import dev.haetae.resource.text.YamlWriter;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code haetae export}: own policies as those of Kubernetes. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Print policies written in CEL as ValidatingAdmissionPolicy and MutatingAdmissionPolicy with"
          + " their bindings, which the API server enforces by itself.",
      "A policy that uses what only Haetae has, such as inventory or podTemplates, is an error that"
          + " says what."
    })
final class ExportCommand implements Callable<Integer> {
  private static final String LOST =
      "the API server knows no PolicyException and forgives no fault that an object had before its"
          + " update: both end with what is exported";

  private final Terminal terminal;

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "policies: files or folders")
  private List<String> paths = new ArrayList<>();

  ExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ManifestFiles.Contents<byte[]> read = ManifestFiles.policies(paths, terminal);
    PolicyReader reader = new PolicyReader();
    read.files().forEach(file -> reader.read(file.content(), file.file()));
    List<Problem> problems = new ArrayList<>(read.problems());
    problems.addAll(reader.problems());
    List<ObjectValue> objects = new ArrayList<>();
    for (Policy policy : reader.policies()) {
      if (policy.bringsItsRule()) {
        objects.addAll(PolicyExport.of(policy, problems));
      } else {
        problems.add(
            Problem.at(
                reader.source(policy),
                Path.of("spec", "rule"),
                "spec.rule turns on a rule of Haetae, which no policy of Kubernetes can say"));
      }
    }
    print(objects);
    Problems.print(problems, terminal.err());
    return problems.isEmpty() ? ExitCode.OK : ExitCode.UNREADABLE;
  }

  private void print(List<ObjectValue> objects) {
    StringBuilder out = new StringBuilder();
    for (ObjectValue object : objects) {
      out.append(out.isEmpty() ? "" : "---\n");
      YamlWriter.appendDocument(out, object);
    }
    terminal.out().print(out);
    terminal.out().flush();
    if (!objects.isEmpty()) {
      terminal.err().print(TextReport.notes(List.of(LOST)));
    }
  }
}
