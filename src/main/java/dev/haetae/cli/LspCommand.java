package dev.haetae.cli;

import dev.haetae.cli.editor.WorkspaceJudge;
import dev.haetae.cli.input.Inputs;
import dev.haetae.cli.terminal.OwnFault;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.lsp.LanguageServer;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code haetae lsp}: a language server. */
@Command(
    name = "lsp",
    mixinStandardHelpOptions = true,
    description = {
      "Serve an editor on standard input and output, by the Language Server Protocol: what check"
          + " would say, as one types, and what fix would write.",
      "docs/editor.md has the settings of several editors."
    })
final class LspCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final InstantSource clock;

  @Mixin private final Inputs.WithPolicies inputs = new Inputs.WithPolicies();

  @Spec private CommandSpec spec = CommandSpec.create();

  LspCommand(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    inputs.policyOptions.requireRules();
    return new LanguageServer(
            terminal.in(),
            terminal.out(),
            new WorkspaceJudge(inputs, terminal, clock),
            spec.version()[0].replaceFirst("^haetae ", ""),
            LanguageServer.PAUSE,
            fault -> OwnFault.print("an internal error", fault, terminal))
        .run();
  }
}
