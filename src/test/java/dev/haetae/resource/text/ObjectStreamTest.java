package dev.haetae.resource.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of the objects of a list or a watch, in whatever pieces and of whatever size. */
class ObjectStreamTest {
  private static final KeptFields FIELDS =
      KeptFields.of(
          "metadata.labels<40",
          "metadata.annotations[example.dev/kept]",
          "spec.nodeName",
          "spec.containers.resources",
          "spec.volumes.ephemeral.name");

  /** Gives no more than {@code most} bytes at a time, as a network does. */
  private static InputStream inPieces(String text, int most) {
    return new ByteArrayInputStream(text.getBytes(UTF_8)) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(most, length));
      }
    };
  }

  private static List<StreamedObject> items(String json, int most, KeptFields fields, int longest)
      throws IOException, UnreadableException {
    List<StreamedObject> items = new ArrayList<>();
    var _ = new ObjectStream(inPieces(json, most), fields, longest).list(items::add);
    return items;
  }

  private static StreamedObject item(String json) throws IOException, UnreadableException {
    return items("{\"items\":[" + json + "]}", 1 << 20, FIELDS, 1_000).getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"metadata\":{\"name\":\"a\",\"uid\":\"u\"},\"spec\":{\"nodeName\":\"n\",\"x\":[{\"]\":\"}\\\\\\\"\"}]},\"status\":{}}|{\"metadata\":{\"name\":\"a\"},\"spec\":{\"nodeName\":\"n\"}}",
        "{\"status\":1,\"spec\":{\"containers\":[{\"name\":\"c\",\"resources\":{\"limits\":{\"cpu\":1}}},{\"name\":\"d\"}]}}|{\"spec\":{\"containers\":[{\"resources\":{\"limits\":{\"cpu\":1}}},{}]}}",
        "{\"spec\":{\"volumes\":[{\"ephemeral\":{\"much\":1}},{\"nfs\":{}}]}}|{\"spec\":{\"volumes\":[{\"ephemeral\":{}},{}]}}",
        "{\"metadata\":{\"annotations\":{\"example.dev/kept\":\"x\",\"example.dev/other\":\"y\"}}}|{\"metadata\":{\"annotations\":{\"example.dev/kept\":\"x\"}}}",
        "{\"spec\":7,\"metadata\":null}|{\"spec\":7,\"metadata\":null}",
        "{\"spec\":{\"containers\":[[{\"a\":1}],null,\"x\",-1.5e3]}}|{\"spec\":{\"containers\":[[{\"a\":1}],null,\"x\",-1.5e3]}}",
        "{}|{}",
        "{\"spec\" : { } , \"other\" : [ ] }|{\"spec\":{}}",
      })
  void keepsWhatIsToBeKept(String json, String kept) throws Exception {
    StreamedObject item = item(json);
    assertThat(item.problem()).isEmpty();
    assertThat(JsonWriter.toText(item.tree())).isEqualTo(kept);
    assertThat(item.isCut()).isFalse();
    assertThat(item.bytes()).isLessThanOrEqualTo(json.length());
  }

  @Test
  void leavesOutWhatIsTooLongAndSaysSo() throws Exception {
    String labels = "{\"a\":\"" + "x".repeat(40) + "\"}";
    StreamedObject item =
        item(
            "{\"metadata\":{\"name\":\"n\",\"labels\":"
                + labels
                + ",\"namespace\":\"s\"},\"spec\":{\"nodeName\":\"m\"}}");
    assertThat(item.isCut()).isTrue();
    assertThat(item.isReadable()).isTrue();
    assertThat(JsonWriter.toText(item.tree()))
        .isEqualTo(
            """
            {"metadata":{"name":"n","namespace":"s"},"spec":{"nodeName":"m"}}\
            """);
    assertThat(item("{\"metadata\":{\"labels\":{\"a\":\"" + "x".repeat(32) + "\"}}}").isCut())
        .isFalse();
  }

  /** The name is told of whatever cannot be read, before or behind what makes it so. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"metadata\":{\"name\":\"n\",\"namespace\":\"s\"},\"spec\":{\"nodeName\":\"%s\"}}",
        "{\"spec\":{\"nodeName\":\"%s\"},\"metadata\":{\"namespace\":\"s\",\"name\":\"n\"}}",
      })
  void tellsTheNameOfWhatIsTooLong(String json) throws Exception {
    StreamedObject item = item(json.formatted("x".repeat(1_000)));
    assertThat(item.problem()).isEqualTo("has more than 1000 bytes in what is read of it");
    assertThat(item.namespace()).isEqualTo("s");
    assertThat(item.name()).isEqualTo("n");
    assertThat(item.tree()).isSameAs(ObjectValue.EMPTY);
  }

  @Test
  void whatCannotBeReadDoesNotCostTheOthers() throws Exception {
    String list =
        "{\"kind\":\"List\",\"items\":["
            + "{\"metadata\":{\"name\":\"a\"},\"spec\":{\"nodeName\":\"\\ud800\\x\"}},"
            + "null,7,[[]],"
            + "{\"metadata\":{\"name\":\"b\"},\"spec\":{\"nodeName\":1,\"nodeName\":2}},"
            + "{\"metadata\":{\"name\":\"c\"},\"status\":{\"a\":tru,\"a\":01,\"b\":"
            + "[".repeat(5_000)
            + "]".repeat(5_000)
            + "}},"
            + "{\"metadata\":{\"name\":\"d\"},\"spec\":{\"nodeName\":"
            + "[".repeat(200)
            + "]".repeat(200)
            + "}}"
            + "],\"metadata\":{\"continue\":\"c\",\"resourceVersion\":\"7\",\"other\":{}}}";
    for (int most : new int[] {1, 2, 3, 7, 100, 1 << 20}) {
      List<StreamedObject> items = new ArrayList<>();
      ObjectValue metadata = new ObjectStream(inPieces(list, most), FIELDS, 1_000).list(items::add);
      assertThat(JsonWriter.toText(metadata))
          .isEqualTo("{\"continue\":\"c\",\"resourceVersion\":\"7\"}");
      assertThat(items)
          .extracting(item -> item.name() + ": " + item.problem())
          .containsExactly(
              "a: this is no valid JSON",
              ": is no object",
              ": is no object",
              ": is no object",
              "b: the key nodeName is written twice",
              "c: ",
              "d: nests deeper than 128 levels");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "7",
        "{\"items\":[{}}",
        "{\"items\":[{\"a\" 1}]}",
        "{\"items\":[{a:1}]}",
        "{\"items\":[{\"a\":}]}",
        "{\"items\":[{},]}",
        "{\"items\":[{}{}]}",
        "{items:[]}"
      })
  void refusesWhatIsNoList(String json) {
    assertThatThrownBy(() -> items(json, 1 << 20, FIELDS, 1_000))
        .isInstanceOf(UnreadableException.class);
  }

  @Test
  void saysThatAListBrokeOff() {
    String list =
        """
        {"items":[{"metadata":{"name":"a\\"","x":[1,2]},"spec":{"x":"y"}}]}\
        """;
    for (int end = 0; end < list.length(); end++) {
      String begin = list.substring(0, end);
      assertThatThrownBy(() -> items(begin, 3, FIELDS, 1_000)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void readsTheEventsOfAWatch() throws Exception {
    String events =
        """
        {"type":"ADDED","object":{"metadata":{"name":"a","namespace":"s","resourceVersion":"5"},"spec":{"nodeName":"n","x":1}}}

        {"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"6"}}}
        {"object":{"kind":"Status","code":410,"message":"too old"},"type":"ERROR"}
        """;
    KeptFields fields = KeptFields.event("spec.nodeName");
    for (int most : new int[] {1, 5, 1 << 20}) {
      ObjectStream stream = new ObjectStream(inPieces(events, most), fields, 1_000);
      List<String> seen = new ArrayList<>();
      while (stream.hasNext()) {
        StreamedObject event = stream.nextEvent();
        seen.add(event.type() + ' ' + event.name() + ' ' + event.version() + ' ' + event.tree());
      }
      assertThat(seen)
          .containsExactly(
              "ADDED a 5"
                  + " {\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"a\",\"namespace\":\"s\",\"resourceVersion\":\"5\"},\"spec\":{\"nodeName\":\"n\"}}}",
              """
              BOOKMARK  6 \
              {"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"6"}}}\
              """,
              """
              ERROR   {"object":{"code":410,"message":"too old"},"type":"ERROR"}\
              """);
      assertThat(stream.bytes()).isEqualTo(events.getBytes(UTF_8).length);
    }
  }

  @Test
  void saysThatAWatchBrokeOff() throws Exception {
    ObjectStream stream =
        new ObjectStream(inPieces("{\"type\":\"ADDED\"}\n{\"type\":", 4), FIELDS, 1_000);
    assertThat(stream.nextEvent().isReadable()).isTrue();
    assertThat(stream.hasNext()).isTrue();
    assertThatThrownBy(stream::nextEvent).isInstanceOf(EOFException.class);
  }

  /** All but what is named is what the whole would be without it. */
  @Test
  void keepsAllButWhatIsNamed() throws Exception {
    KeptFields fields =
        KeptFields.allBut("metadata.managedFields", "metadata.annotations[a.b/applied]");
    String json =
        """
        {"items":[{"metadata":{"managedFields":[{"x":1}],"name":"한","annotations":\
        {"a.b/applied":"{}","c":"d"}},"managedFields":[1],"x":{"y":[{}]}}]}\
        """;
    for (int most : new int[] {1, 2, 3, 1 << 20}) {
      assertThat(JsonWriter.toText(items(json, most, fields, 1_000).getFirst().tree()))
          .isEqualTo(
              """
              {"metadata":{"name":"한","annotations":{"c":"d"}},"managedFields":[1],"x":{"y":[{}]}}\
              """);
    }
  }

  /** Whatever is in it: kept whole it is what the reader of reviews reads. */
  @Test
  void readsAnythingAsReviewsAreRead() throws Exception {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      String json = random(random, 0);
      Value expected = JsonReader.review(json.getBytes(UTF_8), Limits.REVIEW);
      if (expected instanceof ObjectValue) {
        StreamedObject item =
            items(
                    "{\"items\":[" + json + ", {} ]}",
                    1 + random.nextInt(9),
                    KeptFields.allBut("none"),
                    1 << 20)
                .getFirst();
        assertThat(item.tree()).as(json).isEqualTo(expected);
      }
    }
  }

  private static String random(Random random, int depth) {
    int kind = depth == 0 ? 0 : random.nextInt(depth > 5 ? 4 : 6);
    return switch (kind) {
      case 0, 4 -> {
        StringBuilder text = new StringBuilder("{");
        int keys = random.nextInt(5);
        for (int i = 0; i < keys; i++) {
          text.append(i == 0 ? "" : " , ")
              .append("\"k")
              .append(i)
              .append("\\\"\" :")
              .append(random(random, depth + 1));
        }
        yield text.append(" }").toString();
      }
      case 5 -> {
        StringBuilder text = new StringBuilder("[ ");
        int elements = random.nextInt(4);
        for (int i = 0; i < elements; i++) {
          text.append(i == 0 ? "" : ",").append(random(random, depth + 1));
        }
        yield text.append(']').toString();
      }
      case 1 -> "\"\\\\\\\"]}{[,:한\\n\"";
      case 2 -> String.valueOf(random.nextInt());
      default -> random.nextBoolean() ? "true" : "-1.5E+3";
    };
  }

  /** A gigabyte that nobody asked for takes no memory; a name too long for one is no name. */
  @Test
  void holdsNoMoreThanIsKept() throws Exception {
    long much = 1L << 28;
    InputStream endless =
        new InputStream() {
          private final byte[] head =
              "{\"items\":[{\"metadata\":{\"name\":\"n\"},\"data\":\"".getBytes(UTF_8);
          private final byte[] tail = "\"}]}".getBytes(UTF_8);
          private long at;

          @Override
          public int read() {
            long here = at++;
            if (here < head.length) {
              return head[(int) here];
            }
            long behind = here - head.length - much;
            return behind < 0 ? 'x' : behind < tail.length ? tail[(int) behind] : -1;
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            int count = 0;
            while (count < length) {
              int letter = read();
              if (letter < 0) {
                return count == 0 ? -1 : count;
              }
              into[offset + count++] = (byte) letter;
            }
            return count;
          }
        };
    List<StreamedObject> items = new ArrayList<>();
    var _ = new ObjectStream(endless, FIELDS, 1_000).list(items::add);
    assertThat(items).hasSize(1);
    assertThat(items.getFirst().name()).isEqualTo("n");
    assertThat(items.getFirst().bytes()).isEqualTo("{\"metadata\":{\"name\":\"n\"}}".length());
  }
}
