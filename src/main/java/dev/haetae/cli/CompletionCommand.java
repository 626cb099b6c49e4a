package dev.haetae.cli;

import dev.haetae.cli.completion.BashScript;
import dev.haetae.cli.completion.CommandWords;
import dev.haetae.cli.completion.FishScript;
import dev.haetae.cli.completion.KubectlWords;
import dev.haetae.cli.completion.ZshScript;
import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.cli.terminal.Names;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cli.terminal.UsageException;
import dev.haetae.resource.tree.Text;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code haetae completion}: the scripts by which shells complete the command line. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Print the script by which a shell completes this command line: for bash source it in"
          + " ~/.bashrc, for zsh in ~/.zshrc behind compinit, for fish save it as"
          + " ~/.config/fish/completions/haetae.fish."
    })
final class CompletionCommand implements Callable<Integer> {
  private final Terminal terminal;

  /** The shells, as they are typed. */
  static final class Shells extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Shells() {
      super(List.of("bash", "zsh", "fish"));
    }
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "SHELL",
      completionCandidates = Shells.class,
      description = "bash, zsh or fish")
  private String shell = "";

  // What kubectl asks a plugin for is no script but an answer.
  @Parameters(index = "1..*", arity = "0..*", hidden = true)
  private List<String> words = new ArrayList<>();

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CommandWords root = CommandWords.of(spec.root()).named("haetae");
    String script =
        switch (shell) {
          case "bash" -> BashScript.of(root);
          case "zsh" -> ZshScript.of(root);
          case "fish" -> FishScript.of(root);
          case "kubectl" -> KubectlWords.of(root, words);
          default ->
              throw new UsageException(
                  "there is no completion for "
                      + Text.quote(shell)
                      + "; known are bash, zsh and fish"
                      + Names.didYouMean(shell, new LinkedHashSet<>(new Shells())).orElse(""));
        };
    if (!shell.equals("kubectl") && !words.isEmpty()) {
      throw new UsageException("name one shell: bash, zsh or fish");
    }
    terminal.out().print(script);
    terminal.out().flush();
    return ExitCode.OK;
  }
}
