package dev.haetae.cluster.registration;

import dev.haetae.cluster.client.Failures;
import dev.haetae.tls.TrustedClients;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Calls a webhook as the API server would, and looks at the certificate that it shows. */
public final class ServedCertificate {
  private static final int PATIENCE_MILLIS = 3_000;

  private ServedCertificate() {}

  /**
   * The outcome of a call.
   *
   * @param leaf what was shown and is trusted; null when it came to nothing
   * @param problem why not; empty when it is trusted
   * @param isReached whether somebody answered at all
   */
  public record Call(@Nullable X509Certificate leaf, String problem, boolean isReached) {}

  /** Shakes hands with a server, believing these authorities alone and checking its name. */
  public static Call call(URI url, List<X509Certificate> authorities) {
    int port = url.getPort() < 0 ? 443 : url.getPort();
    String host = url.getHost();
    boolean reached = false;
    try (SSLSocket socket = (SSLSocket) context(authorities).getSocketFactory().createSocket()) {
      socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
      reached = true;
      socket.setSoTimeout(PATIENCE_MILLIS);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return new Call((X509Certificate) socket.getSession().getPeerCertificates()[0], "", true);
    } catch (UnknownHostException e) {
      return new Call(null, "its name is not known here", false);
    } catch (SSLException e) {
      return new Call(null, Failures.reason(e), true);
    } catch (IOException | IllegalArgumentException e) {
      return new Call(null, Failures.reason(e), reached);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot make TLS connections", e);
    }
  }

  private static SSLContext context(List<X509Certificate> authorities)
      throws GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(new TrustedClients(authorities).toKeyStore(List.of()));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
