package dev.haetae.cli.completion;

import dev.haetae.cli.completion.CommandWords.Argument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The script for bash, also for the 3.2 of macOS. Where it knows no word, bash completes files.
 * Bash takes {@code =} for the end of a word, so that a value behind it is a word of its own.
 */
public final class BashScript {
  private static final String HEAD =
      """
      # bash completion of PROGRAM: source <(PROGRAM completion bash)
      _PROGRAM() {
        local current=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]} command='' words='' i
        if [ "$current" = = ]; then
          current=''
        elif [ "$option" = = ]; then
          option=${COMP_WORDS[COMP_CWORD - 2]}
        fi
        for ((i = 1; i < COMP_CWORD; i++)); do
          case ${COMP_WORDS[i]} in
            -*) ;;
            *)
              command=${COMP_WORDS[i]}
              break
              ;;
          esac
        done
        case $command/$option in
      """;
  private static final String MIDDLE =
      """
          *)
            case $command/$current in
      """;
  private static final String TAIL =
      """
            esac
            ;;
        esac
        COMPREPLY=()
        while IFS='' read -r i; do
          [ -z "$i" ] || COMPREPLY+=("$i")
        done < <(compgen -W "$words" -- "$current")
      }
      complete -o bashdefault -o default -F _PROGRAM PROGRAM
      """;

  private BashScript() {}

  /** The script. */
  public static String of(CommandWords root) {
    StringBuilder out = new StringBuilder(HEAD.replace("PROGRAM", root.name()));
    Map<String, List<String>> byWords = new LinkedHashMap<>();
    for (CommandWords command : root.commands()) {
      for (Argument option : command.options()) {
        if (option.takesValue()) {
          List<String> patterns =
              byWords.computeIfAbsent(String.join(" ", option.words()), _ -> new ArrayList<>());
          option.names().forEach(name -> patterns.add(command.name() + '/' + name));
        }
      }
    }
    byWords.forEach((words, patterns) -> line(out, "    ", String.join(" | ", patterns), words));
    out.append(MIDDLE);
    for (CommandWords command : root.commands()) {
      line(out, "        ", command.name() + "/-*", String.join(" ", command.optionNames()));
      line(out, "        ", command.name() + "/*", String.join(" ", command.argumentWords()));
    }
    line(out, "        ", "/-*", String.join(" ", root.optionNames()));
    line(out, "        ", "/*", String.join(" ", root.names()));
    return out.append(TAIL.replace("PROGRAM", root.name())).toString();
  }

  private static void line(StringBuilder out, String indent, String pattern, String words) {
    out.append(indent).append(pattern).append(") words='").append(words).append("' ;;\n");
  }
}
