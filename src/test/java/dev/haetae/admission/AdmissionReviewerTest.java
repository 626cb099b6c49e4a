package dev.haetae.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Exceptions;
import dev.haetae.engine.PolicyTable;
import dev.haetae.inventory.Budget;
import dev.haetae.inventory.BudgetExceededException.Cause;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.AgentNamespaces;
import dev.haetae.policy.PolicyReader;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.rule.Action;
import dev.haetae.rule.EnforcementPoint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AdmissionReviewerTest {
  private static final String UID = "705ab4f5-6393-11e8-b7cc-42010a800002";

  private final List<String> told = new ArrayList<>();
  private final AtomicLong nanoseconds = new AtomicLong();

  private final ReviewObserver observer =
      new ReviewObserver() {
        @Override
        public void answered(Endpoint endpoint, Answer.Outcome outcome, long duration) {
          told.add(endpoint.word() + ' ' + outcome.word() + ' ' + duration);
        }

        @Override
        public void found(String policy, String action, int times) {
          told.add(policy + ' ' + action + (times == 1 ? "" : " " + times));
        }

        @Override
        public void waived(String policy, String exception, int times) {
          told.add(policy + " waived by " + exception);
        }

        @Override
        public void moved(Endpoint endpoint) {
          told.add(endpoint.word() + " moved");
        }

        @Override
        public void exceeded(Endpoint endpoint, Cause why) {
          told.add(endpoint.word() + " exceeded " + why.word());
        }

        @Override
        public void failed(RuntimeException fault) {
          told.add("failed: " + fault.getMessage());
        }
      };

  private Answer review(Evaluator evaluator, Endpoint endpoint, String body) {
    return new AdmissionReviewer(
            () -> evaluator,
            () -> InventorySnapshot.OPEN,
            Limits.REVIEW,
            observer,
            () -> nanoseconds.addAndGet(7))
        .review(endpoint, body.getBytes(StandardCharsets.UTF_8), Budget.ofReview());
  }

  private Answer validate(String body) {
    return review(FieldForbidden.evaluator(Action.DENY), Endpoint.VALIDATE, body);
  }

  private static String text(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static String pod(String spec) {
    return reviewOf("CREATE", spec, "null");
  }

  private static String reviewOf(String operation, String spec, String old) {
    return """
    {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","unknown":{"a":[1]},
     "request":{"uid":"UID","unknown":7,
      "kind":{"group":"","version":"v1","kind":"Pod"},
      "resource":{"group":"","version":"v1","resource":"pods"},
      "namespace":"team-a","operation":"OPERATION","oldObject":OLD,
      "object":{"apiVersion":"v1","kind":"Pod",
       "metadata":{"name":"trainer","namespace":"team-a","uid":"b8b0"},"spec":SPEC}}}
    """
        .replace("UID", UID)
        .replace("OPERATION", operation)
        .replace("OLD", old)
        .replace("SPEC", spec);
  }

  @Test
  void whatIsFineIsAllowedWithoutAWord() {
    Answer answer = validate(pod("{}"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.ALLOWED);
    assertThat(text(answer))
        .isEqualTo(
            """
            {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","response":\
            {"uid":"705ab4f5-6393-11e8-b7cc-42010a800002","allowed":true}}
            """);
    assertThat(told).containsExactly("validate allowed 7");
  }

  @Test
  void policiesThatRefuseAndThoseThatAdviseAnswerApart() {
    Evaluator evaluator =
        new Evaluator(
            PolicyTable.of(
                List.of(
                    FieldForbidden.policy("advises", Action.WARN, Action.AUDIT),
                    FieldForbidden.policy("refuses", Action.DENY, Action.WARN)),
                Carriers.SHIPPED),
            InstantSource.fixed(Instant.EPOCH));
    String body = pod("{\"bad\":[\"x\"]}");

    String deny = text(review(evaluator, Endpoint.VALIDATE_DENY, body));
    assertThat(deny)
        .contains("\"allowed\":false")
        .contains("[refuses]")
        .doesNotContain("[advises]");
    String advice = text(review(evaluator, Endpoint.VALIDATE_ADVICE, body));
    assertThat(advice)
        .contains("\"allowed\":true")
        .contains("[advises]")
        .doesNotContain("[refuses]");
    String all = text(review(evaluator, Endpoint.VALIDATE, body));
    assertThat(all).contains("\"allowed\":false").contains("[refuses]").contains("[advises]");
  }

  @Test
  void aDenialIsTheContractsToTheLetter() {
    Answer answer = validate(pod("{\"bad\":[\"x\"]}"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.DENIED);
    assertThat(text(answer))
        .isEqualTo(
            "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"response\":"
                + "{\"uid\":\"705ab4f5-6393-11e8-b7cc-42010a800002\",\"allowed\":false,\"status\":{\"status\":\"Failure\",\"message\":\"[field-forbidden]"
                + " spec.bad[0]: holds x; remove"
                + " it\",\"reason\":\"Forbidden\",\"details\":{\"name\":\"trainer\",\"kind\":"
                + "\"Pod\",\"uid\":\"b8b0\",\"causes\":[{\"reason\":\"FieldForbidden\",\"message\":\"spec.bad[0]:"
                + " holds x; remove"
                + " it\",\"field\":\"spec.bad[0]\"}]},\"code\":403},\"auditAnnotations\":{\"denied-by\":\"field-forbidden\"}}}\n");
    assertThat(told).containsExactly("field-forbidden deny", "validate denied 7");
  }

  @Test
  void aDenialNamesEveryFinding() {
    ObjectView status =
        response(validate(pod("{\"bad\":[\"x\",\"y\"],\"unknown\":[\"z\"]}"))).object("status");

    assertThat(status.text("message"))
        .isEqualTo(
            """
            3 violations:
            - [field-forbidden] spec.bad[0]: holds x; remove it
            - [field-forbidden] spec.bad[1]: holds y; remove it
            - [field-forbidden] spec.unknown: cannot tell z\
            """);
    assertThat(status.object("details").objects("causes"))
        .extracting(cause -> cause.text("field"))
        .containsExactly("spec.bad[0]", "spec.bad[1]", "spec.unknown");
  }

  private static ObjectView response(Answer answer) {
    return view(answer).object("response");
  }

  private static ObjectView view(Answer answer) {
    try {
      return ObjectView.of(
          (ObjectValue) JsonReader.review(answer.body(), Limits.REVIEW), Path.ROOT);
    } catch (Exception e) {
      throw new AssertionError(text(answer), e);
    }
  }

  @Test
  void textOfTheUserIsEscaped() {
    Answer answer =
        validate(pod("{\"bad\":[\"\\u001b[31m\\n\\\"q\\\\ \\u202e \u00e9\ud83d\ude00\\ud800\"]}"));

    assertThat(text(answer))
        .contains("holds \\\\u001b[31m\\\\u000a\\\"q\\\\ \\\\u202e \u00e9\ud83d\ude00\\ud800;");
  }

  @Test
  void aWarningIsOneLineAndAnnotated() {
    Answer answer =
        review(
            FieldForbidden.evaluator(Action.WARN, Action.AUDIT),
            Endpoint.VALIDATE,
            pod("{\"bad\":[\"x\"],\"note\":\"by the way\"}"));

    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.ALLOWED);
    assertThat(text(answer))
        .isEqualTo(
            """
            {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","response":\
            {"uid":"705ab4f5-6393-11e8-b7cc-42010a800002","allowed":true,\
            "warnings":["[field-forbidden] spec.bad[0]: holds x; remove it",\
            "by the way"],"auditAnnotations":{"warned-by":"field-forbidden",\
            "audited-by":"field-forbidden","findings":\
            "[field-forbidden] spec.bad[0]: holds x; remove it"}}}
            """);
    assertThat(told).containsExactly("field-forbidden warn", "validate allowed 7");
  }

  @Test
  void whoAsksDecidesWhetherAControllerIsAtWork() {
    String owned =
        pod("{\"bad\":[\"x\"]}")
            .replace(
                "\"uid\":\"b8b0\"",
                """
                "ownerReferences":[{"kind":"Job","name":"j","controller":true}]\
                """);
    Evaluator warn = FieldForbidden.evaluator(Action.WARN);
    for (String user :
        List.of("alice", "system:serviceaccount:team-a:kube-system", "system:node:n")) {
      assertThat(text(review(warn, Endpoint.VALIDATE, askedBy(user, owned)))).contains("warnings");
    }
    assertThat(text(review(warn, Endpoint.VALIDATE, owned))).contains("warnings");
    String controller = "system:serviceaccount:kube-system:job-controller";
    assertThat(text(review(warn, Endpoint.VALIDATE, askedBy(controller, owned))))
        .doesNotContain("warnings");
  }

  private static String askedBy(String user, String body) {
    return body.replace(
        "\"unknown\":7",
        "\"userInfo\":{\"username\":\"" + user + "\",\"groups\":[\"system:authenticated\"]}");
  }

  @Test
  void whatIsOnlyAuditedIsAllowedAndRecorded() {
    ObjectView response =
        response(
            review(
                FieldForbidden.evaluator(Action.AUDIT),
                Endpoint.VALIDATE,
                pod("{\"bad\":[\"x\"]}")));

    assertThat(response.flag("allowed", false)).isTrue();
    assertThat(response.has("warnings")).isFalse();
    assertThat(response.object("auditAnnotations").text("findings"))
        .isEqualTo("[field-forbidden] spec.bad[0]: holds x; remove it");
  }

  @Test
  void annotationsNameEveryPolicyOnce() {
    Evaluator evaluator =
        new Evaluator(
            PolicyTable.of(
                List.of(
                    FieldForbidden.policy("second", Action.DENY),
                    FieldForbidden.policy("first", Action.DENY),
                    FieldForbidden.policy("third", Action.WARN)),
                Carriers.SHIPPED),
            InstantSource.fixed(Instant.EPOCH));

    ObjectView annotations =
        response(review(evaluator, Endpoint.VALIDATE, pod("{\"bad\":[\"x\",\"y\"]}")))
            .object("auditAnnotations");

    assertThat(annotations.text("denied-by")).isEqualTo("first,second");
    assertThat(annotations.text("warned-by")).isEqualTo("third");
  }

  @Test
  void objectsAreReadWithTheCarriersThatThePoliciesWereCompiledFor() {
    Evaluator shipped =
        new Evaluator(
            PolicyTable.of(ShippedPolicies.load(List.of("no-host-path")), Carriers.SHIPPED),
            InstantSource.fixed(Instant.EPOCH));
    Carriers further =
        Carriers.shippedAnd(Map.of(new GroupKind("example.com", "Train"), List.of("spec.wagon")));
    String train =
        pod("""
        {"wagon":{"volumes":[{"name":"h","hostPath":{"path":"/"}}]}}\
        """)
            .replace("\"group\":\"\"", "\"group\":\"example.com\"")
            .replace("\"apiVersion\":\"v1\"", "\"apiVersion\":\"example.com/v1\"")
            .replace("\"Pod\"", "\"Train\"");

    assertThat(review(shipped, Endpoint.VALIDATE, train).outcome())
        .isEqualTo(Answer.Outcome.ALLOWED);
    assertThat(
            review(shipped.with(further, AgentNamespaces.SHIPPED), Endpoint.VALIDATE, train)
                .outcome())
        .isEqualTo(Answer.Outcome.DENIED);
  }

  private Evaluator excepting(String expires) {
    PolicyReader reader =
        new PolicyReader()
            .read(
                """
                apiVersion: haetae.dev/v1alpha1
                kind: PolicyException
                metadata: {namespace: platform, name: pods}
                spec:
                  policies: [field-forbidden]
                  match: {namespaces: ["*"], kinds: [Pod]}
                  reason: the vendor needs it
                  expires: %s
                """
                    .formatted(expires)
                    .getBytes(StandardCharsets.UTF_8),
                "exception.yaml");
    assertThat(reader.problems()).isEmpty();
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-06-01T12:00:00Z"));
    return new Evaluator(
        PolicyTable.of(
            List.of(FieldForbidden.policy("field-forbidden", Action.DENY)), Carriers.SHIPPED),
        Exceptions.of(reader.exceptions(), clock),
        clock);
  }

  @Test
  void anExceptionLetsAnObjectThroughAndIsNamedAndCounted() {
    Evaluator evaluator = excepting("2026-06-01");
    Answer answer = review(evaluator, Endpoint.VALIDATE, pod("{\"bad\":[\"x\"]}"));

    ObjectView response = response(answer);
    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.ALLOWED);
    assertThat(response.has("warnings")).isFalse();
    assertThat(response.object("auditAnnotations").text("waived")).isEqualTo("field-forbidden");
    assertThat(response.object("auditAnnotations").text("waived-by")).isEqualTo("platform/pods");
    assertThat(told)
        .containsExactly(
            "field-forbidden waived",
            "field-forbidden waived by platform/pods",
            "validate allowed 7");
    assertThat(evaluator.exceptions().lastUsed("platform/pods"))
        .isEqualTo(Instant.parse("2026-06-01T12:00:00Z"));
    assertThat(evaluator.exceptions().lastUsed("platform/others")).isNull();
  }

  @Test
  void anExceptedObjectIsNotRepaired() {
    Answer answer = review(excepting("2026-06-01"), Endpoint.MUTATE, pod("{\"bad\":[\"x\"]}"));

    assertThat(text(answer)).endsWith("\"allowed\":true}}\n").doesNotContain("patch");
  }

  @Test
  void anExceptionThatHasExpiredIsNamedInAWarning() {
    Answer answer =
        review(excepting("2026-05-31"), Endpoint.VALIDATE, pod("{\"bad\":[\"x\",\"y\"]}"));

    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.DENIED);
    assertThat(response(answer).texts("warnings"))
        .containsExactly(
            "PolicyException platform/pods has expired (2026-05-31): policy field-forbidden holds"
                + " again");
  }

  @Test
  void aRepairIsABase64JsonPatch() {
    Answer answer =
        review(FieldForbidden.evaluator(Action.DENY), Endpoint.MUTATE, pod("{\"bad\":[\"x\"]}"));

    ObjectView response = response(answer);
    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.ALLOWED);
    assertThat(response.flag("allowed", false)).isTrue();
    assertThat(response.text("patchType")).isEqualTo("JSONPatch");
    assertThat(
            new String(Base64.getDecoder().decode(response.text("patch")), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            [{"op":"add","path":"/spec/color","value":"gr\u00fcn"},{"op":"add",\
            "path":"/metadata/annotations","value":{"haetae.dev/mutated-by":\
            "field-forbidden"}}]\
            """);
    assertThat(response.object("auditAnnotations").text("repaired-by"))
        .isEqualTo("field-forbidden");
    assertThat(told).containsExactly("field-forbidden repair", "mutate allowed 7");
  }

  @Test
  void nothingToRepairIsAllowedWithoutAWord() {
    Answer answer =
        review(FieldForbidden.evaluator(Action.DENY), Endpoint.MUTATE, pod("{\"color\":\"red\"}"));

    assertThat(text(answer)).endsWith("\"allowed\":true}}\n").doesNotContain("patch");
  }

  @ParameterizedTest
  @CsvSource({"DELETE", "CONNECT"})
  void operationsWithoutANewObjectAreAllowed(String operation) {
    Answer answer =
        validate(
            "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":"
                + "{\"uid\":\"u\",\"operation\":\""
                + operation
                + "\",\"object\":null,\"oldObject\":{\"kind\":\"Pod\",\"spec\":7}}}");

    assertThat(text(answer)).contains("\"allowed\":true");
  }

  @Test
  void whatAnUpdateLeavesAsItWasIsAWarning() {
    String old =
        """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"trainer",\
        "namespace":"team-a"},"spec":{"bad":["x"]}}\
        """;

    ObjectView same = response(validate(reviewOf("UPDATE", "{\"bad\":[\"x\"]}", old)));
    ObjectView more = response(validate(reviewOf("UPDATE", "{\"bad\":[\"x\",\"y\"]}", old)));

    assertThat(same.flag("allowed", false)).isTrue();
    assertThat(same.texts("warnings")).hasSize(1);
    assertThat(more.flag("allowed", true)).isFalse();
  }

  @Test
  void anyUidIsRepeated() {
    String odd = "\u00e9 \\\"\\\\ \\u0001 \\ud800";

    for (String spec : List.of("{}", "{\"bad\":[\"x\"]}")) {
      Answer answer = validate(pod(spec).replace(UID, odd));

      assertThat(response(answer).text("uid")).isEqualTo("\u00e9 \"\\ \u0001 \ud800");
    }
  }

  @Test
  void aFaultOfARuleIsNoAllowAndTellsNothing() {
    Answer answer = validate(pod("{\"fault\":true}"));

    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.DENIED);
    assertThat(text(answer)).doesNotContain("secret").contains("the rule failed on this object");
    assertThat(told).contains("failed: secret of the machinery");
  }

  @Test
  void aFaultOutsideTheRulesIsAnErrorAndTellsNothing() {
    Answer answer =
        new AdmissionReviewer(
                () -> {
                  throw new IllegalStateException("secret of the machinery");
                },
                () -> InventorySnapshot.OPEN,
                Limits.REVIEW,
                observer,
                () -> 0)
            .review(
                Endpoint.VALIDATE, pod("{}").getBytes(StandardCharsets.UTF_8), Budget.ofReview());

    assertThat(answer.status()).isEqualTo(500);
    assertThat(text(answer))
        .isEqualTo(
            """
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",\
            "message":"the review failed, which is the server's fault; see its log",\
            "reason":"InternalError","code":500}
            """);
    assertThat(told).containsExactly("failed: secret of the machinery", "validate failed 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `` | the body is empty; an AdmissionReview is expected
          [] | the object must be an AdmissionReview, not an array
          "a" | the object must be an AdmissionReview, not a string
          null | the object must be an AdmissionReview, not null
          {} | apiVersion is missing; it must be "admission.k8s.io/v1"
          {"apiVersion":7} | apiVersion must be a string, not a number
          {"apiVersion":"admission.k8s.io/v1beta1"} | apiVersion must be "admission.k8s.io/v1", not "admission.k8s.io/v1beta1"
          {"apiVersion":"admission.k8s.io/v1","kind":"Pod"} | kind must be "AdmissionReview", not "Pod"
          """)
  void aBodyThatIsNoReviewIsRefused(String body, String sentence) {
    assertRefused(validate(body), sentence);
  }

  private void assertRefused(Answer answer, String sentence) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.REFUSED);
    ObjectView status = view(answer);
    assertThat(status.text("kind")).isEqualTo("Status");
    assertThat(status.text("reason")).isEqualTo("BadRequest");
    assertThat(status.integer("code", 0)).isEqualTo(400);
    assertThat(status.text("message")).startsWith(sentence).doesNotContain("Exception");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          null | request is missing
          [] | request must be an object
          {} | request.uid is missing
          {"uid":7} | request.uid must be a string
          {"uid":"u"} | request.operation is missing
          {"uid":"u","operation":"PATCH"} | request.operation must be CREATE, UPDATE, DELETE or CONNECT, not "PATCH"
          {"uid":"u","operation":"CREATE"} | request.object is missing
          {"uid":"u","operation":"CREATE","object":null} | request.object is missing
          {"uid":"u","operation":"UPDATE","oldObject":{}} | request.object is missing
          {"uid":"u","operation":"CREATE","object":[]} | request.object must be an object
          {"uid":"u","operation":"CREATE","object":{}} | request.kind.kind is missing
          {"uid":"u","operation":"CREATE","object":{"kind":7,"apiVersion":"v1"}} | request.object cannot be read: kind must be a string
          {"uid":"u","operation":"CREATE","object":{"kind":"Pod","apiVersion":"v1","metadata":[]}} | request.object cannot be read: metadata must be an object
          {"uid":"u","operation":"CREATE","kind":{"kind":"Pod"},"object":{"kind":"ConfigMap","apiVersion":"v1"}} | request.object is "ConfigMap", not what request.kind says
          {"uid":"u","operation":"CREATE","namespace":"a","object":{"kind":"Pod","apiVersion":"v1","metadata":{"namespace":"b"}}} | request.object is in namespace "b", not in that of request.namespace
          {"uid":"u","operation":"CREATE","object":{"kind":"Pod","apiVersion":"v1","spec":"x"}} | the object cannot be read: spec must be an object
          {"uid":"u","operation":"CREATE","object":{"kind":"Pod","apiVersion":"v1","spec":{"bad":7}}} | the object cannot be read: spec.bad must be an array
          {"uid":"u","uid":"v","operation":"DELETE"} | the key uid is written twice
          """)
  void aRequestThatCannotBeJudgedIsRefused(String request, String sentence) {
    assertRefused(
        validate(
            "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":"
                + request
                + '}'),
        sentence);
  }

  @Test
  void theTypeOfTheRequestStandsInForTheObjects() {
    Answer answer =
        validate(
            """
            {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":\
            {"uid":"u","operation":"CREATE","kind":{"group":"apps",\
            "version":"v1","kind":"Deployment"},"object":{"metadata":\
            {"generateName":"d-"},"spec":{"bad":["x"]}}}}\
            """);

    ObjectView details = response(answer).object("status").object("details");
    assertThat(details.text("kind")).isEqualTo("Deployment");
    assertThat(details.text("group")).isEqualTo("apps");
    assertThat(details.text("name")).isEqualTo("d-*");
  }

  private static String bad(int count, String each) {
    StringBuilder out = new StringBuilder("{\"bad\":[");
    for (int i = 0; i < count; i++) {
      out.append(i == 0 ? "" : ",").append('"').append(each.formatted(i)).append('"');
    }
    return pod(out.append("]}").toString());
  }

  @Test
  void thousandsOfFindingsAreAnsweredWithFiftyAndTheirNumber() {
    Answer answer = validate(bad(5_000, "v%d"));

    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.DENIED);
    assertThat(text(answer))
        .contains("5000 violations:", "holds v49; remove it", "\\n- and 4950 more")
        .doesNotContain("holds v50;");
    assertThat(text(answer).split("FieldForbidden", -1)).hasSize(51);
    assertThat(told).contains("field-forbidden deny", "field-forbidden deny 4950");
  }

  @ParameterizedTest
  @CsvSource({"60, x", "50, \\u0007", "2, \u00e4", "20000, \\\""})
  void anAnswerHasALimit(int count, String letter) {
    for (Endpoint endpoint : Endpoint.values()) {
      for (Action action : Action.values()) {
        String body = bad(count, letter.repeat(count == 20_000 ? 20 : 600_000 / count) + "%d");
        Answer answer = review(FieldForbidden.evaluator(action), endpoint, body);

        assertThat(answer.body()).hasSizeLessThanOrEqualTo(AdmissionReviewWriter.LONGEST);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.outcome())
            .isEqualTo(
                action == Action.DENY
                        && endpoint.point() == EnforcementPoint.VALIDATE
                        && endpoint != Endpoint.VALIDATE_ADVICE
                    ? Answer.Outcome.DENIED
                    : Answer.Outcome.ALLOWED);
      }
    }
  }

  @Test
  void namesAndFieldsOfAnyLengthFitIntoAnAnswer() {
    String name = "n".repeat(1_000_000);
    String body = bad(60, "v%d").replace("\"trainer\"", '"' + name + '"');
    assertThat(body).contains(name);

    assertThat(validate(body).body()).hasSizeLessThanOrEqualTo(AdmissionReviewWriter.LONGEST);
    String uid = validateText(pod("{}").replace(UID, name));
    assertThat(uid).hasSizeLessThan(5_000).contains("request.uid is longer than 253 characters");
    assertThat(text(validate("{\"apiVersion\":\"" + name + "\"}"))).hasSizeLessThan(5_000);
  }

  private String validateText(String body) {
    return text(validate(body));
  }

  @Test
  void theSameTextStandsOnce() {
    String body = pod("{\"unknown\":[\"a\",\"a\",\"a\",\"b\"]}");

    assertThat(text(validate(body)).split("cannot tell a", -1))
        .as("in the message, and as a cause")
        .hasSize(3);
    assertThat(text(validate(body))).contains("2 violations:");
    assertThat(
            text(review(FieldForbidden.evaluator(Action.WARN), Endpoint.VALIDATE, body))
                .split("cannot tell a", -1))
        .hasSize(2);
  }

  @Test
  void aPatchThatIsTooLongIsNoPatch() {
    String spec = "{\"shade\":\"%s\"}";
    Evaluator evaluator = FieldForbidden.evaluator(Action.DENY);

    assertThat(text(review(evaluator, Endpoint.MUTATE, pod(spec.formatted("x".repeat(20_000))))))
        .contains("\"patch\":", "\"repaired-by\":\"field-forbidden\"");
    assertThat(text(review(evaluator, Endpoint.MUTATE, pod(spec.formatted("x".repeat(40_000))))))
        .contains("nothing was repaired: the repair is longer than an answer may be")
        .doesNotContain("\"patch\":", "repaired-by");
  }
}
