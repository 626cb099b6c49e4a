package dev.haetae.cluster.client;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sentences for what can go wrong between a server and us, each on one line. */
public final class Failures {
  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /** Says what kept a server from answering. */
  public static String reason(Throwable failure) {
    // The outermost cause that means something; beneath it lie the JDK's own workings.
    String known = "";
    Throwable innermost = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        // The JDK wraps it as if a connection had been tried.
        return "there is no such host";
      }
      known = known.isEmpty() ? known(cause) : known;
      innermost = cause;
    }
    if (!known.isEmpty()) {
      return known;
    }
    log.debug("a failure that has no sentence", failure);
    return "the connection failed (" + innermost.getClass().getSimpleName() + ')';
  }

  private static String known(Throwable cause) {
    return switch (cause) {
      case SocketTimeoutException _, TimeoutException _ -> "no answer came in time";
      case ConnectException _ -> "nothing accepts connections there";
      case NoRouteToHostException _ -> "no way leads to that host";
      case SocketException _, ProtocolException _, EOFException _, ClosedChannelException _ ->
          "the connection was closed";
      case CertPathBuilderException _ -> "its certificate is of no authority that is trusted";
      case CertPathValidatorException refused -> invalid(refused);
      case CertificateExpiredException _ -> "its certificate has expired";
      case CertificateNotYetValidException _ -> "its certificate is not valid yet";
      case SSLPeerUnverifiedException _ -> "its certificate is not for this name";
      // The JDK's own, whose subclasses say what they wrap.
      case CertificateException other when other.getClass() == CertificateException.class ->
          "its certificate is not for this name";
      case SSLException other when other.getCause() == null -> "the TLS handshake failed";
      default -> "";
    };
  }

  private static String invalid(CertPathValidatorException refused) {
    if (refused.getReason() == CertPathValidatorException.BasicReason.EXPIRED) {
      return "its certificate has expired";
    }
    return refused.getReason() == CertPathValidatorException.BasicReason.NOT_YET_VALID
        ? "its certificate is not valid yet"
        : "its certificate is of no authority that is trusted";
  }
}
