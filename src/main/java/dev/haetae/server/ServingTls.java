package dev.haetae.server;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.netty.NettySslContextBuilder;
import io.micronaut.http.server.netty.ssl.NettyServerSslFactory;
import io.micronaut.http.ssl.ClientAuthentication;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of the server, by Java's own implementation. Netty's builder of contexts would load the
 * whole provider of BouncyCastle first, 480 classes, to see whether it could read keys with it;
 * ours have been read.
 */
@Singleton
@Replaces(NettyServerSslFactory.class)
final class ServingTls extends NettyServerSslFactory {
  @Override
  public NettySslContextBuilder serverBuilder() {
    return new Builder();
  }

  private static final class Builder extends NettySslContextBuilder {
    Builder() {
      super(true);
    }

    @Override
    public SslContext buildTcp() throws GeneralSecurityException {
      List<String> protocols = protocols();
      return new JdkSslContext(
          context(),
          false,
          ciphers(),
          SupportedCipherSuiteFilter.INSTANCE,
          offered(alpnProtocols()),
          demanded(clientAuthentication()),
          protocols == null ? null : protocols.toArray(String[]::new),
          false);
    }

    private static ClientAuth demanded(@Nullable ClientAuthentication authentication) {
      return switch (authentication) {
        case NEED -> ClientAuth.REQUIRE;
        case WANT -> ClientAuth.OPTIONAL;
        case null -> ClientAuth.NONE;
      };
    }

    private SSLContext context() throws GeneralSecurityException {
      SSLContext context = SSLContext.getInstance("TLS");
      try {
        context.init(
            createKeyManagerFactory().getKeyManagers(),
            createTrustManagerFactory().getTrustManagers(),
            null);
      } catch (GeneralSecurityException e) {
        throw e;
      } catch (Exception e) {
        throw new GeneralSecurityException(e);
      }
      return context;
    }

    private static ApplicationProtocolConfig offered(@Nullable List<String> protocols) {
      if (protocols == null) {
        return ApplicationProtocolConfig.DISABLED;
      }
      return new ApplicationProtocolConfig(
          ApplicationProtocolConfig.Protocol.ALPN,
          ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
          ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
          protocols);
    }
  }
}
