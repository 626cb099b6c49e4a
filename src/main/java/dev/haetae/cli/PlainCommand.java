package dev.haetae.cli;

import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.cli.terminal.Terminal;
import java.time.InstantSource;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The commands that are asked for most, in their plainest forms: read without picocli, whose look
 * at its annotations takes longer than all else that such a command does.
 *
 * <p>Whatever is not plain is left to picocli; what both read, they read and answer alike.
 */
final class PlainCommand {
  private PlainCommand() {}

  /** The command with its options set, to be run; null when the arguments are not plain. */
  static @Nullable IntSupplier read(
      String[] arguments, Terminal terminal, InstantSource clock, String version) {
    if (arguments.length == 0) {
      return null;
    }
    String first = arguments[0];
    if (arguments.length == 1 && (first.equals("--version") || first.equals("-V"))) {
      return () -> print("haetae " + version + '\n', terminal);
    }
    String help = help(arguments, terminal);
    if (help != null) {
      return () -> print(help, terminal);
    }
    return switch (first) {
      case "check" -> check(arguments, terminal, clock, version);
      case "explain" -> explain(arguments, terminal);
      case "rules" -> rules(arguments, terminal);
      default -> null;
    };
  }

  private static int print(String text, Terminal terminal) {
    terminal.out().print(text);
    terminal.out().flush();
    return ExitCode.OK;
  }

  // The pages bear the launcher's name.
  private static @Nullable String help(String[] arguments, Terminal terminal) {
    String last = arguments[arguments.length - 1];
    if (arguments.length > 2
        || (!last.equals("--help") && !last.equals("-h"))
        || !terminal.command().equals("haetae")) {
      return null;
    }
    return HelpPage.of(arguments.length == 1 ? "haetae" : arguments[0]);
  }

  private static @Nullable IntSupplier check(
      String[] arguments, Terminal terminal, InstantSource clock, String version) {
    CheckCommand command = PlainCheck.read(arguments, terminal, clock, version);
    return command == null ? null : command::call;
  }

  private static @Nullable IntSupplier explain(String[] arguments, Terminal terminal) {
    if (arguments.length != 2 || !PlainCheck.isValue(arguments[1])) {
      return null;
    }
    ExplainCommand command = new ExplainCommand(terminal);
    command.rule = arguments[1];
    return command::call;
  }

  private static @Nullable IntSupplier rules(String[] arguments, Terminal terminal) {
    RulesCommand command = new RulesCommand(terminal);
    if (arguments.length == 3 && (arguments[1].equals("-o") || arguments[1].equals("--output"))) {
      RulesCommand.Format format = RulesCommand.Format.ofWord(arguments[2]);
      if (format == null) {
        return null;
      }
      command.format = format;
    } else if (arguments.length != 1) {
      return null;
    }
    return command::call;
  }
}
