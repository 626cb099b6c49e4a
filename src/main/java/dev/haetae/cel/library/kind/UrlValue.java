package dev.haetae.cel.library.kind;

import dev.cel.common.types.OpaqueType;
import dev.haetae.cel.value.SelfValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A URL, in parts as Go's package {@code net/url} has them. */
@SuppressWarnings("Immutable") // The parts are.
public final class UrlValue extends SelfValue {
  public static final Kind<UrlValue> KIND = Kind.opaque("kubernetes.URL", UrlValue.class);
  private static final int MOST_PARAMETERS = 10_000;

  private final Parts parts;

  public UrlValue(Parts parts) {
    this.parts = parts;
  }

  /**
   * The parts of a URL.
   *
   * @param opaque what stands behind a scheme without a slash; empty when there is a path
   * @param user with an at sign behind it, escaped; empty when there is none
   * @param path as it was written
   * @param noHost whether the path follows the scheme at once
   * @param query as it was written; null when there is no question mark
   * @param fragment as it was written
   */
  public record Parts(
      String scheme,
      String opaque,
      String user,
      String host,
      String path,
      boolean noHost,
      @Nullable String query,
      String fragment) {}

  public String scheme() {
    return parts.scheme();
  }

  public String host() {
    return parts.host();
  }

  public String hostname() {
    String host = parts.host();
    int colon = portColon();
    if (colon >= 0) {
      host = host.substring(0, colon);
    }
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  public String port() {
    int colon = portColon();
    return colon < 0 ? "" : parts.host().substring(colon + 1);
  }

  private int portColon() {
    int colon = parts.host().lastIndexOf(':');
    return colon >= 0 && UrlText.isPort(parts.host().substring(colon)) ? colon : -1;
  }

  public String escapedPath() {
    return Percent.again(parts.path(), Percent.PATH);
  }

  /** The values of each parameter, in order; what cannot be read is left out. */
  public Map<String, List<String>> query() {
    Map<String, List<String>> out = new LinkedHashMap<>();
    String query = parts.query();
    if (query == null || query.chars().filter(c -> c == '&').count() >= MOST_PARAMETERS) {
      return out;
    }
    for (String part : query.split("&", -1)) {
      if (part.isEmpty() || part.contains(";")) {
        continue;
      }
      int equals = part.indexOf('=');
      String key = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "" : part.substring(equals + 1);
      if (Percent.fault(key, Percent.QUERY) == null
          && Percent.fault(value, Percent.QUERY) == null) {
        out.computeIfAbsent(Percent.decode(key, Percent.QUERY), _ -> new ArrayList<>())
            .add(Percent.decode(value, Percent.QUERY));
      }
    }
    return out;
  }

  @Override
  public OpaqueType celType() {
    return KIND.opaqueType();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof UrlValue that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    if (!parts.scheme().isEmpty()) {
      out.append(parts.scheme()).append(':');
    }
    if (!parts.opaque().isEmpty()) {
      out.append(parts.opaque());
    } else {
      hierarchy(out);
    }
    if (parts.query() != null) {
      out.append('?').append(parts.query());
    }
    if (!parts.fragment().isEmpty()) {
      out.append('#').append(Percent.again(parts.fragment(), Percent.FRAGMENT));
    }
    return out.toString();
  }

  private void hierarchy(StringBuilder out) {
    String path = escapedPath();
    boolean authority = !parts.host().isEmpty() || !parts.user().isEmpty();
    boolean slashes =
        authority || (!parts.scheme().isEmpty() && !parts.noHost() && !path.isEmpty());
    if (slashes) {
      out.append("//").append(parts.user());
      out.append(Percent.encode(parts.host(), Percent.HOST));
    }
    if (!path.isEmpty() && path.charAt(0) != '/' && !parts.host().isEmpty()) {
      out.append('/');
    }
    out.append(path);
  }
}
