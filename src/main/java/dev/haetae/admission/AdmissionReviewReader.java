package dev.haetae.admission;

import dev.haetae.admission.AdmissionRequest.Change;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.JsonReading;
import dev.haetae.resource.text.JsonSelection;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Text;
import dev.haetae.resource.tree.Value;
import dev.haetae.rule.Operation;
import dev.haetae.rule.manifest.ReadShapes;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a webhook call ({@code k8s.io/api/admission/v1/types.go}).
 *
 * <p>Fields that it does not know are skipped, and so are the managed fields of objects, which no
 * rule reads; the old object is read when somebody asks for it. What it knows must have its type,
 * and the object must be what the request says it is, since policies are chosen by the one and
 * rules look at the other.
 */
final class AdmissionReviewReader {
  static final String API_VERSION = "admission.k8s.io/v1";
  static final String KIND = "AdmissionReview";

  private static final Set<String> OPERATIONS = Set.of("CREATE", "UPDATE", "DELETE", "CONNECT");

  // API servers write UUIDs.
  private static final int LONGEST_UID = 253;

  private static final JsonSelection USER =
      JsonSelection.of(Map.of("username", JsonSelection.ALL), JsonSelection.NONE);

  private static final JsonSelection BODY =
      JsonSelection.of(
          Map.of(
              "apiVersion",
              JsonSelection.ALL,
              "kind",
              JsonSelection.ALL,
              "request",
              JsonSelection.of(
                  Map.of(
                      "uid", JsonSelection.ALL,
                      "kind", JsonSelection.ALL,
                      "subResource", JsonSelection.ALL,
                      "namespace", JsonSelection.ALL,
                      "operation", JsonSelection.ALL,
                      "userInfo", USER,
                      "object", JsonSelection.OBJECT,
                      "oldObject", JsonSelection.LATER),
                  JsonSelection.NONE)),
          JsonSelection.NONE);

  private final Limits limits;

  AdmissionReviewReader(Limits limits) {
    this.limits = limits;
  }

  /**
   * The request in {@code body}.
   *
   * @param carriers the kinds that carry pod specs
   * @throws UnreadableException when it is no JSON within the limits
   * @throws MalformedResourceException when it is no AdmissionReview that can be judged
   */
  AdmissionRequest read(byte[] body, Carriers carriers) throws UnreadableException {
    JsonReading reading = JsonReading.of(body, limits, BODY, ReadShapes::of);
    Value root = reading.value();
    if (!(root instanceof ObjectValue tree)) {
      throw new MalformedResourceException(
          Path.ROOT, "must be an AdmissionReview, not " + root.describe());
    }
    ObjectView review = ObjectView.of(tree, Path.ROOT);
    require(review, "apiVersion", API_VERSION);
    require(review, "kind", KIND);
    if (!review.has("request")) {
      throw new MalformedResourceException(review.path("request"), "is missing");
    }
    return request(review.object("request"), reading, carriers);
  }

  private static void require(ObjectView review, String field, String value) {
    String found = review.text(field);
    if (!found.equals(value)) {
      throw new MalformedResourceException(
          review.path(field),
          found.isEmpty()
              ? "is missing; it must be \"" + value + '"'
              : "must be \"" + value + "\", not " + Text.quote(found));
    }
  }

  private static AdmissionRequest request(
      ObjectView request, JsonReading reading, Carriers carriers) {
    String uid = required(request, "uid");
    if (uid.length() > LONGEST_UID) {
      // The answer repeats it.
      throw new MalformedResourceException(
          request.path("uid"), "is longer than " + LONGEST_UID + " characters");
    }
    return new AdmissionRequest(uid, change(request, reading, carriers), reading.fits());
  }

  private static @Nullable Change change(
      ObjectView request, JsonReading reading, Carriers carriers) {
    String operation = required(request, "operation");
    if (!OPERATIONS.contains(operation)) {
      throw new MalformedResourceException(
          request.path("operation"),
          "must be CREATE, UPDATE, DELETE or CONNECT, not " + Text.quote(operation));
    }
    String subresource = request.text("subResource");
    String user = request.object("userInfo").text("username");
    return switch (operation) {
      case "CREATE" ->
          new Change(
              Operation.CREATE, subresource, requiredResource(request, carriers), user, () -> null);
      case "UPDATE" ->
          new Change(
              Operation.UPDATE,
              subresource,
              requiredResource(request, carriers),
              user,
              () -> old(request, reading, carriers));
      default -> null;
    };
  }

  private static String required(ObjectView request, String field) {
    String text = request.text(field);
    if (text.isEmpty()) {
      throw new MalformedResourceException(request.path(field), "is missing");
    }
    return text;
  }

  private static Resource requiredResource(ObjectView request, Carriers carriers) {
    if (!request.has("object")) {
      throw new MalformedResourceException(request.path("object"), "is missing");
    }
    return resource(request, "object", request.object("object"), carriers);
  }

  private static @Nullable Resource old(
      ObjectView request, JsonReading reading, Carriers carriers) {
    if (!reading.hasLater()) {
      return null;
    }
    Path path = request.path("oldObject");
    try {
      Value old = reading.later(JsonSelection.OBJECT);
      if (old instanceof ObjectValue tree) {
        return resource(request, "oldObject", ObjectView.of(tree, path), carriers);
      }
      throw new MalformedResourceException(path, "must be an object, not " + old.describe());
    } catch (UnreadableException e) {
      throw new MalformedResourceException(path, "cannot be read: " + e.sentence());
    }
  }

  private static Resource resource(
      ObjectView request, String field, ObjectView object, Carriers carriers) {
    ObjectValue tree = withType(request, object);
    Resource resource;
    try {
      resource = Resource.of(tree, Origin.NONE, request.text("namespace"), carriers);
    } catch (MalformedResourceException e) {
      throw new MalformedResourceException(request.path(field), "cannot be read: " + e.sentence());
    }
    requireSame(request, field, resource);
    return resource;
  }

  // The API server always writes the type into the object; whoever tries us by hand may not.
  private static ObjectValue withType(ObjectView request, ObjectView object) {
    ObjectView kind = request.object("kind");
    ObjectValue tree = object.value();
    if (!object.has("kind")) {
      tree = tree.with("kind", new StringValue(required(kind, "kind")));
    }
    if (!object.has("apiVersion")) {
      String group = kind.text("group");
      String version = kind.text("version", "v1");
      tree =
          tree.with(
              "apiVersion", new StringValue(group.isEmpty() ? version : group + '/' + version));
    }
    return tree;
  }

  private static void requireSame(ObjectView request, String field, Resource resource) {
    ObjectView kind = request.object("kind");
    String expected = kind.text("kind");
    if (!expected.isEmpty()
        && !(expected.equals(resource.kind())
            && kind.text("group").equals(resource.groupKind().group()))) {
      throw new MalformedResourceException(
          request.path(field),
          "is " + Text.quote(resource.groupKind().toString()) + ", not what request.kind says");
    }
    String namespace = request.text("namespace");
    if (!resource.namespace().isEmpty()
        && !namespace.isEmpty()
        && !namespace.equals(resource.namespace())) {
      throw new MalformedResourceException(
          request.path(field),
          "is in namespace "
              + Text.quote(resource.namespace())
              + ", not in that of request.namespace");
    }
  }
}
