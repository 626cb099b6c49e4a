package dev.haetae.rule.network;

import dev.haetae.resource.ServiceView;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a Service that have been looked at, by the numbers that they hold. */
final class EarlierFields {
  private final Map<Long, Holders> byNumber = new HashMap<>();

  /**
   * The fields of one number.
   *
   * <p>Those of the first one's port may share its number, each protocol once; any other may not.
   */
  private static final class Holders {
    private final NodePortField first;
    private final Map<String, NodePortField> byProtocol = new HashMap<>();
    private @Nullable NodePortField ofOtherPort;

    Holders(NodePortField first) {
      this.first = first;
    }
  }

  /** Adds a field that holds a number. */
  void add(NodePortField field) {
    Holders holders = byNumber.computeIfAbsent(field.number(), _ -> new Holders(field));
    if (field.port() == null || !field.isOfPortOf(holders.first)) {
      holders.ofOtherPort = holders.ofOtherPort == null ? field : holders.ofOtherPort;
    } else {
      holders.byProtocol.putIfAbsent(ServiceView.protocol(field.port()), field);
    }
  }

  /** One that has the number of {@code field} and may not share it; null when there is none. */
  @Nullable NodePortField clashing(NodePortField field) {
    Holders holders = byNumber.get(field.number());
    if (holders == null) {
      return null;
    }
    if (field.port() == null || !holders.first.mayShareWith(field)) {
      return holders.first;
    }
    NodePortField same = holders.byProtocol.get(ServiceView.protocol(field.port()));
    return same == null ? holders.ofOtherPort : same;
  }
}
