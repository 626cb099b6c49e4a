package dev.haetae.configuration;

import java.net.URI;
import java.util.List;

/**
 * The registration of the webhooks at the API server.
 *
 * @param validating the name of the ValidatingWebhookConfiguration to fill in; it exists
 * @param mutating the name of the MutatingWebhookConfiguration to fill in; it exists
 * @param target where the API server reaches the webhooks
 * @param timeoutSeconds how long the API server waits for an answer, 1 to 30
 * @param deny what a review is taken for that the policies which deny do not answer in time
 * @param advice the same, of the policies that only warn or record
 * @param excludeNamespaces namespaces whose objects are not reviewed, in order, besides Haetae's
 *     own, which never are
 * @param caBundle who writes the authority that the API server trusts
 */
public record Registration(
    String validating,
    String mutating,
    Target target,
    int timeoutSeconds,
    OnFailure deny,
    OnFailure advice,
    List<String> excludeNamespaces,
    CaBundle caBundle) {
  /** A registration that keeps its own copy of the namespaces. */
  public Registration {
    excludeNamespaces = List.copyOf(excludeNamespaces);
  }

  /** A place at which the API server reaches the webhooks. */
  public sealed interface Target {}

  /**
   * A Service of the cluster.
   *
   * @param namespace its namespace
   * @param name its name
   * @param port the Service's port, 1 to 65535
   */
  public record ServiceTarget(String namespace, String name, int port) implements Target {}

  /**
   * A server outside the cluster.
   *
   * @param base such as {@code https://10.0.0.5:8443}, without a path: the webhooks' own follow it
   */
  public record UrlTarget(URI base) implements Target {}

  /** A way of the API server with a request whose review is not answered. */
  public enum OnFailure {
    /** It is denied. */
    FAIL("Fail"),
    /** It is let pass. */
    IGNORE("Ignore");

    private final String word;

    OnFailure(String word) {
      this.word = word;
    }

    /** As the API writes it. */
    public String word() {
      return word;
    }
  }

  /** A party that writes {@code caBundle}. */
  public enum CaBundle {
    /** Haetae does. */
    MANAGED,
    /** Another does, such as cert-manager's cainjector: Haetae leaves it as it is. */
    INJECTED
  }
}
