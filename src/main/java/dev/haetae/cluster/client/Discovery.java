package dev.haetae.cluster.client;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The discovery of the kinds that an API server serves. */
public final class Discovery {
  /**
   * An API group, other than the core group.
   *
   * @param name such as {@code apps}
   * @param apiVersions such as {@code apps/v1}, at least one, the preferred one first
   */
  public record Group(String name, List<String> apiVersions) {
    public Group {
      apiVersions = List.copyOf(apiVersions);
    }
  }

  /**
   * A kind in one version.
   *
   * @param apiVersion such as {@code apps/v1}
   * @param plural as URLs write it: {@code deployments}
   * @param isNamespaced whether its objects are in namespaces
   * @param isListable whether the API server lists objects of it
   */
  public record ServedVersion(
      GroupKind kind, String apiVersion, String plural, boolean isNamespaced, boolean isListable) {
    /** Returns where the API server has all objects of the kind. */
    public String path() {
      return Discovery.path(apiVersion) + '/' + segment(plural);
    }

    /**
     * Returns where the API server has the objects of the kind in a namespace.
     *
     * @param namespace of no matter where objects are in none
     */
    public String path(String namespace) {
      return isNamespaced
          ? Discovery.path(apiVersion) + "/namespaces/" + segment(namespace) + '/' + segment(plural)
          : path();
    }

    /**
     * Returns where the API server has an object of the kind.
     *
     * @param namespace of no matter where objects are in none
     * @param name neither empty nor of dots alone, which no path can carry
     */
    public String path(String namespace, String name) {
      return path(namespace) + '/' + segment(name);
    }

    /** The version alone, such as {@code v1}. */
    public String version() {
      return apiVersion.substring(apiVersion.indexOf('/') + 1);
    }
  }

  private final ApiServer server;

  public Discovery(ApiServer server) {
    this.server = server;
  }

  /** All groups but the core group, in the API server's order. */
  public List<Group> groups() throws RequestFailedException, InterruptedException {
    ObjectValue answer = server.object("/apis");
    try {
      List<Group> groups = new ArrayList<>();
      for (ObjectView group : view(answer).objects("groups")) {
        List<String> versions = new ArrayList<>();
        String preferred = group.object("preferredVersion").text("groupVersion");
        if (!preferred.isEmpty()) {
          versions.add(preferred);
        }
        for (ObjectView version : group.objects("versions")) {
          if (!version.text("groupVersion").equals(preferred)) {
            versions.add(version.text("groupVersion"));
          }
        }
        if (!versions.isEmpty()) {
          groups.add(new Group(group.text("name"), versions));
        }
      }
      return groups;
    } catch (MalformedResourceException e) {
      throw new RequestFailedException(
          200, "the API server's groups cannot be read: " + e.sentence());
    }
  }

  /**
   * The kinds of one version of a group, without subresources, in the API server's order.
   *
   * @param apiVersion such as {@code apps/v1}; {@code v1} for the core group
   * @throws RequestFailedException with code 404 when there is no such version, with code 503 when
   *     a server of its own answers for it and is away, with code 200 when what it says cannot be
   *     read
   */
  public List<ServedVersion> kinds(String apiVersion)
      throws RequestFailedException, InterruptedException {
    ObjectValue answer = server.object(path(apiVersion));
    try {
      List<ServedVersion> kinds = new ArrayList<>();
      for (ObjectView resource : view(answer).objects("resources")) {
        String name = resource.text("name");
        if (name.indexOf('/') < 0) {
          kinds.add(
              new ServedVersion(
                  GroupKind.of(apiVersion, resource.text("kind")),
                  apiVersion,
                  name,
                  resource.flag("namespaced", true),
                  resource.texts("verbs").contains("list")));
        }
      }
      return kinds;
    } catch (MalformedResourceException e) {
      throw new RequestFailedException(
          200, "the API server's kinds of " + apiVersion + " cannot be read: " + e.sentence());
    }
  }

  private static String path(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    return slash < 0
        ? "/api/" + segment(apiVersion)
        : "/apis/"
            + segment(apiVersion.substring(0, slash))
            + '/'
            + segment(apiVersion.substring(slash + 1));
  }

  // No text may end the path, or stand for two segments.
  private static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static ObjectView view(ObjectValue value) {
    return ObjectView.of(value, Path.ROOT);
  }
}
