package dev.haetae.cluster.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.cluster.client.ApiServer;
import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.Discovery;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes all reports of ours out of a cluster, by the names of its namespaces, and those of nobody
 * else. The replica that writes is told to pause first, so that none comes back.
 */
public final class ReportRemoval {
  private static final int TRIES = 10;
  private static final Duration LOOK = Duration.ofSeconds(1);
  // A holder renews every two seconds, and is given up after fifteen.
  private static final int LOOKS = 16;

  private final ApiServer server;
  private final ReportStore store;
  private final String lease;
  private final InstantSource clock;
  private final Pause pause;

  /**
   * A removal that has not begun.
   *
   * @param namespace Haetae's own
   * @param lease by which its replicas agree who writes
   */
  public ReportRemoval(Cluster cluster, String namespace, String lease, InstantSource clock) {
    this(cluster.server(), namespace, lease, clock, Pause.REAL);
  }

  ReportRemoval(
      ApiServer server, String namespace, String lease, InstantSource clock, Pause pause) {
    this.server = server;
    this.store = new ReportStore(server);
    this.lease = "/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases/" + lease;
    this.clock = clock;
    this.pause = pause;
  }

  /** The commands that remove them, ready for a shell. */
  public static List<String> commands() {
    List<String> commands = new ArrayList<>();
    for (ReportApi api : ReportApi.values()) {
      commands.add(
          "kubectl delete "
              + api.plurals().getFirst()
              + '.'
              + api.group()
              + " --all-namespaces --field-selector metadata.name="
              + ReportApi.NAME);
      commands.add(
          "kubectl delete "
              + api.plurals().getLast()
              + '.'
              + api.group()
              + ' '
              + ReportApi.NAME
              + " --ignore-not-found");
    }
    return commands;
  }

  /**
   * Removes them.
   *
   * @return how many there were
   * @throws RequestFailedException when the API server refuses; some may be left
   */
  public int run() throws RequestFailedException, InterruptedException {
    List<ReportApi> served = ReportApi.served(new Discovery(server));
    if (served.isEmpty()) {
      return 0;
    }
    stopWriting();
    int removed = sweep(served);
    // What was on its way when the writing ended has come by now.
    return removed + sweep(served);
  }

  private int sweep(List<ReportApi> served) throws RequestFailedException, InterruptedException {
    int removed = 0;
    for (String place : store.places()) {
      for (ReportApi api : served) {
        StoredReport report = store.find(api, place);
        if (report.isOurs()) {
          store.delete(api, place, report);
          removed++;
        }
      }
    }
    return removed;
  }

  // Whoever renews the Lease after the annotation has read it.
  private void stopWriting() throws RequestFailedException, InterruptedException {
    ObjectValue annotated = annotate();
    if (annotated.size() == 0) {
      return;
    }
    String renewed = renewal(annotated);
    for (int i = 0; i < LOOKS && !holder(annotated).isEmpty(); i++) {
      pause.await(LOOK);
      annotated = find();
      if (!renewal(annotated).equals(renewed)) {
        return;
      }
    }
  }

  // The Lease with the annotation; empty when there is no Lease, and so nobody who writes.
  private ObjectValue annotate() throws RequestFailedException, InterruptedException {
    for (int i = 1; ; i++) {
      ObjectValue before = find();
      if (before.size() == 0) {
        return before;
      }
      ObjectValue metadata = map(before, "metadata");
      ObjectValue annotations =
          map(metadata, "annotations")
              .with(WritingBreak.ANNOTATION, WritingBreak.from(clock.instant()));
      ObjectValue after = before.with("metadata", metadata.with("annotations", annotations));
      try {
        var _ = server.put(lease, JsonWriter.toText(after).getBytes(UTF_8));
        return after;
      } catch (RequestFailedException e) {
        if (!e.isConflict() || i == TRIES) {
          throw e;
        }
      }
    }
  }

  private ObjectValue find() throws RequestFailedException, InterruptedException {
    try {
      return server.object(lease);
    } catch (RequestFailedException e) {
      if (e.code() == 404) {
        return ObjectValue.EMPTY;
      }
      throw e;
    }
  }

  private static String holder(ObjectValue lease) {
    return map(lease, "spec").text("holderIdentity");
  }

  private static String renewal(ObjectValue lease) {
    return map(lease, "spec").text("renewTime");
  }

  private static ObjectValue map(ObjectValue object, String key) {
    return object.get(key) instanceof ObjectValue map ? map : ObjectValue.EMPTY;
  }
}
