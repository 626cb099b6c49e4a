package dev.haetae.cluster.policy;

import dev.haetae.cluster.client.WatchedKind;
import dev.haetae.policy.PolicyReader;
import java.util.List;

/** The kinds that say how objects are judged; an API server need not serve them. */
public enum PolicyKind implements WatchedKind {
  POLICY("Policy", "policies"),
  POLICY_EXCEPTION("PolicyException", "policyexceptions");

  private final String kind;
  private final String plural;

  PolicyKind(String kind, String plural) {
    this.kind = kind;
    this.plural = plural;
  }

  @Override
  public List<String> fields() {
    return List.of(
        "metadata.uid", "metadata.generation", "metadata.resourceVersion", "spec", "status");
  }

  /** As long as etcd takes an object by default. */
  @Override
  public int longest() {
    return 3 << 19;
  }

  @Override
  public String word() {
    return kind;
  }

  @Override
  public String apiVersion() {
    return PolicyReader.API_VERSION;
  }

  @Override
  public String path() {
    return path("");
  }

  /** Returns where the API server has the objects of a namespace; of all when that is empty. */
  String path(String namespace) {
    return "/apis/"
        + PolicyReader.API_VERSION
        + (namespace.isEmpty() ? "" : "/namespaces/" + namespace)
        + '/'
        + plural;
  }
}
