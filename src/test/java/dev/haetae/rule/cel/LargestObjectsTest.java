package dev.haetae.rule.cel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Finding;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.resource.Resource;
import dev.haetae.rule.EnforcementPoint;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Own policies over objects of 3 MiB allocate no more than a bound, and say no more than one. */
final class LargestObjectsTest {
  private static final long MOST_BYTES = 3L << 29;
  private static final int LEAST_LETTERS = 3_000_000;
  private static final int LONGEST_MESSAGE = 1_100;

  private static final String POD = ofElements("Pod", "spec: {containers: [", "]}", 30_000);
  private static final String JOB_SET =
      "{apiVersion: jobset.x-k8s.io/v1alpha2, kind: JobSet, metadata: {name: a}, spec:"
          + " {replicatedJobs: ["
          + elements(
              "{name: j, template: {spec: {template: {spec: {containers: [{name: a, image: x,"
                  + " args: [aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]}]}}}}}",
              22_000)
          + "]}}";

  private static String ofElements(String kind, String before, String after, int count) {
    return "{apiVersion: v1, kind: "
        + kind
        + ", metadata: {name: a}, "
        + before
        + elements(
            "{name: c, image: 'registry.example.org/team/application/image-of-some-length:1.2.3',"
                + " args: [aaaaaaaa]}",
            count)
        + after
        + "}";
  }

  private static String elements(String one, int count) {
    return (one + ',').repeat(count);
  }

  private static void judge(String spec, String object) {
    assertThat(object.length()).isGreaterThan(LEAST_LETTERS);
    Resource resource = OwnPolicies.object(object);
    Evaluator evaluator = OwnPolicies.evaluator(OwnPolicies.policy(spec));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Verdict verdict =
        evaluator.evaluate(
            Review.update(resource, resource, EnforcementPoint.VALIDATE), InventorySnapshot.OPEN);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES);
    List<Finding> told = new ArrayList<>(verdict.findings());
    told.addAll(verdict.undecided());
    assertThat(verdict.faults()).isEmpty();
    assertThat(told)
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.message().length()).isLessThan(LONGEST_MESSAGE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "object.spec.containers.all(c, c.image.matches('^[a-z.]+/team/.*:1[.]2[.]4$'))",
        "object.spec.containers.all(a, object.spec.containers.all(b, a.image == b.image && a.name"
            + " != b.image))",
        "object.spec.containers.map(c, c.image + c.image).exists(i, i == '')",
        "size(object.spec.containers.map(c, c.image).filter(i, i.endsWith('3'))) == 0",
        "object.spec.containers == object.spec.containers && object.kind == 'Other'",
        "!(object.spec.containers.exists(c, c.args == ['b'])) && object.spec.containers.size() < 5",
      })
  void aLongListIsJudgedWithinBounds(String expression) {
    judge("validations:\n- expression: |-\n    " + expression + '\n', POD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pod.spec.containers.all(c, c.image != 'x')",
        "inventory.nodes().size() > 0",
        "pod.spec.nothing == 'x'",
        "predict.pod(pod).nodes.size() > 0",
      })
  void manyTemplatesAreJudgedWithinBounds(String expression) {
    judge("podTemplates: true\nvalidations:\n- expression: |-\n    " + expression + '\n', JOB_SET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "object.spec.containers.map(c, c.image).join(' ')",
        "string(object.spec.containers.size()) + object.spec.containers[0].image",
      })
  void aMessageIsCutOff(String expression) {
    judge(
        "validations:\n- expression: 'object.kind == \"Other\"'\n  messageExpression: |-\n    "
            + expression
            + '\n',
        POD);
  }
}
