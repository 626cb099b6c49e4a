package dev.haetae.resource.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
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
  private static final Limits WIDE = new Limits(1 << 20, 60, 5_000, 1);
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
        "{\"Aa\":1,\"BB\":2,\"C#\":{\"Aa\":3,\"BB\":4}}",
        "\"\u007f\u0080\uffff\\u0000\\ud83d\"",
        "123456789",
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
        "-01",
        "--1",
        "1-",
        "[1\u0000]",
        "{}\u0000",
        "\u0000{}",
        "[\u00a01]",
        "[\f1]",
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
        "{\"Aa\":1,\"BB\":2,\"Aa\":3}",
        "{\"Aa\":1,\"skipped\":0,\"Aa\":3}",
        "{\"later\":null,\"later\":null}",
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
  void readsKeysOfEveryLength() {
    for (int length = 0; length <= 1_000; length += length < 100 ? 1 : 100) {
      for (char last : new char[] {'a', '~', '\u007f'}) {
        String key = length == 0 ? "" : "k".repeat(length - 1) + last;
        // Twice: made the first time, known the second.
        requireOnlyKey(key);
        requireOnlyKey(key);
      }
    }
  }

  private static void requireOnlyKey(String key) {
    ObjectValue object =
        (ObjectValue) Objects.requireNonNull(read("{\"" + key + "\":7}"), key).value();
    assertThat(object.key(0)).isEqualTo(key);
    assertThat(object.get(key)).isEqualTo(NumberValue.of(7));
  }

  /** Whoever wants to can find names of one hash: the hash of names is no secret. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind",
        "hostPath",
        "containers",
        "imagePullPolicy",
        "terminationGracePeriodSeconds"
      })
  void tellsNamesOfOneHashApart(String name) {
    String other = otherOfOneHash(name);
    assertThat(hash(other)).isEqualTo(hash(name));
    requireOnlyKey(name);
    requireOnlyKey(other);
    ObjectValue both =
        (ObjectValue)
            Objects.requireNonNull(read("{\"" + name + "\":1,\"" + other + "\":2}")).value();
    assertThat(both.get(name)).isEqualTo(NumberValue.of(1));
    assertThat(both.get(other)).isEqualTo(NumberValue.of(2));
  }

  // Fifteen letters: any eight, and the seven that give the same hash then, if they are letters.
  private static String otherOfOneHash(String name) {
    byte[] letters = name.getBytes(UTF_8);
    int last = letters.length / Long.BYTES;
    long before = 0;
    for (int i = 0; i < last; i++) {
      before = FieldNames.hash(before, eight(letters, i));
    }
    long wanted = before ^ eight(letters, last);
    ByteBuffer found = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    Random random = new Random(1);
    while (true) {
      for (int i = 0; i < Long.BYTES; i++) {
        found.put(i, (byte) ('a' + random.nextInt(26)));
      }
      found.putLong(Long.BYTES, FieldNames.hash(0, found.getLong(0)) ^ wanted);
      if (areLetters(found.array(), 15) && found.get(15) == 0) {
        return new String(found.array(), 0, 15, UTF_8);
      }
    }
  }

  private static boolean areLetters(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] < ' ' || bytes[i] == '"' || bytes[i] == '\\') {
        return false;
      }
    }
    return true;
  }

  private static long hash(String name) {
    byte[] letters = name.getBytes(UTF_8);
    long hash = 0;
    for (int i = 0; i <= letters.length / Long.BYTES; i++) {
      hash = FieldNames.hash(hash, eight(letters, i));
    }
    return hash;
  }

  private static long eight(byte[] letters, int index) {
    byte[] padded = Arrays.copyOf(letters, (index + 1) * Long.BYTES);
    return ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN).getLong(index * Long.BYTES);
  }

  @Test
  void readsObjectsWithManyKeys() throws UnreadableException {
    for (int keys : new int[] {16, 17, 18, 500}) {
      String text = objectOf(keys);
      byte[] body = text.getBytes(UTF_8);
      requireSame(
          Objects.requireNonNull(read(text)),
          JsonReader.parsed(body, 0, body.length, LIMITS, SELECTION),
          text);
      String twice = text.replace("{", "{\"" + (keys - 1) + "\":1,");
      assertThat(read(twice)).isNull();
    }
  }

  private static String objectOf(int keys) {
    StringBuilder text = new StringBuilder("{\"0\":0");
    for (int i = 1; i < keys; i++) {
      text.append(",\"").append(i).append("\":0");
    }
    return text.append('}').toString();
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
    for (int seed = 0; seed < 30_000; seed++) {
      Texts texts = new Texts(new Random(seed));
      byte[] body = texts.value(4).getBytes(UTF_8);
      for (int damages = seed % 3; damages > 0; damages--) {
        body = texts.damaged(body);
      }
      Limits limits = seed % 5 == 0 ? texts.narrow() : LIMITS;
      common += agrees(body, 0, body.length, limits, SELECTION) ? 1 : 0;
    }
    assertThat(common).isGreaterThan(10_000);
  }

  @Test
  void agreesWithTheLongWayOnAPart() {
    int common = 0;
    for (int seed = 0; seed < 30_000; seed++) {
      Random random = new Random(seed);
      Texts texts = new Texts(random);
      byte[] before = texts.around().getBytes(UTF_8);
      byte[] part = texts.value(3).getBytes(UTF_8);
      byte[] behind = texts.around().getBytes(UTF_8);
      byte[] body = joined(before, part, behind);
      int from = before.length;
      int to = from + part.length;
      if (seed % 2 == 1) {
        from = Math.clamp(from + random.nextInt(7) - 3L, 0, body.length);
        to = Math.clamp(to + random.nextInt(7) - 3L, from, body.length);
      }
      common += agrees(body, from, to, LIMITS, JsonSelection.ALL) ? 1 : 0;
    }
    assertThat(common).isGreaterThan(10_000);
  }

  private static byte[] joined(byte[] before, byte[] part, byte[] behind) {
    byte[] body = Arrays.copyOf(before, before.length + part.length + behind.length);
    System.arraycopy(part, 0, body, before.length, part.length);
    System.arraycopy(behind, 0, body, before.length + part.length, behind.length);
    return body;
  }

  /** What it reads within wide limits, it reads within narrow ones where the long way does. */
  @Test
  void hasTheLimitsOfTheLongWay() {
    int common = 0;
    for (int seed = 0; seed < 1_000; seed++) {
      byte[] body = new Texts(new Random(seed)).value(4).getBytes(UTF_8);
      if (agrees(body, 0, body.length, WIDE, SELECTION)) {
        common++;
        for (int depth = 1; depth < 7; depth++) {
          requireSameLimits(body, new Limits(1 << 20, depth, 5_000, 1));
        }
        for (int values = 1; values < 40; values++) {
          requireSameLimits(body, new Limits(1 << 20, 60, values, 1));
        }
      }
    }
    assertThat(common).isGreaterThan(300);
  }

  private static void requireSameLimits(byte[] body, Limits limits) {
    assertThat(BodyReader.read(body, 0, body.length, limits, SELECTION) != null)
        .as(new String(body, UTF_8) + " within " + limits)
        .isEqualTo(parsed(body, 0, body.length, limits, SELECTION) != null);
  }

  private static @Nullable JsonReading parsed(
      byte[] body, int from, int to, Limits limits, JsonSelection selection) {
    try {
      return JsonReader.parsed(body, from, to, limits, selection);
    } catch (UnreadableException e) {
      return null;
    }
  }

  // False where it gives up.
  private static boolean agrees(
      byte[] body, int from, int to, Limits limits, JsonSelection selection) {
    JsonReading reading = BodyReader.read(body, from, to, limits, selection);
    if (reading == null) {
      return false;
    }
    String text = new String(body, UTF_8) + " from " + from + " to " + to + " within " + limits;
    JsonReading other = parsed(body, from, to, limits, selection);
    assertThat(other).as("read what cannot be: " + text).isNotNull();
    if (other != null) {
      requireSame(reading, other, text);
    }
    return true;
  }

  private static void requireSame(JsonReading reading, JsonReading other, String text) {
    assertThat(reading.value()).as(text).isEqualTo(other.value());
    // Keys and values in their order, too.
    assertThat(JsonWriter.toText(reading.value()))
        .as(text)
        .isEqualTo(JsonWriter.toText(other.value()));
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
    private static final String[] RARE_KEYS = {
      // The first four have one hash.
      "AaAa",
      "BBBB",
      "AaBB",
      "BBAa",
      "\u007f",
      "a b",
      "0123456789abcdef",
      "k".repeat(64),
      "k".repeat(65),
      "k".repeat(999),
      "k".repeat(1_001),
      "\\u0061",
      "l\\u0061ter",
      "한"
    };
    private static final String[] PIECES = {
      "x",
      "containers",
      "0123456",
      "\\n",
      "\\u00e9",
      "\\\"",
      "한",
      "😀",
      " ",
      "}",
      "\\\\",
      "/",
      "\\ud83d\\uDE00",
      "\\udc00",
      "\\u0000",
      "\\b\\f\\r\\t\\/",
      "\u007f",
      "\u0080\u07ff\u0800",
      "\uffff"
    };
    private static final String[] NUMBERS = {
      "0",
      "-0",
      "-1",
      "9",
      "12345678901234567",
      "-1234567890123456",
      "123456789012345678",
      "-12345678901234567",
      "9223372036854775808",
      "00",
      "-01",
      "1.5",
      "1e3",
      "0e0",
      "-",
      "0x1"
    };
    private static final String[] AROUND = {
      "", "[", "]", "{\"a\":", "}", "\"", "\\", "é", "😀", "12", "0", ".5", "e5", " ", "u0041\"",
      ","
    };
    private static final String[] BLANKS = {"", "", "", "", " ", "\n", "\t", "\r\n  "};
    private static final String NOISE = "{}[]\",:\\0 \t\n\r\f\u0000\u0001\u001f\u007fu-+.eE9/'n";
    private static final byte[] NONE = {};
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
        case 2 ->
            random.nextInt(10) == 0
                ? one(NUMBERS)
                : Long.toString(random.nextInt(3) - 1L + random.nextLong() % 1000);
        case 3 -> "null";
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
          String key = one(random.nextInt(12) == 0 ? RARE_KEYS : KEYS);
          key = random.nextInt(3) == 0 ? key : key + i;
          list.append(quote).append(key).append(quote).append(one(BLANKS)).append(':');
        }
        list.append(value(depth - 1)).append(one(BLANKS));
      }
      return list.append(end).toString();
    }

    String around() {
      StringBuilder around = new StringBuilder();
      for (int i = random.nextInt(4); i > 0; i--) {
        around.append(one(AROUND));
      }
      return around.toString();
    }

    Limits narrow() {
      return new Limits(1 << 20, 1 + random.nextInt(6), 1 + random.nextInt(40), 1);
    }

    byte[] damaged(byte[] body) {
      if (body.length == 0) {
        return body;
      }
      int at = random.nextInt(body.length);
      byte noise =
          random.nextBoolean()
              ? (byte) random.nextInt(256)
              : (byte) NOISE.charAt(random.nextInt(NOISE.length()));
      byte[] damaged = body.clone();
      switch (random.nextInt(6)) {
        case 0 -> damaged[at] = noise;
        case 1 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> damaged = joined(Arrays.copyOf(body, at), new byte[] {noise}, from(body, at));
        case 3 -> damaged = joined(Arrays.copyOf(body, at), new byte[0], from(body, at + 1));
        case 4 ->
            damaged = joined(Arrays.copyOf(body, at), from(body, random.nextInt(at + 1)), NONE);
        default -> damaged = Arrays.copyOf(body, at);
      }
      return damaged;
    }

    private static byte[] from(byte[] body, int at) {
      return Arrays.copyOfRange(body, at, body.length);
    }
  }
}
