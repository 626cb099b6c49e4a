package dev.haetae.cluster.client;

import java.net.InetAddress;
import java.util.Arrays;

/** An entry of {@code NO_PROXY}: the end of a name, an address, or a block of addresses. */
final class AddressBlock {
  private AddressBlock() {}

  /**
   * Returns whether an entry covers a host.
   *
   * @param entry such as {@code .svc}, {@code 10.0.0.1} or {@code 10.0.0.0/8}; an empty one covers
   *     nothing
   */
  static boolean covers(String entry, String host) {
    int slash = entry.indexOf('/');
    if (slash < 0) {
      return !entry.isEmpty() && host.endsWith(entry);
    }
    try {
      byte[] block = InetAddress.ofLiteral(entry.substring(0, slash)).getAddress();
      byte[] address = InetAddress.ofLiteral(host).getAddress();
      int bits = Integer.parseInt(entry.substring(slash + 1));
      return block.length == address.length
          && bits >= 0
          && bits <= 8 * block.length
          && Arrays.equals(head(block, bits), head(address, bits));
    } catch (IllegalArgumentException e) {
      // A name is in no block.
      return false;
    }
  }

  private static byte[] head(byte[] address, int bits) {
    byte[] head = new byte[address.length];
    for (int i = 0; i < address.length; i++) {
      int kept = Math.clamp(bits - 8L * i, 0, 8);
      head[i] = (byte) (address[i] & (0xFF << (8 - kept)));
    }
    return head;
  }
}
