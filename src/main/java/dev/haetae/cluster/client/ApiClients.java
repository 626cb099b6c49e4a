package dev.haetae.cluster.client;

import dev.haetae.tls.ServingCertificate;
import dev.haetae.tls.UnusableCertificateException;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import io.kubernetes.client.util.credentials.Authentication;
import io.micronaut.kubernetes.client.ApiClientFactory;
import io.micronaut.kubernetes.client.OkHttpClientLogging;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManager;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * Makes the client of an API server: its connections, their TLS and their credentials.
 *
 * <p>It is the bean of micronaut-kubernetes, made by that one's factory without a context: a
 * command is done before a context has started.
 */
final class ApiClients {
  /** The folder in which a pod finds who it is. */
  static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** The client without its typed model, which is a thousand classes that nobody asks for. */
  private static final class UntypedApiClient extends ApiClient {
    private boolean complete;

    @Override
    protected void init() {
      verifyingSsl = true;
      authentications = new HashMap<>();
    }

    // Asked for by every setter, and each time all authorities of the JDK would be read.
    @Override
    protected void applySslSettings() {
      if (complete) {
        super.applySslSettings();
      }
    }

    void secure() {
      complete = true;
      applySslSettings();
    }
  }

  private ApiClients() {}

  /**
   * The client of a kubeconfig.
   *
   * @param again reads it anew: its token may be another one by now
   * @param environment variables that may name a proxy
   */
  static ApiClient of(
      Kubeconfig kubeconfig, Kubeconfig.Source again, Map<String, String> environment)
      throws UnusableKubeconfigException {
    KubeConfig config = kubeconfig.merged();
    try {
      ClientBuilder builder =
          new ClientBuilder()
              .setBasePath(url(config.getServer()))
              .setVerifyingSsl(config.verifySSL())
              .setTlsServerName(config.getTlsServerName())
              .setCertificateAuthority(
                  config.getDataOrFileRelative(
                      config.getCertificateAuthorityData(), config.getCertificateAuthorityFile()));
      ProxyAddress proxy =
          kubeconfig.proxy().isEmpty()
              ? ProxyAddress.of(environment, URI.create(builder.getBasePath()))
              : ProxyAddress.of(kubeconfig.proxy());
      return build(builder, authentication(kubeconfig, again), proxy);
    } catch (IOException | RuntimeException e) {
      // What the client makes of a file that is wrong somewhere.
      throw new UnusableKubeconfigException();
    }
  }

  private static String url(String server) {
    return server.contains("://") ? server : "https://" + server;
  }

  /** The client of a pod, whose token is read again as it is replaced. */
  static ApiClient ofPod(Map<String, String> environment) throws UnusableKubeconfigException {
    String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
    String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
    Path token = SERVICE_ACCOUNT.resolve("token");
    try {
      ClientBuilder builder =
          new ClientBuilder()
              .setBasePath("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port)
              .setCertificateAuthority(Files.readAllBytes(SERVICE_ACCOUNT.resolve("ca.crt")));
      return build(
          builder,
          bearer(Files.readString(token), () -> Files.readString(token)),
          ProxyAddress.of(environment, URI.create(builder.getBasePath())));
    } catch (IOException | RuntimeException e) {
      throw new UnusableKubeconfigException();
    }
  }

  private static ApiClient build(
      ClientBuilder builder, Authentication authentication, @Nullable ProxyAddress proxy)
      throws IOException {
    UntypedApiClient untyped = new UntypedApiClient();
    builder
        .setApiClient(untyped)
        .setAuthentication(authentication)
        // Of HTTP/2's all requests would share one connection, dead or alive.
        .setProtocols(List.of(Protocol.HTTP_1_1));
    // Threads that wait for an answer; who reads it is another.
    ApiClient client =
        new ApiClientFactory().apiClient(builder, Executors.newVirtualThreadPerTaskExecutor());
    if (HttpUrl.parse(client.getBasePath()) == null) {
      throw new IOException("no URL that can be asked");
    }
    if (client.getBasePath().startsWith("https:")) {
      untyped.secure();
    }
    OkHttpClient.Builder connections =
        client.getHttpClient().newBuilder().connectTimeout(CONNECT).followRedirects(false);
    // It writes a stack trace for every request that fails; whoever has sent it says what is wrong.
    connections.interceptors().removeIf(OkHttpClientLogging.class::isInstance);
    connections.interceptors().addFirst(new Retries());
    if (proxy != null) {
      proxy.on(connections);
    }
    OkHttpClient http = connections.build();
    // As many watches as there are kinds, at once; five would be the default.
    http.dispatcher().setMaxRequests(Integer.MAX_VALUE);
    http.dispatcher().setMaxRequestsPerHost(Integer.MAX_VALUE);
    return client.setHttpClient(http);
  }

  private static Authentication authentication(Kubeconfig kubeconfig, Kubeconfig.Source again)
      throws UnusableKubeconfigException {
    List<Authentication> all = new ArrayList<>();
    KubeConfig config = kubeconfig.merged();
    String user = config.getUsername();
    String password = config.getPassword();
    Map<String, String> credentials = Map.of();
    if (user != null && !user.isEmpty() && password != null && !password.isEmpty()) {
      all.add(basic(user, password));
    } else {
      credentials = kubeconfig.credentials();
      String token = credentials.getOrDefault(KubeConfig.CRED_TOKEN_KEY, "");
      if (!token.isEmpty()) {
        all.add(
            bearer(
                token,
                () ->
                    again
                        .read(kubeconfig)
                        .credentials()
                        .getOrDefault(KubeConfig.CRED_TOKEN_KEY, "")));
      }
    }
    byte[] certificate = kubeconfig.certificate();
    byte[] key = kubeconfig.key();
    String shown = credentials.get(KubeConfig.CRED_CLIENT_CERTIFICATE_DATA_KEY);
    String shownKey = credentials.get(KubeConfig.CRED_CLIENT_KEY_DATA_KEY);
    if (certificate != null && key != null) {
      all.add(certificate(certificate, key));
    } else if (shown != null && shownKey != null) {
      all.add(
          certificate(
              shown.getBytes(StandardCharsets.UTF_8), shownKey.getBytes(StandardCharsets.UTF_8)));
    }
    return client -> all.forEach(one -> one.provide(client));
  }

  private static Authentication certificate(byte[] certificate, byte[] key)
      throws UnusableKubeconfigException {
    try {
      KeyManager[] managers = ServingCertificate.ofClient(certificate, key).keyManagers();
      return client -> client.setKeyManagers(managers);
    } catch (UnusableCertificateException e) {
      throw new UnusableKubeconfigException();
    }
  }

  private static Authentication basic(String user, String password) {
    String header = Credentials.basic(user, password, StandardCharsets.UTF_8);
    return client ->
        intercept(
            client,
            chain ->
                chain.proceed(
                    chain.request().newBuilder().header("Authorization", header).build()));
  }

  private static Authentication bearer(String token, BearerToken.Source source) {
    BearerToken shown = new BearerToken(token, source);
    return client -> intercept(client, shown);
  }

  private static void intercept(ApiClient client, Interceptor interceptor) {
    client.setHttpClient(client.getHttpClient().newBuilder().addInterceptor(interceptor).build());
  }
}
