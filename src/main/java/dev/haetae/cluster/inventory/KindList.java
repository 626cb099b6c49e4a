package dev.haetae.cluster.inventory;

import dev.haetae.cluster.client.ApiServer;
import dev.haetae.cluster.client.ListedObjects;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.cluster.client.UnreadableObject;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.KeptFields;
import dev.haetae.resource.text.StreamedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The list of the objects of a kind, read from the API server page by page.
 *
 * @param carriers the kinds that carry pod specs
 */
record KindList(ApiServer server, Carriers carriers) {
  /** As JSON an object may be some times as long as etcd takes it. */
  private static final int LONGEST = 16 << 20;

  /** The number of objects that are handed over together at most. */
  static final int PAGE = 500;

  /** The JSON that is held at once: as trees it takes some times as much. */
  static final int PAGE_BYTES = 1 << 20;

  /** Hands over every object of a kind, as it comes. */
  void forEach(
      ReadKind kind,
      KeptFields fields,
      Consumer<Resource> each,
      Consumer<UnreadableObject> unreadable)
      throws RequestFailedException, InterruptedException {
    var _ = server.list(kind.path(), fields, LONGEST, item -> hand(item, kind, each, unreadable));
  }

  /**
   * Hands over the objects of a kind whole.
   *
   * @param page gets {@value #PAGE} objects at most, and no more than {@value #PAGE_BYTES} bytes of
   *     JSON but for a single object that is longer; it may let go of them
   */
  void forEachPage(
      ReadKind kind, Consumer<List<Resource>> page, Consumer<UnreadableObject> unreadable)
      throws RequestFailedException, InterruptedException {
    HeldPage held = new HeldPage(page);
    var _ =
        server.list(
            kind.path(),
            ReadKind.WHOLE,
            LONGEST,
            item -> hand(item, kind, object -> held.add(object, item.bytes()), unreadable));
    held.handOver();
  }

  /** The objects that are held until they are a page. */
  private static final class HeldPage {
    private final Consumer<List<Resource>> page;
    private final List<Resource> objects = new ArrayList<>();
    private int bytes;

    HeldPage(Consumer<List<Resource>> page) {
      this.page = page;
    }

    void add(Resource object, int more) {
      if (objects.size() == PAGE || bytes + more > PAGE_BYTES) {
        handOver();
      }
      objects.add(object);
      bytes += more;
    }

    void handOver() {
      if (!objects.isEmpty()) {
        page.accept(List.copyOf(objects));
        objects.clear();
        bytes = 0;
      }
    }
  }

  private void hand(
      StreamedObject item,
      ReadKind kind,
      Consumer<Resource> each,
      Consumer<UnreadableObject> unreadable) {
    String problem = item.problem();
    if (item.isReadable()) {
      try {
        each.accept(
            ListedObjects.named(
                item.tree(), kind.apiVersion(), kind.kind().kind(), "cluster", carriers));
        return;
      } catch (MalformedResourceException e) {
        problem = e.sentence();
      }
    }
    unreadable.accept(
        new UnreadableObject(
            kind.kind(), kind.apiVersion(), item.namespace(), item.name(), problem));
  }
}
