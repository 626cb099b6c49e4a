package dev.haetae.cluster.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.cluster.client.ApiServer;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.resource.text.KeptFields;
import dev.haetae.resource.text.StreamedObject;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The reports of our name in a cluster. They are read and written one by one, by their name: so
 * rights to nothing else are needed, and those of other tools cannot be touched.
 */
final class ReportStore {
  private static final String NAMESPACES = "/api/v1/namespaces";
  private static final int LONGEST_NAMESPACE = 16 << 10;

  private final ApiServer server;

  ReportStore(ApiServer server) {
    this.server = server;
  }

  /** All places in which there may be a report: the cluster, which is empty, and namespaces. */
  SortedSet<String> places() throws RequestFailedException, InterruptedException {
    SortedSet<String> places = new TreeSet<>();
    places.add("");
    var _ =
        server.list(
            NAMESPACES,
            KeptFields.of(),
            LONGEST_NAMESPACE,
            (StreamedObject namespace) -> places.add(namespace.name()));
    return places;
  }

  /**
   * Returns whether something can be made in a place: a namespace that ends, or has ended, takes
   * nothing.
   */
  boolean takes(String place) throws RequestFailedException, InterruptedException {
    if (place.isEmpty()) {
      return true;
    }
    try {
      ObjectValue namespace = server.object(NAMESPACES + '/' + place);
      return !(namespace.get("metadata") instanceof ObjectValue metadata
          && metadata.has("deletionTimestamp"));
    } catch (RequestFailedException e) {
      if (e.code() == 404) {
        return false;
      }
      throw e;
    }
  }

  /** The report of a place. */
  StoredReport find(ReportApi api, String place)
      throws RequestFailedException, InterruptedException {
    try {
      return new StoredReport(server.object(path(api, place)));
    } catch (RequestFailedException e) {
      if (e.code() == 404) {
        return StoredReport.NONE;
      }
      throw e;
    }
  }

  /** Makes a report where there is none, or replaces the version that was read. */
  void write(ReportApi api, String place, StoredReport before, ObjectValue object)
      throws RequestFailedException, InterruptedException {
    if (before.isThere()) {
      var _ = server.put(path(api, place), json(object));
    } else {
      server.post(api.path(place), json(object));
    }
  }

  /** Removes the version that was read; another, or none, is left as it is. */
  void delete(ReportApi api, String place, StoredReport before)
      throws RequestFailedException, InterruptedException {
    ObjectValue preconditions =
        new ObjectValue.Builder(2)
            .put("uid", before.metadata().text("uid"))
            .put("resourceVersion", before.metadata().text("resourceVersion"))
            .build();
    ObjectValue options =
        new ObjectValue.Builder(3)
            .put("apiVersion", "v1")
            .put("kind", "DeleteOptions")
            .put("preconditions", preconditions)
            .build();
    try {
      server.delete(path(api, place), json(options));
    } catch (RequestFailedException e) {
      if (e.code() != 404) {
        throw e;
      }
    }
  }

  private static String path(ReportApi api, String place) {
    return api.path(place) + '/' + ReportApi.NAME;
  }

  private static byte[] json(ObjectValue object) {
    return JsonWriter.toText(object).getBytes(UTF_8);
  }
}
