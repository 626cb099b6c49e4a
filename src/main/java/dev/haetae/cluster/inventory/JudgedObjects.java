package dev.haetae.cluster.inventory;

import dev.haetae.cluster.client.ApiServer;
import dev.haetae.cluster.client.Discovery;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.cluster.client.UnreadableObject;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.KeptFields;
import dev.haetae.resource.tree.Text;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The objects of a cluster that policies judge, kind by kind and page by page, for whoever knows
 * the world already. A kind that may not be listed is passed over and told of, as is one of others
 * that cannot be, such as for want of what converts it; one that the API server does not serve has
 * no objects.
 */
public final class JudgedObjects {
  // What says who has made what.
  private static final KeptFields NAMES =
      KeptFields.of(
          "metadata.uid",
          "metadata.ownerReferences.apiVersion",
          "metadata.ownerReferences.kind",
          "metadata.ownerReferences.name",
          "metadata.ownerReferences.uid",
          "metadata.ownerReferences.controller");

  private final KindList list;
  private final List<ReadKind> kinds;
  private final SortedMap<String, String> unlisted = new TreeMap<>();

  private JudgedObjects(KindList list, List<ReadKind> kinds) {
    this.list = list;
    this.kinds = kinds;
  }

  /**
   * The objects of some kinds.
   *
   * @param carriers the kinds that carry pod specs
   * @param judged the kinds that are judged
   * @throws RequestFailedException when the API server does not say what it serves
   */
  public static JudgedObjects of(ApiServer server, Carriers carriers, Set<GroupKind> judged)
      throws RequestFailedException, InterruptedException {
    List<ReadKind> kinds =
        ReadKind.all(new Discovery(server), carriers, judged).stream()
            .filter(kind -> judged.contains(kind.kind()))
            .toList();
    return new JudgedObjects(new KindList(server, carriers), kinds);
  }

  /**
   * Hands over the objects that make pods, of which no more is read than their names and their own
   * controllers.
   */
  public void forEachOwner(Consumer<Resource> each)
      throws RequestFailedException, InterruptedException {
    for (ReadKind kind : kinds) {
      if (kind.isCarrier()) {
        unlessRefused(kind, () -> list.forEach(kind, NAMES, each, _ -> {}));
      }
    }
  }

  /**
   * Hands over all objects, whole.
   *
   * @param page gets {@value KindList#PAGE} objects at most, and may let go of them
   * @param unreadable gets the objects that are there and cannot be read
   * @throws RequestFailedException when the API server does not answer, or does not list one of
   *     Kubernetes' own kinds to its end; some objects may have been handed over then
   */
  public void forEachPage(Consumer<List<Resource>> page, Consumer<UnreadableObject> unreadable)
      throws RequestFailedException, InterruptedException {
    for (ReadKind kind : kinds) {
      if (!unlisted.containsKey(kind.kind().toString())) {
        unlessRefused(kind, () -> list.forEachPage(kind, page, unreadable));
      }
    }
  }

  private interface Reading {
    void read() throws RequestFailedException, InterruptedException;
  }

  private void unlessRefused(ReadKind kind, Reading reading)
      throws RequestFailedException, InterruptedException {
    try {
      reading.read();
    } catch (RequestFailedException e) {
      boolean isAnswered = e.code() > 0;
      if (e.code() == 403 || (isAnswered && e.code() != 404 && !kind.isOwn())) {
        unlisted.put(kind.kind().toString(), Text.escape(e.sentence()));
      } else if (e.code() != 404) {
        throw e;
      }
    }
  }

  /**
   * The kinds that cannot be listed, such as {@code Job.batch}, in order, each with a sentence on
   * why.
   */
  public Map<String, String> unlisted() {
    return Collections.unmodifiableMap(unlisted);
  }
}
