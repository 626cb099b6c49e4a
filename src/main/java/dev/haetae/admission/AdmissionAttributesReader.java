package dev.haetae.admission;

import dev.haetae.engine.admission.AdmissionAttributes;
import dev.haetae.engine.admission.ReviewRequest;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Value;

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
    return new Read(request.text("uid"), ReviewRequest.attributes(request), review);
  }
}
