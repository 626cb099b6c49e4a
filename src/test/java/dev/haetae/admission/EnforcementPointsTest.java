package dev.haetae.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.Finding;
import dev.haetae.engine.PolicyCase;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.inventory.Budget;
import dev.haetae.policy.PolicyFolders;
import dev.haetae.policy.RuleCatalog;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.rule.Action;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The enforcement points agree: every object of every case is refused by {@code check} and by the
 * webhook's two calls, {@code /mutate} and then {@code /validate}, for the same reasons at the same
 * fields.
 */
class EnforcementPointsTest {
  // The API server has given the port out before it asks: what the world says of it is stale then.
  private static final Set<String> NOT_AT_THE_WEBHOOK = Set.of("NodePortTaken");

  static Stream<PolicyCase> cases() throws IOException {
    List<PolicyCase> cases = new ArrayList<>();
    for (String id : PolicyFolders.ids()) {
      RuleCatalog.Entry entry = RuleCatalog.find(id);
      if (entry != null && entry.info().points().contains(EnforcementPoint.VALIDATE)) {
        for (java.nio.file.Path file : PolicyFolders.cases(id)) {
          cases.add(PolicyCase.of(file));
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void refuseTheSame(PolicyCase policyCase) throws UnreadableException {
    AdmissionReviewer reviewer =
        new AdmissionReviewer(
            policyCase::evaluator,
            policyCase::inventory,
            Limits.REVIEW,
            ReviewObserver.NONE,
            System::nanoTime);
    for (Resource object : policyCase.objects()) {
      Review review = policyCase.review(object, EnforcementPoint.CHECK);
      Verdict verdict = policyCase.evaluator().evaluate(review, policyCase.inventory());
      ObjectView mutation = answer(reviewer, Endpoint.MUTATE, review, object.tree());
      ObjectValue mutated = patched(mutation, object.tree());
      assertThat(mutated).isEqualTo(verdict.result().tree());
      ObjectView response = answer(reviewer, Endpoint.VALIDATE, review, mutated);
      assertThat(causes(response)).isEqualTo(denials(verdict));
      assertThat(response.flag("allowed", true)).isEqualTo(denials(verdict).isEmpty());
    }
  }

  private static Set<String> denials(Verdict verdict) {
    Set<String> denials = new TreeSet<>();
    for (List<Finding> findings : List.of(verdict.findings(), verdict.undecided())) {
      for (Finding finding : findings) {
        if (finding.action() == Action.DENY && !NOT_AT_THE_WEBHOOK.contains(finding.reason())) {
          denials.add(finding.reason() + " at " + finding.path());
        }
      }
    }
    return denials;
  }

  private static Set<String> causes(ObjectView response) {
    Set<String> causes = new TreeSet<>();
    for (ObjectView cause : response.object("status").object("details").objects("causes")) {
      causes.add(cause.text("reason") + " at " + cause.text("field"));
    }
    return causes;
  }

  private static ObjectView answer(
      AdmissionReviewer reviewer, Endpoint endpoint, Review review, ObjectValue object)
      throws UnreadableException {
    Resource resource = review.object();
    ObjectValue.Builder kind = new ObjectValue.Builder(3);
    kind.put("group", new StringValue(resource.groupKind().group()));
    kind.put("version", new StringValue("v1"));
    kind.put("kind", new StringValue(resource.kind()));
    ObjectValue.Builder request = new ObjectValue.Builder(8);
    request.put("uid", new StringValue("case"));
    request.put("kind", kind.build());
    request.put("operation", new StringValue(review.operation().name()));
    request.put("namespace", new StringValue(resource.namespace()));
    request.put("name", new StringValue(resource.name()));
    request.put("object", object);
    Resource old = review.old();
    if (review.operation() == Operation.UPDATE && old != null) {
      request.put("oldObject", old.tree());
    }
    ObjectValue.Builder body = new ObjectValue.Builder(3);
    body.put("apiVersion", new StringValue("admission.k8s.io/v1"));
    body.put("kind", new StringValue("AdmissionReview"));
    body.put("request", request.build());
    Answer answer =
        reviewer.review(endpoint, body.build().toString().getBytes(UTF_8), Budget.ofReview());
    assertThat(answer.status()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
    return ObjectView.of(read(answer.body()), Path.ROOT).object("response");
  }

  private static ObjectValue read(byte[] json) throws UnreadableException {
    return (ObjectValue) JsonReader.review(json, Limits.REVIEW);
  }

  private static ObjectValue patched(ObjectView response, ObjectValue object)
      throws UnreadableException {
    if (!response.has("patch")) {
      return object;
    }
    byte[] patch = Base64.getDecoder().decode(response.text("patch"));
    return AppliedPatch.over(object, (ArrayValue) JsonReader.review(patch, Limits.REVIEW));
  }
}
