package dev.haetae.resource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way reads as the long way does, and leaves to it what it does not read. */
class BodyReaderTest {
  private static final Limits LIMITS = new Limits(1 << 20, 12, 600, 1);
  private static final JsonSelection SELECTION =
      JsonSelection.of(
          Map.of(
              "skipped", JsonSelection.NONE,
              "later", JsonSelection.LATER,
              "inner", JsonSelection.of(Map.of("skipped", JsonSelection.NONE), JsonSelection.ALL)),
          JsonSelection.ALL);

  private static @Nullable JsonReading read(String text) {
    byte[] body = text.getBytes(UTF_8);
    return BodyReader.read(body, 0, body.length, LIMITS, SELECTION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " { } ",
        "[]",
        "[ 1 , -2,0,-0, 12345678901234567 ]",
        "\"\"",
        "\"12345678\"",
        "\"123456789 \"",
        "\"\\u00e9\\n\\/ 한😀\\ud83d\\ude00 \"",
        "[true,false,null,[[[{}]]]]",
        "{\"a\":1,\"abcdefgh\":2,\"abcdefghi\":3,\"\":4,\"app.kubernetes.io/managed-by\":\"x\"}",
        "{\"skipped\":{\"a\":1,\"a\":[\"\\u0041\\\"한\",{},[]],\"\\u0062\":-7},\"later\":{\"b\":[1]}}",
        "{\"later\":null,\"inner\":{\"skipped\":\"x\",\"kept\":[{\"skipped\":1}]}}"
      })
  void readsWhatIsCommon(String text) throws UnreadableException {
    JsonReading reading = Objects.requireNonNull(read(text), text);
    byte[] body = text.getBytes(UTF_8);
    requireSame(reading, JsonReader.parsed(body, 0, body.length, LIMITS, SELECTION), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1",
        "[1,]",
        "{\"a\":1,}",
        "{,}",
        "{\"a\"}",
        "{\"a\" 1}",
        "{\"a\":}",
        "{a:1}",
        "{'a':1}",
        "[1 2]",
        "1 2",
        "{}x",
        "01",
        "-",
        "+1",
        "1.5",
        "1e3",
        "123456789012345678",
        "-12345678901234567",
        "NaN",
        "tru",
        "nulll",
        "\"",
        "\"a",
        "\"\t\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\",
        "{\"a\":1,\"a\":2}",
        "{\"\\u0061\":1}",
        "{\"한\":1}",
        "{\"later\":1,\"later\":2}",
        "{\"skipped\":tru}",
        "{\"skipped\":[1,]}",
        "{\"skipped\":\"\\x\"}",
        "{\"skipped\":\"\n\"}",
        "[[[[[[[[[[[[[[]]]]]]]]]]]]]]",
        "{\"skipped\":[[[[[[[[[[[[[[]]]]]]]]]]]]]]}",
        "\uFEFF{}"
      })
  void leavesTheRest(String text) {
    assertThat(read(text)).isNull();
  }

  @Test
  void leavesWhatIsMoreThanItMayHold() {
    assertThat(read("[" + "1,".repeat(598) + "1]")).isNotNull();
    assertThat(read("[" + "1,".repeat(599) + "1]")).isNull();
    assertThat(read("{\"skipped\":[" + "1,".repeat(598) + "1]}")).isNull();
  }

  @Test
  void leavesLongKeys() {
    String key = "k".repeat(1_100);
    assertThat(read("{\"" + key + "\":0}")).isNull();
    assertThat(read("{\"skipped\":{\"" + key + "\":0}}")).isNull();
    assertThat(read("{\"a\":\"" + key + "\"}")).isNotNull();
  }

  @Test
  void leavesObjectsWithManyKeys() {
    StringBuilder text = new StringBuilder("{\"0\":0");
    for (int i = 1; i < 300; i++) {
      text.append(",\"").append(i).append("\":0");
    }
    assertThat(read(text.append('}').toString())).isNull();
  }

  @Test
  void readsOnlyUpToTheEnd() throws UnreadableException {
    byte[] body = "[{\"a\":\"b\"},\"c\"]".getBytes(UTF_8);
    JsonReading reading =
        Objects.requireNonNull(BodyReader.read(body, 1, 10, LIMITS, JsonSelection.ALL));
    assertThat(reading.value())
        .isEqualTo(ObjectValue.of("a", new StringValue("b")))
        .isEqualTo(JsonReader.parsed(body, 1, 10, LIMITS, JsonSelection.ALL).value());
    for (int end = 1; end < 10; end++) {
      assertThat(BodyReader.read(body, 1, end, LIMITS, JsonSelection.ALL)).isNull();
    }
  }

