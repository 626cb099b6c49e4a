package dev.haetae.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
    try (InputStream in = HelpPage.class.getResourceAsStream("help/" + command + ".txt")) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the help of " + command + " cannot be read", e);
    }
  }
}
