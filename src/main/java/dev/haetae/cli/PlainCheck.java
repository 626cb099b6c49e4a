package dev.haetae.cli;

import dev.haetae.cli.terminal.Terminal;
import dev.haetae.rule.Operation;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the arguments of a plain {@code haetae check} without picocli, which would cost two fifths
 * of the check of one file: its classes are Java 5's, which no class data archive can hold.
 *
 * <p>Whatever is not plain (help, mistakes, short options with their value attached, files of
 * arguments) is left to picocli; what both read, they read alike.
 */
final class PlainCheck {
  private final CheckCommand command;
  private boolean named;
  private boolean operating;

  private PlainCheck(CheckCommand command) {
    this.command = command;
  }

  /** The command with its options set; null when the arguments are not plain. */
  static @Nullable CheckCommand read(
      String[] arguments, Terminal terminal, InstantSource clock, String version) {
    if (arguments.length == 0 || !arguments[0].equals("check")) {
      return null;
    }
    CheckCommand command = new CheckCommand(terminal, clock, version);
    return new PlainCheck(command).read(arguments) ? command : null;
  }

  private boolean read(String[] arguments) {
    int at = 1;
    while (at < arguments.length) {
      String argument = arguments[at++];
      int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
      if (isValue(argument)) {
        command.paths.add(argument);
      } else if (isFlag(argument)) {
        if (!setFlag(argument)) {
          return false;
        }
      } else if (equals > 0) {
        if (!set(argument.substring(0, equals), argument.substring(equals + 1))) {
          return false;
        }
      } else if (at == arguments.length || !set(argument, arguments[at++])) {
        return false;
      }
    }
    return true;
  }

  static boolean isValue(String argument) {
    return argument.equals("-")
        || (!argument.isEmpty() && argument.charAt(0) != '-' && argument.charAt(0) != '@');
  }

  private static boolean isFlag(String argument) {
    return switch (argument) {
      case "-v", "--verbose", "-q", "--quiet", "--write-baseline", "--explain", "--strict" -> true;
      default -> false;
    };
  }

  // One that is set twice is a mistake, of which picocli knows what to say.
  private boolean setFlag(String option) {
    boolean isFirst;
    switch (option) {
      case "-v", "--verbose" -> {
        isFirst = !command.verbosity.verbose;
        command.verbosity.verbose = true;
      }
      case "-q", "--quiet" -> {
        isFirst = !command.verbosity.quiet;
        command.verbosity.quiet = true;
      }
      case "--explain" -> {
        isFirst = !command.explain;
        command.explain = true;
      }
      case "--strict" -> {
        isFirst = !command.inputs.policyOptions.strict;
        command.inputs.policyOptions.strict = true;
      }
      default -> {
        isFirst = !command.baselines.write;
        command.baselines.write = true;
      }
    }
    return isFirst;
  }

  private boolean set(String option, String value) {
    if (!isValue(value)) {
      return false;
    }
    return switch (option) {
      case "-i", "--inventory" -> add(command.inputs.worldOptions.inventories, value);
      case "-p", "--policy" -> add(command.inputs.policyOptions.paths, value);
      case "--rule" -> add(command.inputs.policyOptions.rules, value);
      case "-o", "--output" -> add(command.formats.outputs, value);
      case "--helm-values" -> add(command.charts.values, value);
      case "--helm-set" -> add(command.charts.sets, value);
      case "--old" -> add(command.old, value);
      case "--config" -> setConfiguration(value);
      case "--baseline" -> setBaseline(value);
      case "--expires" -> setExpiry(value);
      case "-n", "--namespace" -> setNamespace(value);
      case "--operation" -> setOperation(value);
      case "--as" -> setUser(value);
      case "--against" -> setAgainst(value);
      default -> false;
    };
  }

  private static boolean add(List<String> to, String value) {
    return to.add(value);
  }

  private boolean setConfiguration(String value) {
    boolean first = command.inputs.configurationOptions.file == null;
    command.inputs.configurationOptions.file = Path.of(value);
    return first;
  }

  private boolean setBaseline(String value) {
    boolean first = command.baselines.file == null;
    command.baselines.file = value;
    return first;
  }

  private boolean setExpiry(String value) {
    boolean first = command.baselines.expires == null;
    command.baselines.expires = value;
    return first;
  }

  private boolean setNamespace(String value) {
    boolean first = !named;
    named = true;
    command.inputs.worldOptions.namespace = value;
    return first;
  }

  private boolean setUser(String value) {
    boolean first = command.user == null;
    command.user = value;
    return first;
  }

  private boolean setAgainst(String value) {
    boolean first = command.against == null;
    command.against = value;
    return first;
  }

  private boolean setOperation(String value) {
    boolean first = !operating;
    operating = true;
    for (Operation operation : Operation.values()) {
      if (operation.name().equals(value)) {
        command.operation = operation;
        return first;
      }
    }
    return false;
  }
}
