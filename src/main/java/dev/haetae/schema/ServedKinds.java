package dev.haetae.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kinds that an API server of this schema has resources of, to find the one that was meant by
 * one that it has not. Read when a kind is missing, which is seldom.
 */
public final class ServedKinds {
  private static final Pattern VERSION = Pattern.compile("v([0-9]+)(?:(alpha|beta)([0-9]+))?");
  // Newer versions first, and of these such as are stable.
  private static final Comparator<Kind> PREFERRED =
      Comparator.<Kind>comparingInt(kind -> -rank(kind.version()));

  private final List<Kind> kinds;

  /** The kinds of a table's lines. */
  ServedKinds(Collection<Kind> kinds) {
    this.kinds = List.copyOf(kinds);
  }

  /**
   * A kind in one version.
   *
   * @param apiVersion such as {@code v1} or {@code apps/v1}
   * @param name such as {@code Deployment}
   */
  public record Kind(String apiVersion, String name) {
    /** The API group; empty for the core group. */
    public String group() {
      int slash = apiVersion.indexOf('/');
      return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /** The version alone, such as {@code v1}. */
    public String version() {
      return apiVersion.substring(apiVersion.indexOf('/') + 1);
    }
  }

  /** All of them. */
  public List<Kind> all() {
    return kinds;
  }

  boolean include(String name) {
    return kinds.stream().anyMatch(kind -> kind.name().equals(name));
  }

  /**
   * Returns the kind that is meant by one that is not served: of the same name in another version
   * or group, of the same name in another case, or of the nearest name; the same group goes before
   * the others.
   */
  public Optional<Kind> nearest(Kind missing) {
    Optional<Kind> same = preferred(missing, kind -> kind.name().equals(missing.name()));
    if (same.isEmpty()) {
      same = preferred(missing, kind -> kind.name().equalsIgnoreCase(missing.name()));
    }
    return same.isPresent() ? same : misspelt(missing);
  }

  private Optional<Kind> misspelt(Kind missing) {
    Set<String> here = new LinkedHashSet<>();
    Set<String> anywhere = new LinkedHashSet<>();
    for (Kind kind : kinds) {
      // A name that begins otherwise is seldom a slip of the pen.
      if (first(kind.name()).equals(first(missing.name()))) {
        anywhere.add(kind.name());
        if (kind.group().equals(missing.group())) {
          here.add(kind.name());
        }
      }
    }
    return Suggestions.nearest(missing.name(), here)
        .or(() -> Suggestions.nearest(missing.name(), anywhere))
        .flatMap(name -> preferred(missing, kind -> kind.name().equals(name)));
  }

  private static String first(String name) {
    return name.isEmpty() ? "" : name.substring(0, 1).toLowerCase(Locale.ROOT);
  }

  private Optional<Kind> preferred(Kind missing, Predicate<Kind> wanted) {
    List<Kind> found = new ArrayList<>(kinds.stream().filter(wanted).toList());
    found.sort(
        Comparator.<Kind>comparingInt(
                kind -> kind.apiVersion().equals(missing.apiVersion()) ? 0 : 1)
            .thenComparingInt(kind -> kind.group().equals(missing.group()) ? 0 : 1)
            .thenComparing(PREFERRED)
            .thenComparing(Kind::apiVersion));
    return found.stream().findFirst();
  }

  private static int rank(String version) {
    Matcher parts = VERSION.matcher(version);
    if (!parts.matches()) {
      return 0;
    }
    int stability = parts.group(2) == null ? 2 : parts.group(2).equals("beta") ? 1 : 0;
    int further = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
    return stability * 10_000 + Integer.parseInt(parts.group(1)) * 100 + further;
  }
}
