package dev.haetae.admission;

import dev.haetae.engine.admission.AdmissionAttributes;
import dev.haetae.engine.admission.AdmissionDecision;
import dev.haetae.engine.admission.Violation;
import dev.haetae.policy.FailurePolicy;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.rule.Action;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answer of Kubernetes' own policies to a request, put together with ours: the status is that
 * of the first of theirs that refuses, in the API server's words, the other refusals are further
 * causes; warnings and annotations of the audit log stand side by side.
 */
final class InTreeAnswer {
  private final AdmissionAttributes request;
  private final AdmissionDecision decision;

  InTreeAnswer(AdmissionAttributes request, AdmissionDecision decision) {
    this.request = request;
    this.decision = decision;
  }

  /** The whole answer. */
  Answer with(Answer ours) throws UnreadableException {
    ObjectView response =
        ObjectView.of((ObjectValue) JsonReader.review(ours.body(), Limits.FILES), Path.ROOT)
            .object("response");
    ObjectValue refusal = refusal(response);
    boolean allowed = refusal == null && response.flag("allowed", false);
    ObjectValue.Builder out = new ObjectValue.Builder(8);
    out.put("uid", response.text("uid"));
    out.put("allowed", allowed);
    if (refusal != null) {
      out.put("status", refusal);
    } else if (response.has("status")) {
      out.put("status", response.object("status").value());
    }
    for (String field : List.of("patch", "patchType")) {
      if (response.has(field)) {
        out.put(field, response.text(field));
      }
    }
    putWarnings(response, out);
    putAudit(response, out);
    return new Answer(
        200,
        AdmissionReviewWriter.encode(out),
        allowed ? Answer.Outcome.ALLOWED : Answer.Outcome.DENIED);
  }

  private @Nullable ObjectValue refusal(ObjectView ours) {
    AdmissionDecision.Status status = decision.status();
    Violation open = firstOpenDenial();
    if (status == null && open == null) {
      return null;
    }
    List<ObjectValue> causes = new ArrayList<>();
    if (status != null) {
      status.causes().forEach(cause -> causes.add(cause(cause)));
    }
    for (Violation violation : decision.violations()) {
      if (isOpenDenial(violation)) {
        causes.add(cause(sentence(violation)));
      }
    }
    for (ObjectView cause : ours.object("status").object("details").objects("causes")) {
      causes.add(cause.value());
    }
    if (status != null) {
      return status(request, status.code(), status.reason(), status.message(), causes);
    }
    return open == null
        ? null
        : status(request, 403, "Forbidden", decision.subject() + sentence(open), causes);
  }

  /** A status of a refusal, as the API server writes it. */
  static ObjectValue status(
      AdmissionAttributes request,
      int code,
      String reason,
      String message,
      List<ObjectValue> causes) {
    ObjectValue.Builder details = new ObjectValue.Builder(4);
    putUnlessEmpty(details, "name", request.name());
    putUnlessEmpty(details, "group", request.resource().group());
    putUnlessEmpty(details, "kind", request.resource().name());
    ArrayValue.Builder list = new ArrayValue.Builder();
    causes.forEach(list::add);
    details.put("causes", list.build());
    return new ObjectValue.Builder(5)
        .put("status", "Failure")
        .put("message", message)
        .put("reason", reason)
        .put("details", details.build())
        .put("code", code)
        .build();
  }

  /** A cause of a refusal. */
  static ObjectValue cause(String message) {
    return new ObjectValue.Builder(1).put("message", message).build();
  }

  private static void putUnlessEmpty(ObjectValue.Builder out, String key, String value) {
    if (!value.isEmpty()) {
      out.put(key, value);
    }
  }

  private @Nullable Violation firstOpenDenial() {
    for (Violation violation : decision.violations()) {
      if (isOpenDenial(violation)) {
        return violation;
      }
    }
    return null;
  }

  // What cannot be decided is denied where the policy says so of what fails.
  private static boolean isOpenDenial(Violation violation) {
    return violation.isOpen()
        && violation.actions().contains(Action.DENY)
        && violation.policy().failurePolicy() == FailurePolicy.FAIL;
  }

  private static String sentence(Violation violation) {
    return violation.policy().type().kind()
        + " '"
        + violation.policy().name()
        + "' cannot be decided, since "
        + String.join(", ", violation.unknown())
        + (violation.unknown().size() == 1 ? " is" : " are")
        + " not known: "
        + violation.message();
  }

  private void putWarnings(ObjectView ours, ObjectValue.Builder out) {
    Set<String> warnings = new LinkedHashSet<>(decision.warnings());
    for (Violation violation : decision.violations()) {
      if (violation.isOpen() && !isOpenDenial(violation)) {
        warnings.add(sentence(violation));
      }
    }
    warnings.addAll(ours.texts("warnings"));
    if (!warnings.isEmpty()) {
      out.put("warnings", ArrayValue.ofTexts(List.copyOf(warnings)));
    }
  }

  private void putAudit(ObjectView ours, ObjectValue.Builder out) {
    ObjectValue.Builder annotations = new ObjectValue.Builder(8);
    decision.auditAnnotations().forEach(annotations::put);
    ObjectValue our = ours.object("auditAnnotations").value();
    for (int i = 0; i < our.size(); i++) {
      Value value = our.value(i);
      if (value instanceof StringValue text) {
        annotations.put(our.key(i), text.text());
      }
    }
    ObjectValue all = annotations.build();
    if (all.size() > 0) {
      out.put("auditAnnotations", all);
    }
  }
}
