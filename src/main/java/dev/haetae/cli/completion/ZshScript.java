package dev.haetae.cli.completion;

import dev.haetae.cli.completion.CommandWords.Argument;
import java.util.List;

/** The script for zsh, by its own {@code _arguments}, with descriptions. */
public final class ZshScript {
  private static final String HEAD =
      """
      #compdef PROGRAM
      # zsh completion of PROGRAM: source <(PROGRAM completion zsh), or a file _PROGRAM on $fpath
      _PROGRAM() {
        local context state state_descr line curcontext=$curcontext
        typeset -A opt_args
        local -a commands=(
      """;
  private static final String MIDDLE =
      """
        )
        _arguments -C OPTIONS \\
          '1: :->command' '*:: :->rest'
        case $state in
          command) _describe command commands ;;
          rest)
            case $line[1] in
      """;
  private static final String TAIL =
      """
            esac
            ;;
        esac
      }
      if [ "$funcstack[1]" = _PROGRAM ]; then
        _PROGRAM "$@"
      else
        compdef _PROGRAM PROGRAM
      fi
      """;

  private ZshScript() {}

  /** The script. */
  public static String of(CommandWords root) {
    StringBuilder out = new StringBuilder(HEAD.replace("PROGRAM", root.name()));
    for (CommandWords command : root.commands()) {
      out.append("    ");
      out.append(quoted(command.name() + ':' + command.description())).append('\n');
    }
    StringBuilder own = new StringBuilder();
    root.options().forEach(option -> own.append(option(option)).append(' '));
    out.append(MIDDLE.replace("OPTIONS", own.toString().strip()));
    for (CommandWords command : root.commands()) {
      out.append("        ").append(command.name()).append(")\n          _arguments -s -S");
      command.options().forEach(option -> next(out, option(option)));
      command
          .arguments()
          .forEach(argument ->
              next(out, quoted((argument.isRepeatable() ? "*:" : ":") + value(argument))));
      out.append("\n          ;;\n");
    }
    return out.append(TAIL.replace("PROGRAM", root.name())).toString();
  }

  private static void next(StringBuilder out, String part) {
    out.append(" \\\n            ").append(part);
  }

  // (-a --all)'{-a,--all}'[what it does]:LABEL:(words)
  private static String option(Argument option) {
    List<String> names = option.names();
    String excluded = option.isRepeatable() ? "*" : '(' + String.join(" ", names) + ')';
    String description = '[' + bracketed(option.description()) + ']';
    String value = option.takesValue() ? ':' + value(option) : "";
    if (names.size() == 1) {
      return quoted(excluded + spelt(names.getFirst(), option) + description + value);
    }
    List<String> spelt = names.stream().map(name -> spelt(name, option)).toList();
    return quoted(excluded) + '{' + String.join(",", spelt) + '}' + quoted(description + value);
  }

  // A long option's value may stand behind an equals sign.
  private static String spelt(String name, Argument option) {
    return option.takesValue() && name.startsWith("--") ? name + '=' : name;
  }

  private static String value(Argument argument) {
    String label = argument.label().replace(":", "\\:");
    List<String> words = argument.words();
    String given = String.join(" ", words);
    return label
        + ':'
        + (argument.isFile()
            ? words.isEmpty() ? "_files" : "{compadd -- " + given + "; _files}"
            : words.isEmpty() ? " " : '(' + given + ')');
  }

  private static String bracketed(String text) {
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
  }

  private static String quoted(String text) {
    return '\'' + text.replace("'", "'\\''") + '\'';
  }
}
