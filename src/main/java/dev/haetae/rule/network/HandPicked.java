package dev.haetae.rule.network;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.tree.ObjectValue;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The node ports of a Service that are known to be chosen by hand and not by the API server.
 *
 * <p>The API server notes in {@code metadata.managedFields} who wrote which field before it gives
 * out numbers, so a number that nobody manages was given out. An object that it has seen, but that
 * comes without the notes (as {@code kubectl get} prints it), does not tell.
 */
final class HandPicked {
  private final boolean all;
  private final Set<String> ports = new HashSet<>();
  private boolean healthCheck;

  /** The hand-picked node ports of a Service. */
  HandPicked(ServiceView service) {
    ObjectView metadata = service.resource().metadata();
    all = !metadata.has("managedFields") && !metadata.has("uid");
    for (ObjectView manager : metadata.objects("managedFields")) {
      ObjectView spec = manager.object("fieldsV1").object("f:spec");
      healthCheck |= spec.has("f:healthCheckNodePort");
      ObjectValue managed = spec.object("f:ports").value();
      for (int i = 0; i < managed.size(); i++) {
        if (managed.value(i) instanceof ObjectValue port && port.has("f:nodePort")) {
          ports.add(managed.key(i));
        }
      }
    }
  }

  /** Returns whether the number of {@code field} is. */
  boolean includes(NodePortField field) {
    @Nullable ObjectView port = field.port();
    return all || (port == null ? healthCheck : ports.contains(managedKey(port)));
  }

  private static String managedKey(ObjectView port) {
    return "k:{\"port\":"
        + port.integer("port", 0)
        + ",\"protocol\":\""
        + ServiceView.protocol(port)
        + "\"}";
  }
}
