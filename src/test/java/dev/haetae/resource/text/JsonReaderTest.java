package dev.haetae.resource.text;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Position;
import dev.haetae.resource.tree.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  private static Value read(String json) throws UnreadableException {
    return JsonReader.review(json.getBytes(UTF_8), Limits.REVIEW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"a\":[1,-2,1.50,1e3,true,false,null,\"\\\"\\\\\\n\\u007f\"]}",
        "{\"안녕\":\"하세요 😀\"}",
        "12345678901234567890123456789",
        "9223372036854775807"
      })
  void writesWhatItReads(String json) throws UnreadableException {
    assertThat(JsonWriter.toText(read(json))).isEqualTo(json);
  }

  @Test
  void readsManyKeys() throws UnreadableException {
    StringBuilder json = new StringBuilder("{\"k0\":0");
    for (int i = 1; i < 5000; i++) {
      json.append(",\"k").append(i).append("\":").append(i);
    }
    ObjectValue object = (ObjectValue) read(json.append('}').toString());
    assertThat(object.size()).isEqualTo(5000);
    assertThat(object.get("k4999")).isEqualTo(NumberValue.of(4999));
    assertThat(object.get("k5000")).isSameAs(NullValue.NULL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|the body is empty; an AdmissionReview is expected",
        "{\"a\":|the JSON ends too early: a string, object or array is not closed",
        "{\"a\":\"x|the JSON ends too early: a string, object or array is not closed",
        "{\"a\":1,}|this is no valid JSON",
        "{'a':1}|this is no valid JSON",
        "{\"a\":01}|this is no valid JSON",
        "{\"a\":NaN}|this is no valid JSON",
        "{\"a\":1} {}|something follows the end of the JSON value",
        "{\"a\":1,\"b\":2,\"a\":3}|the key a is written twice",
        "{\"a\":{\"b\":1,\"\\u0062\":2}}|the key b is written twice",
        "hello|this is no valid JSON",
      })
  void refusesWithASentence(String json, String sentence) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(UnreadableException.class)
        .hasMessage(sentence);
  }

  @Test
  void refusesDepthWithoutOverflow() {
    assertThatThrownBy(() -> read("[".repeat(200_000)))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("nests deeper than 128 levels");
    assertThatThrownBy(() -> read("{\"a\":".repeat(200_000)))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("nests deeper than 128 levels");
  }

  @Test
  void refusesManyValues() {
    assertThatThrownBy(() -> read("[" + "1,".repeat(600_000) + "1]"))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("holds more than 500000 values");
  }

  @Test
  void refusesWhatIsNotUtf8() {
    for (byte[] body :
        new byte[][] {
          {'"', (byte) 0xff, '"'},
          {'"', (byte) 0xc0, (byte) 0x80, '"'},
          {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
          {(byte) 0xfe, (byte) 0xff, 0, '{', 0, '}'}
        }) {
      assertThatThrownBy(() -> JsonReader.review(body, Limits.REVIEW))
          .isInstanceOf(UnreadableException.class)
          .hasMessage("the body is not UTF-8");
    }
  }

  @Test
  void refusesUtf16WithoutByteOrderMark() {
    assertThatThrownBy(() -> JsonReader.review("{}".getBytes(UTF_16LE), Limits.REVIEW))
        .isInstanceOf(UnreadableException.class);
  }

  @Test
  void refusesToReadLaterWhatIsWrittenTwice() {
    JsonSelection selection =
        JsonSelection.of(Map.of("old", JsonSelection.LATER), JsonSelection.ALL);
    for (String json : List.of("{\"old\":{},\"old\":null}", "{\"old\":null,\"old\":{}}")) {
      assertThatThrownBy(() -> JsonReader.review(json.getBytes(UTF_8), Limits.REVIEW, selection))
          .isInstanceOf(UnreadableException.class)
          .hasMessage("the key old is written twice");
    }
  }

  /**
   * Jackson's own table of names refuses these names; none of ours does, nor does any look at each
   * name once for each other.
   */
  @Test
  void namesOfOneHashAreNamesLikeOthers() throws Exception {
    StringBuilder json = new StringBuilder();
    for (String name : CollidingNames.of(2_000)) {
      json.append(json.isEmpty() ? '{' : ',').append('"').append(name).append("\":0");
    }
    byte[] body = json.append('}').toString().getBytes(UTF_8);
    assertThatThrownBy(() -> readByJacksonsTable(body)).hasMessageContaining("hash collisions");

    assertThat(((ObjectValue) JsonReader.review(body, Limits.REVIEW)).size()).isEqualTo(2_000);
    assertThat(
            ((ObjectValue)
                    JsonReader.parsed(body, 0, body.length, Limits.REVIEW, JsonSelection.ALL)
                        .value())
                .size())
        .isEqualTo(2_000);
    assertThat(JsonReader.documents(json.toString(), Limits.FILES)).hasSize(1);
  }

  private static void readByJacksonsTable(byte[] body) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(body)) {
      while (parser.nextToken() != null) {
        // Only to be read.
      }
    }
  }

  /** Of one hash for a HashMap, and of one hash for the table of field names. */
  @Test
  void namesOfOneStringHashAreSorted() throws Exception {
    List<String> names = new ArrayList<>(List.of(""));
    for (int i = 0; i < 12; i++) {
      names = names.stream().flatMap(name -> Stream.of(name + "Aa", name + "BB")).toList();
    }
    String json =
        names.stream().map(name -> '"' + name + "\":0").collect(Collectors.joining(",", "{", "}"));
    byte[] body = json.getBytes(UTF_8);
    JsonReading common =
        Objects.requireNonNull(
            BodyReader.read(body, 0, body.length, Limits.REVIEW, JsonSelection.ALL));
    assertThat(((ObjectValue) common.value()).get(names.getLast())).isEqualTo(NumberValue.of(0));
  }

  @Test
  void readsLaterBehindWhateverLetters() throws Exception {
    JsonSelection selection =
        JsonSelection.of(Map.of("old", JsonSelection.LATER), JsonSelection.ALL);
    for (String before : List.of("", "é", "한", "😀", "\uFEFF")) {
      for (String mark : List.of("", "\uFEFF")) {
        byte[] body = (mark + "{\"a\":\"" + before + "\",\"old\":[1.5]}").getBytes(UTF_8);
        JsonReading reading = JsonReader.parsed(body, 0, body.length, Limits.REVIEW, selection);
        assertThat(JsonWriter.toText(reading.later(JsonSelection.ALL))).isEqualTo("[1.5]");
      }
    }
  }

  @Test
  void refusesWhatIsTooLarge() {
    assertThatThrownBy(() -> JsonReader.review(new byte[9 << 20], Limits.REVIEW))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("the body has 9437184 bytes; the limit is 8388608");
  }

  @Test
  void countsColumnsInCodePoints() throws UnreadableException {
    String text =
        """
        {"a":"😀😀","b":1,
        "c":"😀","d":2}
        {"e":"😀","f":3}\
        """;
    List<Document> documents = JsonReader.documents(text, Limits.FILES);
    ObjectValue first = (ObjectValue) documents.getFirst().root();
    ObjectValue second = (ObjectValue) documents.getLast().root();
    assertThat(Path.of("b").position(first)).isEqualTo(new Position(1, 11));
    assertThat(Path.of("d").position(first)).isEqualTo(new Position(2, 9));
    assertThat(Path.of("f").position(second)).isEqualTo(new Position(3, 10));
    assertThatThrownBy(() -> JsonReader.documents("{\"😀\":\"😀\" x", Limits.FILES))
        .isInstanceOfSatisfying(
            UnreadableException.class, e -> assertThat(e.column()).isEqualTo(10));
  }
}
