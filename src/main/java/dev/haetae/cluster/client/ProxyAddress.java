package dev.haetae.cluster.client;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The proxy between here and an API server.
 *
 * @param proxy where it is, or that there is none
 * @param authorization what it is told of us; empty for nothing
 */
record ProxyAddress(Proxy proxy, String authorization) {
  private static final ProxyAddress DIRECT = new ProxyAddress(Proxy.NO_PROXY, "");

  /**
   * Reads the address of a proxy.
   *
   * @param url such as {@code http://user:password@proxy.example:3128} or {@code
   *     socks5://proxy.example:1080}; without a scheme it is one of HTTP
   * @throws UnusableKubeconfigException when it is no such address
   */
  static ProxyAddress of(String url) throws UnusableKubeconfigException {
    try {
      URI address = new URI(url.contains("://") ? url : "http://" + url);
      String scheme = address.getScheme().toLowerCase(Locale.ROOT);
      boolean socks = scheme.startsWith("socks");
      if (address.getHost() == null
          || address.getPort() < 0
          || !(socks || scheme.startsWith("http"))) {
        throw new UnusableKubeconfigException();
      }
      return new ProxyAddress(
          new Proxy(
              socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
              InetSocketAddress.createUnresolved(address.getHost(), address.getPort())),
          authorization(address.getUserInfo()));
    } catch (URISyntaxException e) {
      throw new UnusableKubeconfigException();
    }
  }

  private static String authorization(@Nullable String user) {
    if (user == null) {
      return "";
    }
    int colon = user.indexOf(':');
    return Credentials.basic(
        colon < 0 ? user : user.substring(0, colon),
        colon < 0 ? "" : user.substring(colon + 1),
        StandardCharsets.UTF_8);
  }

  /**
   * Returns the proxy that environment variables name for an API server; null when they name none.
   */
  static @Nullable ProxyAddress of(Map<String, String> environment, URI server)
      throws UnusableKubeconfigException {
    boolean plain = "http".equals(server.getScheme());
    String url = variable(environment, plain ? "HTTP_PROXY" : "HTTPS_PROXY");
    if (url.isEmpty()) {
      url = variable(environment, "ALL_PROXY");
    }
    if (url.isEmpty()) {
      return null;
    }
    String host = String.valueOf(server.getHost());
    for (String without : variable(environment, "NO_PROXY").split(",", -1)) {
      if (covers(without.strip(), host)) {
        return DIRECT;
      }
    }
    return of(url);
  }

  /**
   * Returns whether an entry of {@code NO_PROXY} covers a host: the end of a name, an address, or a
   * block of addresses such as {@code 10.0.0.0/8}; an empty one covers nothing.
   */
  static boolean covers(String entry, String host) {
    int slash = entry.indexOf('/');
    if (slash < 0) {
      return !entry.isEmpty() && host.endsWith(entry);
    }
    try {
      byte[] block = InetAddress.ofLiteral(entry.substring(0, slash)).getAddress();
      byte[] address = InetAddress.ofLiteral(host).getAddress();
      int rest = 8 * block.length - Integer.parseInt(entry.substring(slash + 1));
      return block.length == address.length
          && rest >= 0
          && rest <= 8 * block.length
          && new BigInteger(1, block).xor(new BigInteger(1, address)).shiftRight(rest).signum()
              == 0;
    } catch (IllegalArgumentException e) {
      // A name is in no block.
      return false;
    }
  }

  private static String variable(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    return value.isEmpty() ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "") : value;
  }

  /** Makes a client's connections go through it. */
  OkHttpClient.Builder on(OkHttpClient.Builder client) {
    client.proxy(proxy);
    if (!authorization.isEmpty()) {
      client.proxyAuthenticator((_, response) ->
          response.request().header("Proxy-Authorization") == null
              ? response.request().newBuilder().header("Proxy-Authorization", authorization).build()
              : null);
    }
    return client;
  }
}
