package dev.haetae.policy.admission;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.ObjectValue;
import java.util.ArrayList;
import java.util.List;

/**
 * A custom definition is what a CustomResourceDefinition says of its kind. It is read leniently: a
 * field of another type than it must have says nothing, since nobody asks here whether the
 * definition itself is right.
 *
 * @param group such as {@code stable.example.com}; empty when it is not written
 * @param plural name of the resource; empty when it is not written
 * @param kind such as {@code CronTab}; empty when it is not written
 * @param scope as it is written: {@code Cluster} or {@code Namespaced}
 * @param versions in the order of writing
 */
public record CustomDefinition(
    String group, String plural, String kind, String scope, List<Version> versions) {
  /** A definition that keeps its own copy. */
  public CustomDefinition {
    versions = List.copyOf(versions);
  }

  /**
   * A version of a kind.
   *
   * @param name such as {@code v1}
   * @param served whether the API server serves it
   */
  public record Version(String name, boolean served) {}

  /** What a CustomResourceDefinition says. */
  public static CustomDefinition of(ObjectValue definition) {
    ObjectValue spec = object(definition, "spec");
    ObjectValue names = object(spec, "names");
    return new CustomDefinition(
        spec.text("group"),
        names.text("plural"),
        names.text("kind"),
        spec.text("scope"),
        versions(spec));
  }

  private static ObjectValue object(ObjectValue parent, String key) {
    return parent.get(key) instanceof ObjectValue object ? object : ObjectValue.EMPTY;
  }

  private static List<Version> versions(ObjectValue spec) {
    List<Version> versions = new ArrayList<>();
    if (spec.get("versions") instanceof ArrayValue written) {
      for (int i = 0; i < written.size(); i++) {
        if (written.get(i) instanceof ObjectValue version) {
          versions.add(
              new Version(version.text("name"), version.get("served") == BooleanValue.TRUE));
        }
      }
    }
    return versions;
  }

  /** Returns whether its objects are in no namespace. */
  public boolean isClusterScoped() {
    return scope.equals("Cluster");
  }
}
