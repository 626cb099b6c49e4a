package dev.haetae.cluster.policy;

import dev.haetae.cluster.client.Failures;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Text;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the statuses of policies and exceptions, where they differ and where this replica is the
 * one that writes. What it has written it does not write again until it should have come back.
 */
final class PolicyStatuses {
  private static final Logger log = LoggerFactory.getLogger(PolicyStatuses.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final KubernetesClient client;
  private final BooleanSupplier isLeader;
  private final InstantSource clock;
  private final Map<String, Written> written = new HashMap<>();

  // The refusal is empty where there was none.
  private record Written(WrittenStatus status, Instant at, String refusal) {}

  PolicyStatuses(KubernetesClient client, BooleanSupplier isLeader, InstantSource clock) {
    this.client = client;
    this.isLeader = isLeader;
    this.clock = clock;
  }

  /** Writes what is to be written; not to be called by two threads at a time. */
  void write(List<WrittenStatus> statuses) {
    if (!isLeader.getAsBoolean()) {
      written.clear();
      return;
    }
    Instant now = clock.instant();
    for (WrittenStatus status : statuses) {
      if (!isLeader.getAsBoolean()) {
        return;
      }
      ObjectValue patch = status.patch(now);
      String key = key(status.resource());
      if (patch == null) {
        written.remove(key);
      } else if (!isOnItsWay(key, status, now)) {
        Written before = written.get(key);
        String told = before == null ? "" : before.refusal();
        written.put(key, new Written(status, now, told));
        try {
          write(status.resource(), patch);
          written.put(key, new Written(status, now, ""));
        } catch (KubernetesClientException e) {
          written.put(key, new Written(status, now, refusal(status.resource(), e, told)));
          if (e.getCode() <= 0) {
            // An API server that does not answer must not hold up what else is to be done.
            return;
          }
        }
      }
    }
  }

  private boolean isOnItsWay(String key, WrittenStatus status, Instant now) {
    Written before = written.get(key);
    return before != null
        && before.status().saysTheSameAs(status)
        && Duration.between(before.at(), now).compareTo(PATIENCE) < 0;
  }

  private static String key(Resource resource) {
    return resource.kind() + ' ' + resource.namespace() + '/' + resource.name();
  }

  // Tried again and again: each reason is told once.
  private static String refusal(Resource resource, KubernetesClientException e, String told) {
    if (e.getCode() == 404) {
      // It is gone, which the watch will say.
      return told;
    }
    String why = Text.shorten(Failures.sentence(e), 300);
    if (!why.equals(told)) {
      log.warn("the status of {} cannot be written: {}", resource.describe(), why);
    }
    return why;
  }

  private void write(Resource resource, ObjectValue patch) {
    boolean namespaced = !resource.namespace().isEmpty();
    ResourceDefinitionContext context =
        new ResourceDefinitionContext.Builder()
            .withGroup("haetae.dev")
            .withVersion("v1alpha1")
            .withKind(resource.kind())
            .withPlural(namespaced ? "policyexceptions" : "policies")
            .withNamespaced(namespaced)
            .build();
    var objects = client.genericKubernetesResources(context);
    var _ =
        (namespaced ? objects.inNamespace(resource.namespace()) : objects)
            .withName(resource.name())
            .subresource("status")
            .patch(PatchContext.of(PatchType.JSON_MERGE), JsonWriter.toText(patch));
  }
}
