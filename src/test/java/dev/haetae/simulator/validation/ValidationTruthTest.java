package dev.haetae.simulator.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.simulator.validation.field.Cause;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a real API server answered to invalid objects. */
final class ValidationTruthTest {
  @Test
  void invalid() throws Exception {
    int all = 0;
    List<String> wrong = new ArrayList<>();
    for (String line :
        Files.readAllLines(java.nio.file.Path.of("src/test/resources/truth/invalid.jsonl"))) {
      ObjectView row =
          ObjectView.of(
              (ObjectValue) JsonReader.documents(line, Limits.FILES).getFirst().root(), Path.ROOT);
      ObjectView truth = row.object("truth");
      long code = truth.integer("code", 0);
      if (code != 201 && code != 422) {
        continue;
      }
      all++;
      Resource object = Resource.of(row.object("object").value(), Origin.NONE, "default");
      List<Cause> causes = Validation.create(object);
      List<String> expected = new ArrayList<>();
      for (ObjectView cause : truth.objects("causes")) {
        expected.add(
            cause.text("reason") + " | " + cause.text("field") + " | " + cause.text("message"));
      }
      List<String> found = new ArrayList<>();
      for (Cause cause : causes) {
        found.add(cause.reason() + " | " + cause.field() + " | " + cause.message());
      }
      expected.sort(null);
      found.sort(null);
      if (!expected.equals(found)) {
        wrong.add(
            row.text("id")
                + " "
                + object.kind()
                + "\n  want "
                + String.join("\n       ", expected)
                + "\n  got  "
                + String.join("\n       ", found));
      }
    }
    System.out.println("invalid: agree " + (all - wrong.size()) + "/" + all);
    assertThat(wrong).isEmpty();
  }
}
