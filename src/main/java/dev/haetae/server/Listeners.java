package dev.haetae.server;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration.NettyListenerConfiguration;
import jakarta.inject.Singleton;
import java.util.List;

/** The two ports, in this order: TLS for reviews, plain for management. */
@Singleton
final class Listeners implements BeanCreatedEventListener<NettyHttpServerConfiguration> {

  private final ServerOptions options;

  Listeners(ServerOptions options) {
    this.options = options;
  }

  @Override
  public NettyHttpServerConfiguration onCreated(
      BeanCreatedEvent<NettyHttpServerConfiguration> event) {
    NettyHttpServerConfiguration configuration = event.getBean();
    NettyListenerConfiguration reviews =
        NettyListenerConfiguration.createTcp(
            null, options.port(), true, ServerCertificates.SERVING, ServerCertificates.CLIENTS);
    NettyListenerConfiguration management =
        NettyListenerConfiguration.createTcp(null, options.managementPort(), false, null, null);
    // Probes and scrapes are answered until the very end.
    management.setSupportGracefulShutdown(false);
    configuration.setListeners(List.of(reviews, management));
    return configuration;
  }
}
