package dev.haetae.cli.completion;

import dev.haetae.cli.completion.CommandWords.Argument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The words that may stand in the place of the last argument of {@code kubectl haetae …}, as
 * kubectl asks a plugin for them: one a line, a tab and its description behind it, and last a
 * number that says whether files may stand there too.
 */
public final class KubectlWords {
  private static final String FILES = ":0";
  private static final String NO_FILES = ":4";

  private final List<String> lines = new ArrayList<>();
  private final String current;

  private KubectlWords(String current) {
    this.current = current;
  }

  /**
   * The answer.
   *
   * @param arguments as far as they are typed; the last is completed
   */
  public static String of(CommandWords root, List<String> arguments) {
    KubectlWords words = new KubectlWords(arguments.isEmpty() ? "" : arguments.getLast());
    List<String> before =
        arguments.isEmpty() ? List.of() : arguments.subList(0, arguments.size() - 1);
    boolean files = words.find(root, before);
    words.lines.add(files ? FILES : NO_FILES);
    return String.join("\n", words.lines) + '\n';
  }

  private boolean find(CommandWords root, List<String> before) {
    Optional<CommandWords> command =
        before.stream()
            .filter(word -> !word.startsWith("-"))
            .findFirst()
            .flatMap(name ->
                root.commands().stream().filter(one -> one.name().equals(name)).findFirst());
    CommandWords at = command.orElse(root);
    int equals = current.startsWith("--") ? current.indexOf('=') : -1;
    String option =
        equals > 0 ? current.substring(0, equals) : before.isEmpty() ? "" : before.getLast();
    for (Argument one : at.options()) {
      if (one.takesValue() && one.names().contains(option)) {
        String given = equals > 0 ? current.substring(0, equals + 1) : "";
        one.words().forEach(word -> add(given + word, ""));
        return one.isFile();
      }
    }
    if (current.startsWith("-")) {
      at.options().forEach(one -> one.names().forEach(name -> add(name, one.description())));
      return false;
    }
    if (command.isEmpty()) {
      root.commands().forEach(one -> add(one.name(), one.description()));
      return false;
    }
    at.argumentWords().forEach(word -> add(word, ""));
    return at.takesFiles();
  }

  private void add(String word, String description) {
    if (word.startsWith(current)) {
      lines.add(description.isEmpty() ? word : word + '\t' + description);
    }
  }
}
