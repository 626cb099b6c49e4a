package dev.haetae.cli;

import dev.haetae.resource.tree.ShippedText;
import org.jspecify.annotations.Nullable;

/**
 * A page of help as picocli prints it, kept as a file: to make it anew takes picocli a third of a
 * second, all commands being looked at.
 */
final class HelpPage {
  private HelpPage() {}

  /**
   * A page.
   *
   * @param command such as {@code check}; {@code haetae} for the page of all
   * @return null when there is no such command
   */
  static @Nullable String of(String command) {
    for (int i = 0; i < command.length(); i++) {
      if (command.charAt(i) < 'a' || command.charAt(i) > 'z') {
        return null;
      }
    }
    return ShippedText.find("dev/haetae/cli/help/" + command + ".txt");
  }
}
