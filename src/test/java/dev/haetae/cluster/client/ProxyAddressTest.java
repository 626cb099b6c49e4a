package dev.haetae.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which proxy stands between here and an API server. */
final class ProxyAddressTest {
  private static final URI SERVER = URI.create("https://10.1.2.3:6443");

  private static String of(Map<String, String> environment) throws Exception {
    ProxyAddress proxy = ProxyAddress.of(environment, SERVER);
    return proxy == null ? "none named" : proxy.proxy().toString();
  }

  @Test
  void theEnvironmentNamesOne() throws Exception {
    assertThat(of(Map.of())).isEqualTo("none named");
    assertThat(of(Map.of("HTTP_PROXY", "http://a:1"))).isEqualTo("none named");
    assertThat(of(Map.of("HTTPS_PROXY", "http://a:1", "ALL_PROXY", "http://b:2")))
        .startsWith("HTTP @ a")
        .endsWith(":1");
    assertThat(of(Map.of("all_proxy", "socks5://b:2"))).startsWith("SOCKS @ b").endsWith(":2");
  }

  @Test
  void someServersAreReachedWithout() throws Exception {
    for (String without : List.of("10.1.2.3", "x,10.0.0.0/8", "y, 10.1.2.0/24", ".3")) {
      assertThat(of(Map.of("HTTPS_PROXY", "a:1", "NO_PROXY", without)))
          .as(without)
          .isEqualTo(Proxy.NO_PROXY.toString());
    }
    for (String without : List.of("", "10.1.3.0/24", "fd00::/8", "10.1.2.0/33", "a/b", ".svc")) {
      assertThat(of(Map.of("HTTPS_PROXY", "a:1", "NO_PROXY", without)))
          .as(without)
          .startsWith("HTTP @ a");
    }
  }

  @Test
  void namesMayBeLeftOutByTheirEnd() {
    assertThat(ProxyAddress.covers(".example", "api.example")).isTrue();
    assertThat(ProxyAddress.covers("10.0.0.0/8", "api.example")).isFalse();
    assertThat(ProxyAddress.covers("0.0.0.0/0", "200.0.0.1")).isTrue();
    assertThat(ProxyAddress.covers("fd00::/12", "fd0f::1")).isTrue();
    assertThat(ProxyAddress.covers("fd00::/12", "fd1f::1")).isFalse();
  }

  @Test
  void anAddressMayCarryWhoWeAre() throws Exception {
    assertThat(ProxyAddress.of("http://me:secret@a:1").authorization())
        .isEqualTo("Basic bWU6c2VjcmV0");
    assertThat(ProxyAddress.of("http://a:1").authorization()).isEmpty();
    for (String wrong : List.of("http://a", "a", "ftp://a:1", "http://a b:1")) {
      assertThatThrownBy(() -> ProxyAddress.of(wrong))
          .as(wrong)
          .isInstanceOf(UnusableKubeconfigException.class);
    }
  }
}
