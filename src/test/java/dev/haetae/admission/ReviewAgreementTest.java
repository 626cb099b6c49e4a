package dev.haetae.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.haetae.admission.AdmissionRequest.Change;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What the reviews' reader leaves out changes nothing: on a fuzzed corpus it finds the objects that
 * a plain Jackson tree of the whole body holds, and refuses what that refuses.
 */
class ReviewAgreementTest {
  private static final int BODIES = 4_000;
  private static final JsonMapper PLAIN =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .build();
  private static final AdmissionReviewReader READER = new AdmissionReviewReader(Limits.REVIEW);

  private int read;
  private int refused;

  @Test
  void readsWhatAPlainTreeHolds() {
    for (int seed = 0; seed < BODIES; seed++) {
      compare(new Bodies(seed).review(), "seed " + seed);
    }
    assertThat(read).as("bodies that were read").isGreaterThan(BODIES / 2);
    assertThat(refused).as("bodies that were refused").isPositive();
  }

  @Test
  void readsDamagedBodiesAsAPlainTreeDoes() {
    for (int seed = 0; seed < BODIES; seed++) {
      byte[] body = new Bodies(seed).review();
      Random random = new Random(seed);
      for (int damage = 1 + random.nextInt(3); damage > 0 && body.length > 0; damage--) {
        body = damaged(body, random);
      }
      compare(body, "seed " + seed);
    }
    assertThat(read).as("bodies that were read").isPositive();
    assertThat(refused).as("bodies that were refused").isGreaterThan(BODIES / 2);
  }

  private static byte[] damaged(byte[] body, Random random) {
    int at = random.nextInt(body.length);
    return switch (random.nextInt(4)) {
      case 0 -> {
        byte[] changed = body.clone();
        changed[at] = (byte) random.nextInt(256);
        yield changed;
      }
      case 1 -> Arrays.copyOf(body, at);
      case 2 -> {
        byte[] changed = body.clone();
        changed[at] = (byte) "{}[]\",:\\0 \t\0u-".charAt(random.nextInt(14));
        yield changed;
      }
      default -> {
        byte[] longer = new byte[body.length + 1];
        System.arraycopy(body, 0, longer, 0, at);
        longer[at] = body[random.nextInt(body.length)];
        System.arraycopy(body, at, longer, at + 1, body.length - at);
        yield longer;
      }
    };
  }

  private void compare(byte[] body, String seed) {
    String description = seed + ": " + new String(body, UTF_8);
    ObjectNode plain;
    try {
      plain = plain(body);
    } catch (NumberFormatException e) {
      // An exponent that no BigDecimal holds: there is nothing to compare with.
      return;
    }
    AdmissionRequest request;
    Change change;
    Resource old;
    try {
      request = READER.read(body, Carriers.SHIPPED);
      change = request.change();
      old = change == null ? null : change.old().get();
    } catch (UnreadableException | MalformedResourceException e) {
      refused++;
      return;
    }
    if (plain == null) {
      throw new AssertionError("read, although a plain tree cannot be; " + description);
    }
    read++;
    JsonNode asked = plain.get("request");
    assertThat(request.uid()).as(description).isEqualTo(asked.get("uid").textValue());
    String operation = asked.get("operation").textValue();
    if (change == null) {
      assertThat(operation).as(description).isIn("DELETE", "CONNECT");
      return;
    }
    assertThat(change.operation().name()).as(description).isEqualTo(operation);
    assertThat(change.user())
        .as(description)
        .isEqualTo(asked.path("userInfo").path("username").asText(""));
    compare(change.object(), asked.get("object"), description);
    compare(old, asked.get("oldObject"), description);
  }

  private static void compare(
      @Nullable Resource resource, @Nullable JsonNode node, String description) {
    if (resource == null) {
      // There is none before a CREATE.
      return;
    }
    if (node == null) {
      throw new AssertionError("an object out of nothing; " + description);
    }
    // What a body does not say of its object, the request says.
    if (node instanceof ObjectNode object && !object.has("kind")) {
      object.put("kind", "Pod");
    }
    if (node instanceof ObjectNode object && !object.has("apiVersion")) {
      object.put("apiVersion", "v1");
    }
    if (node.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove("managedFields");
    }
    assertThat(isSame(resource.tree(), node))
        .as("%s reads as %s", description, resource.tree())
        .isTrue();
  }

  private static boolean isSame(Value value, JsonNode node) {
    return switch (value) {
      case NullValue _ -> node.isNull();
      case BooleanValue flag ->
          node.isBoolean() && node.booleanValue() == (flag == BooleanValue.TRUE);
      case StringValue string -> node.isTextual() && node.textValue().equals(string.text());
      case NumberValue number ->
          node.isNumber() && node.decimalValue().compareTo(new BigDecimal(number.literal())) == 0;
      case ArrayValue array -> {
        boolean same = node.isArray() && node.size() == array.size();
        for (int i = 0; same && i < array.size(); i++) {
          same = isSame(array.get(i), node.get(i));
        }
        yield same;
      }
      case ObjectValue object -> {
        boolean same = node.isObject() && node.size() == object.size();
        Iterator<Map.Entry<String, JsonNode>> fields = node.properties().iterator();
        for (int i = 0; same && i < object.size(); i++) {
          Map.Entry<String, JsonNode> field = fields.next();
          same = field.getKey().equals(object.key(i)) && isSame(object.value(i), field.getValue());
        }
        yield same;
      }
    };
  }