  @Test
  void givesEqualNamesAsOneString() {
    ObjectValue first = (ObjectValue) Objects.requireNonNull(read("{\"containers\":1}")).value();
    ObjectValue second = (ObjectValue) Objects.requireNonNull(read("{\"containers\":2}")).value();
    assertThat(first.key(0)).isSameAs(second.key(0)).isSameAs("containers");
  }

  @Test
  void agreesWithTheLongWay() {
    int common = 0;
    for (int seed = 0; seed < 20_000; seed++) {
      Texts texts = new Texts(new Random(seed));
      String text = texts.value(4);
      if (seed % 2 == 1) {
        text = texts.damaged(text);
      }
      common += compare(text) ? 1 : 0;
    }
    assertThat(common).isGreaterThan(10_000);
  }

  private static boolean compare(String text) {
    JsonReading reading = read(text);
    if (reading == null) {
      return false;
    }
    byte[] body = text.getBytes(UTF_8);
    try {
      requireSame(reading, JsonReader.parsed(body, 0, body.length, LIMITS, SELECTION), text);
    } catch (UnreadableException e) {
      throw new AssertionError("read what cannot be: " + text, e);
    }
    return true;
  }

  private static void requireSame(JsonReading reading, JsonReading other, String text)
      throws UnreadableException {
    assertThat(reading.value()).as(text).isEqualTo(other.value());
    assertThat(reading.hasLater()).as(text).isEqualTo(other.hasLater());
    if (reading.hasLater()) {
      assertThat(later(reading)).as(text).isEqualTo(later(other));
    }
  }

  private static Object later(JsonReading reading) {
    try {
      return reading.later(JsonSelection.ALL);
    } catch (UnreadableException e) {
      return e.sentence();
    }
  }

  /** Writes JSON, most of it common. */
  private static final class Texts {
    private static final String[] KEYS = {
      "a", "skipped", "later", "inner", "metadata", "app.kubernetes.io/name", "", "01234567"
    };
    private static final String[] PIECES = {
      "x", "containers", "0123456", "\\n", "\\u00e9", "\\\"", "한", "😀", " ", "}", "\\\\", "/"
    };
    private static final String[] BLANKS = {"", "", "", "", " ", "\n", "\t", "\r\n  "};
    private static final String NOISE = "{}[]\",:\\0 \t\n\u0001u-.e9";
    private final Random random;

    Texts(Random random) {
      this.random = random;
    }

    private String one(String[] of) {
      return of[random.nextInt(of.length)];
    }

    String value(int depth) {
      return switch (random.nextInt(depth == 0 ? 5 : 9)) {
        case 0, 1 -> string();
        case 2 -> Long.toString(random.nextInt(3) - 1L + random.nextLong() % 1000);
        case 3 -> random.nextInt(60) == 0 ? "1.5" : "null";
        case 4 -> Boolean.toString(random.nextBoolean());
        case 5 -> list("[", "]", depth, "");
        default -> list("{", "}", depth, "\"");
      };
    }

    private String string() {
      StringBuilder text = new StringBuilder("\"");
      for (int i = random.nextInt(4); i > 0; i--) {
        text.append(one(PIECES));
      }
      return text.append('"').toString();
    }

    private String list(String begin, String end, int depth, String quote) {
      StringBuilder list = new StringBuilder(begin);
      int size = random.nextInt(5);
      for (int i = 0; i < size; i++) {
        list.append(i > 0 ? "," : "").append(one(BLANKS));
        if (!quote.isEmpty()) {
          String key = random.nextInt(3) == 0 ? one(KEYS) : one(KEYS) + i;
          list.append(quote).append(key).append(quote).append(one(BLANKS)).append(':');
        }
        list.append(value(depth - 1)).append(one(BLANKS));
      }
      return list.append(end).toString();
    }

    String damaged(String text) {
      StringBuilder damaged = new StringBuilder(text);
      int at = random.nextInt(text.length());
      char noise = NOISE.charAt(random.nextInt(NOISE.length()));
      switch (random.nextInt(3)) {
        case 0 -> damaged.setCharAt(at, noise);
        case 1 -> damaged.insert(at, noise);
        default -> damaged.setLength(at);
      }
      return damaged.toString();
    }
  }
}
