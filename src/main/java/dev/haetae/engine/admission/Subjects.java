package dev.haetae.engine.admission;

import dev.haetae.policy.admission.MatchSubject;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What decides of requests whether policies are for them. */
final class Subjects {
  private Subjects() {}

  /**
   * The subject of a request.
   *
   * @param namespace of the request; null when there is none, or it is not known
   */
  static MatchSubject of(AdmissionAttributes request, @Nullable ObjectValue namespace) {
    return new MatchSubject(
        request.operation(),
        request.resource().group(),
        request.resource().version(),
        request.resource().name(),
        request.subresource(),
        request.kind().name(),
        request.name(),
        request.namespace(),
        labels(request.object()),
        labels(request.oldObject()),
        labels(namespace));
  }

  private static @Nullable Map<String, String> labels(@Nullable ObjectValue object) {
    if (object == null) {
      return null;
    }
    if (!(object.get("metadata") instanceof ObjectValue metadata)
        || !(metadata.get("labels") instanceof ObjectValue labels)
        || labels.size() == 0) {
      return Map.of();
    }
    Map<String, String> texts = LinkedHashMap.newLinkedHashMap(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      if (labels.value(i) instanceof StringValue text) {
        texts.put(labels.key(i), text.text());
      }
    }
    return Collections.unmodifiableMap(texts);
  }
}
