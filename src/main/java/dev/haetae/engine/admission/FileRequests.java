package dev.haetae.engine.admission;

import dev.haetae.engine.Review;
import dev.haetae.engine.admission.AdmissionAttributes.GroupVersionName;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.rule.Operation;
import dev.haetae.simulator.defaults.Defaults;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The requests that would bring the objects of files to an API server. */
final class FileRequests {
  private FileRequests() {}

  /**
   * The request of a review.
   *
   * @param subject the object, as policies are to see it
   * @param user who makes it; null when that is not known
   */
  static AdmissionAttributes of(Review review, Resource subject, @Nullable ObjectValue user) {
    Operation operation = review.operation();
    Resource old = operation == Operation.DELETE ? subject : review.old();
    String apiVersion = subject.apiVersion();
    String group = subject.groupKind().group();
    String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
    return new AdmissionAttributes(
        operation.name(),
        new GroupVersionName(group, version, subject.kind()),
        new GroupVersionName(group, version, plural(subject.kind())),
        review.subresource(),
        subject.name(),
        subject.groupKind().kind().equals("Namespace") ? subject.name() : subject.namespace(),
        operation == Operation.DELETE ? null : seen(subject),
        old == null ? null : seen(old),
        false,
        null,
        user);
  }

  private static ObjectValue seen(Resource object) {
    ObjectValue tree = Defaults.of(object.tree());
    if (object.namespace().isEmpty()
        || !(tree.get("metadata") instanceof ObjectValue metadata)
        || !metadata.text("namespace").isEmpty()) {
      return tree;
    }
    return tree.with("metadata", metadata.with("namespace", new StringValue(object.namespace())));
  }

  // As UnsafeGuessKindToResource of apimachinery guesses.
  private static String plural(String kind) {
    String name = kind.toLowerCase(Locale.ROOT);
    if (name.equals("endpoints")) {
      return name;
    }
    if (name.endsWith("s")) {
      return name + "es";
    }
    return name.endsWith("y") && !name.endsWith("ey")
        ? name.substring(0, name.length() - 1) + "ies"
        : name + 's';
  }
}
