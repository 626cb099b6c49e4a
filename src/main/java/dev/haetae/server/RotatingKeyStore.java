package dev.haetae.server;

import io.micronaut.http.ssl.CertificateProvider;
import java.security.KeyStore;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Sinks;

/** A key store that is replaced while the server runs: the next handshakes use the new one. */
final class RotatingKeyStore implements CertificateProvider {
  private final String name;
  private final Sinks.Many<KeyStore> stores = Sinks.many().replay().latest();

  RotatingKeyStore(String name) {
    this.name = name;
  }

  void rotate(KeyStore store) {
    stores.emitNext(store, Sinks.EmitFailureHandler.FAIL_FAST);
  }

  @Override
  public Publisher<KeyStore> getKeyStore() {
    return stores.asFlux();
  }

  @Override
  public Publisher<KeyStore> getTrustStore() {
    return stores.asFlux();
  }

  @Override
  public String getName() {
    return name;
  }
}
