package dev.haetae.cli;

import dev.haetae.cli.terminal.Terminal;
import dev.haetae.engine.Evaluator;
import dev.haetae.inventory.Inventory;
import org.jspecify.annotations.Nullable;

/**
 * Serves the webhook until the process is told to end; handed in, so that no other command loads
 * it.
 */
@FunctionalInterface
public interface WebhookServer {
  /**
   * Serves.
   *
   * @return null when it was told to end, else a sentence that says why it cannot serve
   */
  @Nullable String serve(
      ServeSettings settings, Evaluator evaluator, Inventory inventory, Terminal terminal)
      throws InterruptedException;
}
