package dev.haetae.cluster.policy;

import dev.haetae.cluster.client.ApiServer;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Text;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the statuses of policies and exceptions, where they differ and where this replica is the
 * one that writes. What it has written it does not write again until it should have come back.
 */
final class PolicyStatuses {
  private static final Logger log = LoggerFactory.getLogger(PolicyStatuses.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ApiServer server;
  private final BooleanSupplier isLeader;
  private final InstantSource clock;
  private final Map<String, Written> written = new HashMap<>();
  // By the names of policies; null before the first audit, which leaves alone what is written.
  private volatile @Nullable Map<String, AuditStatus> audits;
  // Each is written once: an API server with an older schema takes it and keeps nothing of it.
  private final Map<String, AuditStatus> audited = new HashMap<>();

  // The refusal is empty where there was none.
  private record Written(WrittenStatus status, Instant at, String refusal) {}

  PolicyStatuses(ApiServer server, BooleanSupplier isLeader, InstantSource clock) {
    this.server = server;
    this.isLeader = isLeader;
    this.clock = clock;
  }

  /** Writes what is to be written; not to be called by two threads at a time. */
  void write(List<WrittenStatus> statuses) {
    if (!isLeader.getAsBoolean()) {
      written.clear();
      audited.clear();
      audits = null;
      return;
    }
    Instant now = clock.instant();
    for (WrittenStatus wanted : statuses) {
      if (!isLeader.getAsBoolean()) {
        return;
      }
      String key = key(wanted.resource());
      AuditStatus audit = audit(wanted.resource());
      WrittenStatus status =
          audit == null || audit.equals(audited.get(key)) ? wanted : wanted.with(audit);
      ObjectValue patch = status.patch(now);
      if (patch == null) {
        written.remove(key);
      } else if (!isOnItsWay(key, status, now)) {
        Written before = written.get(key);
        String told = before == null ? "" : before.refusal();
        written.put(key, new Written(status, now, told));
        try {
          write(status.resource(), patch);
          written.put(key, new Written(status, now, ""));
          if (audit != null) {
            audited.put(key, audit);
          }
        } catch (RequestFailedException e) {
          written.put(key, new Written(status, now, refusal(status.resource(), e, told)));
          if (e.code() <= 0) {
            // An API server that does not answer must not hold up what else is to be done.
            return;
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  /**
   * Takes what an audit has found, to be written with the next statuses; from any thread.
   *
   * @param found by the names of policies; of those that are not there nothing stays written
   */
  void audited(Map<String, AuditStatus> found) {
    audits = Map.copyOf(found);
  }

  private @Nullable AuditStatus audit(Resource resource) {
    Map<String, AuditStatus> found = audits;
    return found == null || !resource.namespace().isEmpty()
        ? null
        : found.getOrDefault(resource.name(), AuditStatus.NONE);
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
  private static String refusal(Resource resource, RequestFailedException e, String told) {
    if (e.code() == 404) {
      // It is gone, which the watch will say.
      return told;
    }
    String why = Text.shorten(e.reason(), 300);
    if (!why.equals(told)) {
      log.warn("the status of {} cannot be written: {}", resource.describe(), why);
    }
    return why;
  }

  private void write(Resource resource, ObjectValue patch)
      throws RequestFailedException, InterruptedException {
    String namespace = resource.namespace();
    PolicyKind kind = namespace.isEmpty() ? PolicyKind.POLICY : PolicyKind.POLICY_EXCEPTION;
    server.patch(
        kind.path(namespace) + '/' + resource.name() + "/status",
        JsonWriter.toText(patch).getBytes(StandardCharsets.UTF_8));
  }
}
