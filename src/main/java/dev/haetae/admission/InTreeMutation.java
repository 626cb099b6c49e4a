package dev.haetae.admission;

import dev.haetae.engine.admission.AdmissionAttributes;
import dev.haetae.engine.admission.mutation.MutationOutcome;
import dev.haetae.engine.admission.mutation.OpenMutation;
import dev.haetae.policy.FailurePolicy;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.JsonPatch;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of mutating policies of Kubernetes' own to a request, put together with ours: their
 * changes come first, and then our repairs.
 */
final class InTreeMutation {
  private final AdmissionAttributes request;
  private final MutationOutcome outcome;
  private final List<PatchOperation> changes;

  /**
   * An answer.
   *
   * @param changes the whole of them
   */
  InTreeMutation(
      AdmissionAttributes request, MutationOutcome outcome, List<PatchOperation> changes) {
    this.request = request;
    this.outcome = outcome;
    this.changes = changes;
  }

  /** The whole answer. */
  Answer with(Answer ours) throws UnreadableException {
    ObjectView response =
        ObjectView.of((ObjectValue) JsonReader.review(ours.body(), Limits.FILES), Path.ROOT)
            .object("response");
    ObjectValue refusal = refusal();
    ObjectValue.Builder out = new ObjectValue.Builder(7);
    out.put("uid", response.text("uid"));
    out.put("allowed", refusal == null);
    if (refusal != null) {
      out.put("status", refusal);
    } else {
      putPatch(response, out);
    }
    putWarnings(response, out);
    if (response.has("auditAnnotations")) {
      out.put("auditAnnotations", response.object("auditAnnotations").value());
    }
    return new Answer(
        200,
        AdmissionReviewWriter.encode(out),
        refusal == null ? Answer.Outcome.ALLOWED : Answer.Outcome.DENIED);
  }

  private @Nullable ObjectValue refusal() {
    List<ObjectValue> causes = new ArrayList<>();
    MutationOutcome.Refusal refusal = outcome.refusal();
    if (refusal != null) {
      refusal.causes().forEach(cause -> causes.add(InTreeAnswer.cause(cause)));
    }
    OpenMutation firstOpen = null;
    for (OpenMutation open : outcome.open()) {
      if (isDenial(open)) {
        firstOpen = firstOpen == null ? open : firstOpen;
        causes.add(InTreeAnswer.cause(sentence(open)));
      }
    }
    if (refusal != null) {
      return InTreeAnswer.status(
          request, refusal.code(), refusal.reason(), refusal.message(), causes);
    }
    return firstOpen == null
        ? null
        : InTreeAnswer.status(request, 403, "Forbidden", sentence(firstOpen), causes);
  }

  // What cannot be decided is denied where the policy says so of what fails.
  private static boolean isDenial(OpenMutation open) {
    return open.policy().failurePolicy() == FailurePolicy.FAIL;
  }

  private static String sentence(OpenMutation open) {
    return open.policy().type().kind()
        + " '"
        + open.policy().name()
        + "' cannot be decided, since "
        + String.join(", ", open.unknown())
        + (open.unknown().size() == 1 ? " is" : " are")
        + " not known";
  }

  private void putPatch(ObjectView ours, ObjectValue.Builder out) throws UnreadableException {
    ArrayValue.Builder patch = new ArrayValue.Builder();
    ArrayValue theirs = JsonPatch.toValue(changes);
    for (int i = 0; i < theirs.size(); i++) {
      patch.add(theirs.get(i));
    }
    if (ours.has("patch")) {
      Value repairs =
          JsonReader.review(Base64.getDecoder().decode(ours.text("patch")), Limits.FILES);
      if (repairs instanceof ArrayValue operations) {
        for (int i = 0; i < operations.size(); i++) {
          patch.add(operations.get(i));
        }
      }
    }
    ArrayValue whole = patch.build();
    if (whole.size() > 0) {
      String json = JsonWriter.toText(whole);
      out.put("patch", Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)));
      out.put("patchType", "JSONPatch");
    }
  }

  private void putWarnings(ObjectView ours, ObjectValue.Builder out) {
    List<String> warnings = new ArrayList<>();
    for (OpenMutation open : outcome.open()) {
      if (!isDenial(open)) {
        warnings.add(sentence(open));
      }
    }
    warnings.addAll(ours.texts("warnings"));
    if (!warnings.isEmpty()) {
      out.put("warnings", ArrayValue.ofTexts(warnings));
    }
  }
}
