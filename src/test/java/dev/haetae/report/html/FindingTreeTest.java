package dev.haetae.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How findings are told on the page. */
class FindingTreeTest {
  private static final ObjectValue TREE =
      ObjectValue.of(
          "spec",
          new ObjectValue.Builder(2)
              .put("hostNetwork", BooleanValue.of(true))
              .put(
                  "ports",
                  new ArrayValue.Builder()
                      .add(ObjectValue.of("port", new StringValue("a")))
                      .build())
              .build());

  private static List<String> diff(PatchOperation... operations) {
    return PatchDiff.of(TREE, List.of(operations)).stream().map(PatchDiff.Line::text).toList();
  }

  @Test
  void aFixIsTheLinesThatGoAndCome() {
    assertThat(diff(PatchOperation.replace(Path.of("spec", "hostNetwork"), BooleanValue.of(false))))
        .containsExactly("spec", "- hostNetwork: true", "+ hostNetwork: false");
    assertThat(diff(PatchOperation.remove(Path.of("spec", "hostNetwork"))))
        .containsExactly("spec", "- hostNetwork: true");
    assertThat(
            diff(
                PatchOperation.add(
                    Path.of("spec", "securityContext"),
                    ObjectValue.of(
                        "seccompProfile",
                        ObjectValue.of("type", new StringValue("RuntimeDefault"))))))
        .containsExactly(
            "spec", "+ securityContext:", "+   seccompProfile:", "+     type: RuntimeDefault");
    assertThat(
            diff(
                PatchOperation.add(
                    Path.of("spec", "ports").child(1),
                    ObjectValue.of("port", new StringValue("b")))))
        .containsExactly("spec.ports", "+ - port: b");
  }

  @Test
  void whatIsNotKnownIsNotMadeUp() {
    assertThat(diff(PatchOperation.remove(Path.of("spec", "nodeName"))))
        .containsExactly("spec", "- nodeName: …");
    assertThat(
            diff(
                PatchOperation.remove(Path.of("spec", "ports").child(0)),
                PatchOperation.remove(Path.of("spec", "ports").child(0))))
        .containsExactly("spec.ports", "- - port: a", "spec.ports", "- …");
  }

  @Test
  void aFixOfWhatIsWithheldIsNotShown() {
    assertThat(
            diff(
                PatchOperation.add(
                    Path.of("spec", "containers").child(0).child("env"), ArrayValue.EMPTY)))
        .isEmpty();
    assertThat(
            diff(
                PatchOperation.add(
                    Path.of("spec", "containers").child(0),
                    ObjectValue.of(
                        "args", new ArrayValue.Builder().add(new StringValue("x")).build()))))
        .isEmpty();
  }

  @Test
  void quotesOfWhatIsWithheldAreLeftOut() {
    assertThat(
            Withheld.withoutQuotes("spec.containers[0].args must be a list, not a string \"a\"b\""))
        .isEqualTo("spec.containers[0].args must be a list, not a string \"…\"");
    assertThat(Withheld.withoutQuotes("env[0].value must be a string, not a number 4711"))
        .isEqualTo("env[0].value must be a string, not a number \"…\"");
    assertThat(Withheld.withoutQuotes("spec.nodeName must be a string, not a number 4711"))
        .isEqualTo("spec.nodeName must be a string, not a number 4711");
    assertThat(Withheld.withoutQuotes("kind \"Pood\" is not known")).contains("Pood");
  }
}
