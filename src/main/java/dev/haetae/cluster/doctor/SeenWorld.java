package dev.haetae.cluster.doctor;

import dev.haetae.cluster.client.ApiServer;
import dev.haetae.cluster.client.ListedObjects;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.cluster.inventory.InventoryKind;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.KeptFields;
import dev.haetae.resource.text.StreamedObject;
import dev.haetae.resource.tree.ObjectValue;

/** The cluster of one moment as the replicas see it: of each object what rules look at. */
final class SeenWorld {
  private SeenWorld() {}

  /**
   * The world, which is closed: every kind that the API server serves and lets us read has been
   * read. Of the others nothing is known; neither are the accounts then, by which a listing of the
   * whole cluster is told.
   */
  static InventorySnapshot read(ApiServer server)
      throws RequestFailedException, InterruptedException {
    InventorySnapshot.Builder world = new InventorySnapshot.Builder();
    boolean whole = true;
    for (InventoryKind kind : InventoryKind.values()) {
      if (kind == InventoryKind.SERVICE_ACCOUNT && !whole) {
        continue;
      }
      KeptFields fields = KeptFields.of(kind.fields().toArray(String[]::new));
      try {
        server.list(kind.path(), fields, kind.longest(), item -> add(world, kind, item));
      } catch (RequestFailedException e) {
        // A kind that this API server does not have has no objects.
        if (e.code() != 404) {
          if (e.code() != 403 || kind.isCore()) {
            throw e;
          }
          whole = false;
        }
      }
    }
    return world.build(true);
  }

  private static void add(
      InventorySnapshot.Builder world, InventoryKind kind, StreamedObject item) {
    if (item.name().isEmpty()) {
      return;
    }
    Resource named = resource(kind, named(item));
    if (!item.isReadable()) {
      world.addUnreadable(named, item.problem());
      return;
    }
    try {
      var _ = world.addOrMark(resource(kind, item.tree()));
    } catch (MalformedResourceException e) {
      world.addUnreadable(named, e.sentence());
    }
  }

  private static Resource resource(InventoryKind kind, ObjectValue tree) {
    return ListedObjects.of(tree, kind.apiVersion(), kind.word());
  }

  private static ObjectValue named(StreamedObject item) {
    ObjectValue.Builder metadata = new ObjectValue.Builder(2).put("name", item.name());
    if (!item.namespace().isEmpty()) {
      metadata.put("namespace", item.namespace());
    }
    return ObjectValue.of("metadata", metadata.build());
  }
}