  /** The tree; null when it is no JSON object in UTF-8 without repeated keys. */
  private static @Nullable ObjectNode plain(byte[] body) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return withoutRepeats(body) instanceof ObjectNode object ? object : null;
    } catch (CharacterCodingException | JsonProcessingException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // A key may be repeated where nobody looks: the lenient tree is right about the rest.
  private static JsonNode withoutRepeats(byte[] body) throws IOException {
    try {
      return PLAIN.readTree(body);
    } catch (JsonProcessingException e) {
      if (!e.getOriginalMessage().startsWith("Duplicate field")) {
        throw e;
      }
      return PLAIN
          .rebuild()
          .disable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build()
          .readTree(body);
    }
  }

  /** Writes reviews: every other one with everything that makes JSON hard to read. */
  private static final class Bodies {
    private final Random random;
    private final boolean common;
    private final StringBuilder out = new StringBuilder();

    Bodies(int seed) {
      random = new Random(seed);
      common = seed % 2 == 0;
    }

    byte[] review() {
      boolean update = random.nextBoolean();
      String[] request = {
        "\"uid\":\"u-1\"",
        """
        "kind":{"group":"","version":"v1","kind":"Pod"}\
        """,
        "\"operation\":\"" + (update ? "UPDATE" : "CREATE") + '"',
        "\"userInfo\":{\"username\":\"" + text() + "\",\"extra\":" + value(3) + '}',
        "\"namespace\":\"team\"",
        "\"object\":" + object(),
        "\"oldObject\":" + (update ? object() : "null"),
        "\"options\":" + value(3),
        "\"" + key() + "\":" + value(2)
      };
      shuffle(request);
      String body =
          "{\"kind\":\"AdmissionReview\","
              + blank()
              + "\"request\":{"
              + String.join(blank() + ',' + blank(), request)
              + "},\"apiVersion\":\"admission.k8s.io/v1\""
              + (random.nextInt(20) == 0 ? ",\"kind\":\"Other\"" : "")
              + '}';
      return body.getBytes(UTF_8);
    }

    private void shuffle(String[] parts) {
      for (int i = parts.length - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        String part = parts[i];
        parts[i] = parts[other];
        parts[other] = part;
      }
    }

    private String object() {
      String[] parts = {
        "\"kind\":\"Pod\"",
        "\"apiVersion\":\"v1\"",
        "\"metadata\":{\"name\":\"a\",\""
            + (common ? "managedFields" : "managed\\u0046ields")
            + "\":"
            + value(3)
            + ",\"x\":"
            + value(2)
            + '}',
        "\"spec\":" + value(4),
        "\"managedFields\":" + value(2)
      };
      shuffle(parts);
      return '{' + String.join(",", parts) + '}';
    }

    private String value(int depth) {
      return switch (random.nextInt(depth == 0 ? 4 : 7)) {
        case 0 -> '"' + text() + '"';
        case 1 -> number();
        case 2 -> "null";
        case 3 -> random.nextBoolean() ? "true" : "false";
        case 4 -> {
          StringBuilder array = new StringBuilder("[");
          for (int i = random.nextInt(6); i > 0; i--) {
            array.append(value(depth - 1)).append(i > 1 ? "," : "");
          }
          yield array.append(']').toString();
        }
        default -> {
          StringBuilder object = new StringBuilder("{");
          int size = random.nextInt(20) == 0 ? 40 : random.nextInt(6);
          for (int i = size; i > 0; i--) {
            object.append('"').append(key()).append(size > 6 || random.nextInt(30) > 0 ? i : "");
            object.append('"').append(blank()).append(':').append(blank()).append(value(depth - 1));
            object.append(i > 1 ? "," : "");
          }
          yield object.append('}').toString();
        }
      };
    }

    private String key() {
      String[] keys = {
        "a", "oldObject", "managedFields", "metadata", "n\\u0061me", "키", "k\\\"", "", "\\/", "😀"
      };
      String[] plain = {
        "a", "oldObject", "managedFields", "metadata", "app.kubernetes.io/name", ""
      };
      return common ? plain[random.nextInt(plain.length)] : keys[random.nextInt(keys.length)];
    }

    private String text() {
      String[] pieces = {
        "x", "\\n", "\\u00e9", "\\ud83d\\ude00", "한", "😀", "\\\\", "\\\"", " ", "}"
      };
      out.setLength(0);
      for (int i = random.nextInt(8); i > 0; i--) {
        out.append(pieces[random.nextInt(pieces.length)]);
      }
      return out.toString();
    }

    private String number() {
      String[] numbers = {
        "0",
        "-0",
        "1",
        "-17",
        "9223372036854775807",
        "9223372036854775808",
        "1.50",
        "1e3",
        "-2.5E-7",
        "123456789012345678901234567890",
        "0.1",
        "999999999999999999"
      };
      return common ? "-" + random.nextInt(100) : numbers[random.nextInt(numbers.length)];
    }

    private String blank() {
      String[] blanks = {"", "", "", " ", "\n", "\t", "\r\n  "};
      return blanks[random.nextInt(blanks.length)];
    }
  }
}
