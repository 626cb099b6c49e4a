package dev.haetae.server;

import dev.haetae.engine.Evaluator;
import dev.haetae.inventory.Inventory;
import dev.haetae.tls.CertificateSource;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The basis of a server: what it judges by, and what has to be in order for it.
 *
 * @param evaluator gives the policies of the moment
 * @param inventory gives the world of the moment
 * @param conditions each gives the sentences that say why the server is not ready, none when it is
 *     (see {@link dev.haetae.admission.Readiness})
 * @param details gives what the server says of itself beside that, by a word each
 * @param meters bound to the server's metrics
 * @param certificates what to serve; null serves the files of the TLS directory
 */
public record Basis(
    Supplier<Evaluator> evaluator,
    Supplier<? extends Inventory> inventory,
    List<Supplier<List<String>>> conditions,
    Map<String, Supplier<List<String>>> details,
    List<MeterBinder> meters,
    @Nullable CertificateSource certificates) {
  /** A basis that keeps its own copies of the lists. */
  public Basis {
    conditions = List.copyOf(conditions);
    details = Map.copyOf(details);
    meters = List.copyOf(meters);
  }

  /** A basis with the certificates of the TLS directory. */
  public Basis(
      Supplier<Evaluator> evaluator,
      Supplier<? extends Inventory> inventory,
      List<Supplier<List<String>>> conditions,
      List<MeterBinder> meters) {
    this(evaluator, inventory, conditions, Map.of(), meters, null);
  }

  /** A basis that is always in order. */
  public static Basis of(Supplier<Evaluator> evaluator, Supplier<? extends Inventory> inventory) {
    return new Basis(evaluator, inventory, List.of(), List.of());
  }
}
