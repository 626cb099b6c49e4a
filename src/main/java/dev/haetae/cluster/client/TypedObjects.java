package dev.haetae.cluster.client;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Objects of the API server by the types of Kubernetes' model: for what is written, and for what is
 * looked at once.
 */
public final class TypedObjects {
  // Its modules are the times of Leases.
  private static final ObjectMapper MAPPER =
      new ObjectMapper().registerModule(new JavaTimeModule());

  // Of the largest objects that are asked for, far below what one answer may have.
  private static final int PAGE = 500;

  private final ApiServer server;

  TypedObjects(ApiServer server) {
    this.server = server;
  }

  /**
   * Returns the object of this name; empty when there is none.
   *
   * @param namespace empty for an object of none
   */
  public <T extends HasMetadata> Optional<T> find(Class<T> type, String namespace, String name)
      throws RequestFailedException, InterruptedException {
    String path = path(type, namespace, name);
    try {
      return Optional.of(read(server.json(path), type, path));
    } catch (RequestFailedException e) {
      if (e.code() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Returns all objects of a kind, read page by page.
   *
   * @param namespace empty for those of all namespaces
   * @param selector such as {@code labelSelector=app%3Dx}; empty for none
   */
  public <T extends HasMetadata> List<T> list(Class<T> type, String namespace, String selector)
      throws RequestFailedException, InterruptedException {
    String path =
        path(type, namespace, "") + "?limit=" + PAGE + (selector.isEmpty() ? "" : '&' + selector);
    List<T> objects = new ArrayList<>();
    String more = "";
    do {
      DefaultKubernetesResourceList<T> page = page(type, path + more);
      objects.addAll(page.getItems());
      String next = page.getMetadata() == null ? null : page.getMetadata().getContinue();
      more =
          next == null || next.isEmpty()
              ? ""
              : "&continue=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    } while (!more.isEmpty());
    return objects;
  }

  /** Returns whether there is an object of a kind in a namespace. */
  public boolean any(Class<? extends HasMetadata> type, String namespace)
      throws RequestFailedException, InterruptedException {
    return !page(type, path(type, namespace, "") + "?limit=1").getItems().isEmpty();
  }

  private <T extends HasMetadata> DefaultKubernetesResourceList<T> page(Class<T> type, String path)
      throws RequestFailedException, InterruptedException {
    JavaType list =
        MAPPER.getTypeFactory().constructParametricType(DefaultKubernetesResourceList.class, type);
    try {
      return MAPPER.readValue(server.json(path), list);
    } catch (IOException e) {
      throw unreadable(path, type);
    }
  }

  /**
   * Writes an object that has been read and changed.
   *
   * @return the object as it is now
   * @throws RequestFailedException with code 409 when it has been changed since
   */
  @SuppressWarnings("unchecked")
  public <T extends HasMetadata> T update(T object)
      throws RequestFailedException, InterruptedException {
    Class<T> type = (Class<T>) object.getClass();
    String namespace = object.getMetadata().getNamespace();
    String path = path(type, namespace == null ? "" : namespace, object.getMetadata().getName());
    try {
      return read(server.put(path, MAPPER.writeValueAsBytes(object)), type, path);
    } catch (IOException e) {
      throw new IllegalStateException("an object that was read cannot be written", e);
    }
  }

  /**
   * Binds an object that has been read as a tree.
   *
   * @throws RequestFailedException with code 200 when it is none of the type
   */
  public static <T extends HasMetadata> T of(ObjectValue tree, Class<T> type)
      throws RequestFailedException {
    return read(
        JsonWriter.toText(tree).getBytes(StandardCharsets.UTF_8), type, type.getSimpleName());
  }

  /** Returns the like of an object in another type, by the names of their fields. */
  public static <T> T converted(Object object, Class<T> type) {
    return MAPPER.convertValue(object, type);
  }

  private static <T> T read(byte[] json, Class<T> type, String what) throws RequestFailedException {
    try {
      return MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw unreadable(what, type);
    }
  }

  private static RequestFailedException unreadable(String what, Class<?> type) {
    return new RequestFailedException(200, what + " cannot be read: is no " + type.getSimpleName());
  }

  /**
   * Returns the path of an object, or of all of a kind.
   *
   * @param namespace empty for all namespaces, or for an object of none
   * @param name empty for all objects
   */
  public static String path(Class<? extends HasMetadata> type, String namespace, String name) {
    String apiVersion = HasMetadata.getApiVersion(type);
    return (apiVersion.indexOf('/') < 0 ? "/api/" : "/apis/")
        + apiVersion
        + (Namespaced.class.isAssignableFrom(type) && !namespace.isEmpty()
            ? "/namespaces/" + namespace
            : "")
        + '/'
        + HasMetadata.getPlural(type)
        + (name.isEmpty() ? "" : '/' + name);
  }
}
