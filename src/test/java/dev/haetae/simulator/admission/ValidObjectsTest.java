package dev.haetae.simulator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.TruthRows;
import dev.haetae.simulator.defaults.Defaults;
import dev.haetae.simulator.validation.Validation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a real API server held is valid: nothing is said of it, new or changed. */
final class ValidObjectsTest {
  @Test
  void whatIsStoredIsValid() throws IOException, UnreadableException {
    List<String> wrong = new ArrayList<>();
    int objects = 0;
    for (ObjectView row : TruthRows.of("[a-z]+")) {
      if (!row.has("inventory")) {
        continue;
      }
      List<ObjectView> stored = new ArrayList<>(row.objects("inventory"));
      if (row.object("truth").has("stored")) {
        stored.add(row.object("truth").object("stored"));
      }
      for (ObjectView view : stored) {
        ObjectValue object = view.value();
        ObjectValue whole = Defaults.of(object);
        objects++;
        judge(row, object, Validation.BUILT_IN.causes(object, null).toString(), wrong);
        judge(row, object, Validation.BUILT_IN.causes(whole, null).toString(), wrong);
        judge(row, object, Validation.BUILT_IN.causes(whole, whole).toString(), wrong);
        judge(row, object, Validation.BUILT_IN.causes(whole, object).toString(), wrong);
      }
    }
    System.out.println("valid: " + objects + " objects");
    assertThat(objects).isPositive();
    assertThat(wrong).isEmpty();
  }

  private static void judge(ObjectView row, ObjectValue object, String causes, List<String> wrong) {
    if (!causes.equals("[]") && wrong.size() < 50) {
      wrong.add(row.text("id") + ' ' + object.text("kind") + ' ' + causes);
    }
  }
}
