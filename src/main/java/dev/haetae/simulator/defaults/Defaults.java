package dev.haetae.simulator.defaults;

import dev.haetae.resource.tree.ObjectValue;

/**
 * The API server's defaults of the built-in kinds: an object as the API server sees it once it has
 * decoded it, before any admission plugin.
 */
public final class Defaults {
  private Defaults() {}

  /** Returns whether the defaults of this version of a kind are known. */
  public static boolean knows(String apiVersion, String kind) {
    return ApiTypes.kubernetes().kind(apiVersion, kind) != null;
  }

  /**
   * The object with its defaults, quantities spelt as the API server spells them, and without
   * fields that its kind does not have or leaves out; an object of another kind as it is.
   */
  public static ObjectValue of(ObjectValue object) {
    String apiVersion = object.text("apiVersion");
    String kind = object.text("kind");
    ApiType type = ApiTypes.kubernetes().kind(apiVersion, kind);
    return type == null ? object : type.written(object);
  }

  /**
   * A part of an object, such as a pod's spec in a template, with its defaults.
   *
   * @param type the name of its type in the API, such as {@code PodSpec}
   */
  public static ObjectValue ofType(String type, ObjectValue part) {
    return ApiTypes.kubernetes().type(type).written(part);
  }
}
