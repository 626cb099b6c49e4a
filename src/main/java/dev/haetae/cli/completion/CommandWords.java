package dev.haetae.cli.completion;

import dev.haetae.policy.RuleCatalog;
import dev.haetae.report.format.Format;
import dev.haetae.resource.tree.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command and the words that may follow it, as picocli knows them.
 *
 * @param name as it is typed
 * @param description in a line
 * @param options in the order of help
 * @param arguments what it takes besides
 * @param commands below it
 */
public record CommandWords(
    String name,
    String description,
    List<Argument> options,
    List<Argument> arguments,
    List<CommandWords> commands) {
  private static final int LONGEST = 76;
  private static final Pattern PAUSE = Pattern.compile("[:;.] ");

  /**
   * An option or an argument.
   *
   * @param names of an option; none for an argument
   * @param label of its value, such as {@code PATH}; empty for an option without one
   * @param words that the value can be
   * @param isFile whether it can be the name of a file or folder
   * @param isRepeatable whether it may be given more than once
   */
  public record Argument(
      List<String> names,
      String label,
      String description,
      List<String> words,
      boolean isFile,
      boolean isRepeatable) {
    boolean takesValue() {
      return !label.isEmpty();
    }
  }

  /** The same by another name. */
  public CommandWords named(String other) {
    return new CommandWords(other, description, options, arguments, commands);
  }

  /** The words of a command and of those below it; what is hidden in help is left out. */
  public static CommandWords of(CommandSpec spec) {
    List<Argument> options = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        options.add(argument(Arrays.asList(option.names()), option));
      }
    }
    List<Argument> arguments = new ArrayList<>();
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      arguments.add(argument(List.of(), parameter));
    }
    List<CommandWords> commands = new ArrayList<>();
    spec.subcommands().values().forEach(line -> commands.add(of(line.getCommandSpec())));
    String[] description = spec.usageMessage().description();
    return new CommandWords(
        spec.name(),
        description.length == 0 ? "" : brief(description[0]),
        options,
        arguments,
        commands);
  }

  private static Argument argument(List<String> names, ArgSpec spec) {
    boolean takesValue = names.isEmpty() || spec.arity().max() > 0;
    String label = takesValue ? spec.paramLabel() : "";
    return new Argument(
        names,
        label,
        brief(String.join(" ", spec.description())),
        takesValue ? words(spec, label) : List.of(),
        List.of("PATH", "FILE", "DIR").contains(label) || label.endsWith("=FILE]"),
        spec.isMultiValue());
  }

  // The beginning of what help says, up to a pause in it; none at all would be longer than a line.
  private static String brief(String description) {
    String line = PAUSE.split(description, 2)[0].replaceFirst("[.]$| \\([^)]*$", "");
    return line.length() > LONGEST ? Text.shorten(line, LONGEST) : line;
  }

  private static List<String> words(ArgSpec spec, String label) {
    List<String> words = new ArrayList<>();
    if (label.equals("RULE") || label.equals("ID")) {
      words.addAll(RuleCatalog.ids());
    } else if (label.equals("FORMAT[=FILE]")) {
      boolean predicts = spec.command().name().equals("predict");
      words.addAll(Format.words(predicts ? Format.ofPredictions() : Format.ofReports()));
    } else if (spec.completionCandidates() != null) {
      // Formats are typed small, though they are constants here.
      boolean isSmall = label.startsWith("FORMAT");
      spec.completionCandidates()
          .forEach(word -> words.add(isSmall ? word.toLowerCase(Locale.ROOT) : word));
    }
    return words;
  }

  /** All names of options. */
  List<String> optionNames() {
    return options.stream().flatMap(option -> option.names().stream()).toList();
  }

  /** The names of the commands below it. */
  List<String> names() {
    return commands.stream().map(CommandWords::name).toList();
  }

  /** The words that its arguments can be. */
  List<String> argumentWords() {
    return arguments.stream().flatMap(argument -> argument.words().stream()).toList();
  }

  /** Returns whether its arguments can be files. */
  boolean takesFiles() {
    return arguments.stream().anyMatch(Argument::isFile);
  }
}
