package dev.haetae.cli.completion;

import dev.haetae.cli.completion.CommandWords.Argument;
import java.util.List;

/** The script for fish: a line for each command and each option, with its description. */
public final class FishScript {
  private FishScript() {}

  /** The script. */
  public static String of(CommandWords root) {
    StringBuilder out = new StringBuilder();
    String name = root.name();
    out.append("# fish completion of ").append(name).append(": ").append(name);
    out.append(" completion fish | source\n");
    out.append("complete -c ").append(name).append(" -f\n");
    root.options().forEach(option -> option(out, name, "__fish_use_subcommand", option));
    for (CommandWords command : root.commands()) {
      out.append("complete -c ").append(name).append(" -n __fish_use_subcommand -a ");
      out.append(command.name()).append(" -d ").append(quoted(command.description())).append('\n');
    }
    for (CommandWords command : root.commands()) {
      String seen = quoted("__fish_seen_subcommand_from " + command.name());
      command.options().forEach(option -> option(out, name, seen, option));
      if (!command.arguments().isEmpty()) {
        out.append("complete -c ").append(name).append(" -n ").append(seen);
        values(out, command.takesFiles(), command.argumentWords());
        out.append('\n');
      }
    }
    return out.toString();
  }

  private static void option(StringBuilder out, String name, String seen, Argument option) {
    out.append("complete -c ").append(name).append(" -n ").append(seen);
    for (String spelling : option.names()) {
      boolean isLong = spelling.startsWith("--");
      out.append(isLong ? " -l " : " -s ").append(spelling.substring(isLong ? 2 : 1));
    }
    if (option.takesValue()) {
      out.append(" -r");
      values(out, option.isFile(), option.words());
    }
    out.append(" -d ").append(quoted(option.description())).append('\n');
  }

  private static void values(StringBuilder out, boolean isFile, List<String> words) {
    out.append(isFile ? " -F" : " -f");
    if (!words.isEmpty()) {
      out.append(" -a ").append(quoted(String.join(" ", words)));
    }
  }

  private static String quoted(String text) {
    return '\'' + text.replace("\\", "\\\\").replace("'", "\\'") + '\'';
  }
}
