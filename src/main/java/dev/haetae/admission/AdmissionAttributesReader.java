package dev.haetae.admission;

import dev.haetae.engine.admission.AdmissionAttributes;
import dev.haetae.engine.admission.AdmissionAttributes.GroupVersionName;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Value;
import org.jspecify.annotations.Nullable;

/**
 * Reads of the body of a webhook call all that Kubernetes' own policies look at, which is the whole
 * request.
 */
final class AdmissionAttributesReader {
  private AdmissionAttributesReader() {}

  /**
   * A request and the body it came in.
   *
   * @param uid which the answer must repeat
   * @param review the whole body
   */
  record Read(String uid, AdmissionAttributes attributes, ObjectValue review) {}

  /**
   * The request in {@code body}.
   *
   * @throws UnreadableException when it is no JSON within the limits
   * @throws MalformedResourceException when a field has a type that it cannot have
   */
  static Read read(byte[] body, Limits limits) throws UnreadableException {
    Value root = JsonReader.review(body, limits);
    if (!(root instanceof ObjectValue review)) {
      throw new MalformedResourceException(
          Path.ROOT, "must be an AdmissionReview, not " + root.describe());
    }
    ObjectView request = ObjectView.of(review, Path.ROOT).object("request");
    return new Read(request.text("uid"), attributes(request), review);
  }

  private static AdmissionAttributes attributes(ObjectView request) {
    return new AdmissionAttributes(
        request.text("operation"),
        named(request, "requestKind", "kind", "kind"),
        named(request, "requestResource", "resource", "resource"),
        request.text("requestSubResource", request.text("subResource")),
        request.text("name"),
        request.text("namespace"),
        tree(request, "object"),
        tree(request, "oldObject"),
        request.flag("dryRun", false),
        orNothing(tree(request, "options")),
        tree(request, "userInfo"));
  }

  // What the request was made for, where the webhook got to see another version of it.
  private static GroupVersionName named(
      ObjectView request, String original, String seen, String field) {
    ObjectView name = request.object(request.has(original) ? original : seen);
    return new GroupVersionName(name.text("group"), name.text("version"), name.text(field));
  }

  private static @Nullable ObjectValue tree(ObjectView request, String field) {
    return request.has(field) ? request.object(field).value() : null;
  }

  private static ObjectValue orNothing(@Nullable ObjectValue tree) {
    return tree == null ? ObjectValue.EMPTY : tree;
  }
}
