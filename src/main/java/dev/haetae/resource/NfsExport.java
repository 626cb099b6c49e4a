package dev.haetae.resource;

import java.util.Locale;

/**
 * A directory that an NFS server exports, in one spelling.
 *
 * @param server name or address; in lower case, without the dot at the end of a name or the
 *     brackets round an IPv6 address. Two names of one server are two servers here.
 * @param path resolved, see {@link FilePath#resolve}
 */
public record NfsExport(String server, String path) {
  /** An export in the one spelling. */
  public NfsExport {
    server = normalize(server);
    path = FilePath.resolve(path);
  }

  private static String normalize(String server) {
    String lower = server.strip().toLowerCase(Locale.ROOT);
    if (lower.startsWith("[") && lower.endsWith("]")) {
      return lower.substring(1, lower.length() - 1);
    }
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** Returns whether {@code other} is this directory or lies in it, on the same server. */
  public boolean holds(NfsExport other) {
    return server.equals(other.server) && FilePath.isAtOrBelow(other.path, path);
  }

  /** Returns whether one of both holds the other: who writes to one may write to the other. */
  public boolean overlaps(NfsExport other) {
    return holds(other) || other.holds(this);
  }

  /** As it is mounted: {@code nas.lab:/export/team}. */
  @Override
  public String toString() {
    return server + ':' + path;
  }
}
