package dev.haetae.engine.admission;

import dev.haetae.engine.admission.AdmissionAttributes.GroupVersionName;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.tree.ObjectValue;
import org.jspecify.annotations.Nullable;

/** The reader of the {@code request} of an AdmissionReview: the attributes it tells. */
public final class ReviewRequest {
  private ReviewRequest() {}

  /**
   * The attributes of the request that a webhook is asked about.
   *
   * <p>The object is in the version that the webhook wants; policies see it as if it was sent so.
   *
   * @throws dev.haetae.resource.MalformedResourceException when a field has the wrong type
   */
  public static AdmissionAttributes attributes(ObjectView request) {
    return new AdmissionAttributes(
        request.text("operation"),
        named(request.object("kind"), "kind"),
        named(request.object("resource"), "resource"),
        request.text("subResource"),
        request.text("name"),
        request.text("namespace"),
        tree(request, "object"),
        tree(request, "oldObject"),
        request.has("dryRun") ? request.flag("dryRun", false) : null,
        tree(request, "options"),
        tree(request, "userInfo"));
  }

  private static GroupVersionName named(ObjectView name, String key) {
    return new GroupVersionName(name.text("group"), name.text("version"), name.text(key));
  }

  private static @Nullable ObjectValue tree(ObjectView request, String field) {
    return request.has(field) ? request.object(field).value() : null;
  }
}
