package dev.haetae.resource.tree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonLineTest {
  private static void assertSame(Value value) {
    assertEquals(JsonWriter.toText(value) + '\n', new String(JsonLine.of(value), UTF_8));
  }

  @Test
  void everyLetterIsWrittenAsTheLongWayDoes() {
    for (int letter = 0; letter <= Character.MAX_VALUE; letter++) {
      assertSame(new StringValue("" + (char) letter));
      assertSame(new StringValue("seven, " + (char) letter + " and more"));
    }
  }

  @Test
  void textsOfEveryLengthAreWrittenAsTheLongWayDoes() {
    Random random = new Random(1);
    String letters = "abc xyz09.:/~?\"\\\n\t\u007f\u0000é\u2028…\ud83d\ude00\ud800\udfff";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      int plain = random.nextInt(letters.length()) + 1;
      for (int length = random.nextInt(40); length > 0; length--) {
        text.append(letters.charAt(random.nextInt(plain)));
      }
      assertSame(ObjectValue.of(text.toString(), new StringValue(text.toString())));
    }
  }

  @Test
  void everyKindOfValueIsWrittenAsTheLongWayDoes() {
    ObjectValue some =
        new ObjectValue.Builder(8)
            .put("none", NullValue.NULL)
            .put("yes", true)
            .put("number", -17)
            .put("empty", ObjectValue.EMPTY)
            .put("nothing", ArrayValue.EMPTY)
            .put("list", ArrayValue.of(List.of(NumberValue.of(1), NullValue.NULL)))
            .put("long", "x".repeat(5000))
            .build();
    assertSame(some);
    assertSame(ArrayValue.of(List.of(some, some)));
  }
}
