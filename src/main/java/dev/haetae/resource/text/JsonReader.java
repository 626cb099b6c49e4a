package dev.haetae.resource.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.OpenValues;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Position;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Text;
import dev.haetae.resource.tree.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into a tree.
 *
 * <p>The two enforcement points differ on purpose: {@link #review} takes bytes, keeps no positions
 * and refuses repeated keys, since two readers may see two objects in such a text; {@link
 * #documents} takes the text of a file, keeps positions, and reports repeated keys beside the tree.
 */
public final class JsonReader {
  // Without Jackson's table of names, which refuses a text when many of its names have one hash,
  // and whoever sends an object may choose its names so; without that guard they would cost a look
  // at each other. A name is made anew each time it is read.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final String TOO_EARLY =
      "the JSON ends too early: a string, object or array is not closed";
  private static final String NO_INPUT = "the text could not be read";

  private final JsonParser parser;
  private final Limits limits;
  private final @Nullable CodePointColumns columns;
  private final List<Document.DuplicateKey> duplicates = new ArrayList<>(0);
  private int read;
  private final OpenValues open;
  private boolean laterSeen;
  // In letters, which is what Jackson counts.
  private long laterStart;
  private long laterEnd;

  private JsonReader(JsonParser parser, Limits limits, @Nullable CodePointColumns columns) {
    this.parser = parser;
    this.limits = limits;
    this.columns = columns;
    this.open = new OpenValues(columns != null);
  }

  /**
   * The single JSON value of {@code body}, without positions.
   *
   * @throws UnreadableException when it is empty, no JSON, no UTF-8, beyond the limits, followed by
   *     something else, or repeats a key within one object
   */
  public static Value review(byte[] body, Limits limits) throws UnreadableException {
    return review(body, limits, JsonSelection.ALL).value();
  }

  /**
   * The selected parts of the single JSON value of {@code body}, without positions. What is not
   * selected is checked for its syntax and against the limits; its keys may repeat.
   *
   * @throws UnreadableException as {@link #review(byte[], Limits)}
   */
  public static JsonReading review(byte[] body, Limits limits, JsonSelection selection)
      throws UnreadableException {
    return JsonReading.of(body, limits, selection, JsonShape.Kinds.NONE);
  }

  /** The long way, which refuses what cannot be read. */
  static JsonReading parsed(byte[] body, int from, int to, Limits limits, JsonSelection selection)
      throws UnreadableException {
    Utf8.require(body);
    try (JsonParser parser = FACTORY.createParser(body, from, to - from)) {
      JsonReader reader = new JsonReader(parser, limits, null);
      JsonToken token = reader.next();
      if (token == null) {
        throw new UnreadableException("the body is empty; an AdmissionReview is expected", 0, 0);
      }
      Value value = reader.read(token, Path.ROOT, 0, selection);
      if (!reader.duplicates.isEmpty()) {
        throw new UnreadableException(
            "the key "
                + Text.shorten(reader.duplicates.getFirst().path().toString())
                + " is written twice",
            0,
            0);
      }
      if (reader.next() != null) {
        throw reader.problem("something follows the end of the JSON value");
      }
      int start = Utf8.offset(body, from, reader.laterStart);
      int end = reader.laterEnd == 0 ? 0 : Utf8.offset(body, from, reader.laterEnd);
      return new JsonReading(value, body, start, end, limits, false);
    } catch (IOException _) {
      throw new UnreadableException(NO_INPUT, 0, 0);
    }
  }

  /**
   * The JSON values of {@code text}, one after the other, with positions.
   *
   * @throws UnreadableException at the first place that is no JSON or beyond the limits
   */
  public static List<Document> documents(String text, Limits limits) throws UnreadableException {
    return documents(text, new Position(1, 1), limits);
  }

  /**
   * The same of a part of a text.
   *
   * @param start where the part begins
   */
  public static List<Document> documents(String text, Position start, Limits limits)
      throws UnreadableException {
    List<Document> documents = new ArrayList<>();
    CodePointColumns columns = new CodePointColumns(text, start);
    try (JsonParser parser = FACTORY.createParser(text)) {
      while (true) {
        JsonReader reader = new JsonReader(parser, limits, columns);
        JsonToken token = reader.next();
        if (token == null) {
          return documents;
        }
        if (documents.size() == limits.documents()) {
          throw reader.problem("more than " + limits.documents() + " documents in one file");
        }
        Position first = Position.unpack(reader.here());
        Value root = reader.read(token, Path.ROOT, 0, JsonSelection.ALL);
        documents.add(new Document(root, documents.size(), first, reader.duplicates));
      }
    } catch (IOException _) {
      throw new UnreadableException(NO_INPUT, 0, 0);
    }
  }

  // The recursion is as deep as the limit allows, no deeper.
  private Value read(JsonToken token, @Nullable Path path, int depth, JsonSelection selection)
      throws IOException, UnreadableException {
    count(depth);
    return switch (token) {
      case START_OBJECT -> readObject(path, depth, selection);
      case START_ARRAY -> readArray(path, depth);
      case VALUE_STRING -> new StringValue(text());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> BooleanValue.TRUE;
      case VALUE_FALSE -> BooleanValue.FALSE;
      case VALUE_NULL -> NullValue.NULL;
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw problem("a value is expected here");
    };
  }

  private void count(int depth) throws UnreadableException {
    if (depth > limits.depth()) {
      throw problem("nests deeper than " + limits.depth() + " levels");
    }
    if (++read > limits.values()) {
      throw problem("holds more than " + limits.values() + " values");
    }
  }

  private ObjectValue readObject(@Nullable Path path, int depth, JsonSelection selection)
      throws IOException, UnreadableException {
    int base = open.size();
    long mask = 0;
    Map<String, Integer> index = null;
    while (true) {
      JsonToken token = required();
      if (token == JsonToken.END_OBJECT) {
        return open.object(base, mask);
      }
      String key = FieldNames.of(parser.currentName());
      JsonSelection selected = selection.of(key);
      if (selected == JsonSelection.NONE || selected == JsonSelection.LATER) {
        skip(key, depth + 1, selected);
        continue;
      }
      long position = here();
      // Without positions nobody asks for paths, except of a repeated key: its name will do.
      Path child = columns != null && path != null ? path.child(key) : null;
      Value value = read(required(), child, depth + 1, selected);
      long bit = ObjectValue.bit(key);
      int at = (mask & bit) == 0 ? -1 : open.find(base, index, key);
      mask |= bit;
      if (at < 0) {
        index = open.push(base, index, key, value, position);
      } else {
        // It keeps its place and takes the later value, as the API server's decoder does.
        duplicates.add(duplicate(child == null ? Path.of(key) : child, position, at));
        open.replace(at, value, position);
      }
    }
  }

  private Document.DuplicateKey duplicate(Path path, long position, int first) {
    return new Document.DuplicateKey(
        path, Position.unpack(position), Position.unpack(open.position(first)));
  }

  private ArrayValue readArray(@Nullable Path path, int depth)
      throws IOException, UnreadableException {
    int base = open.size();
    while (true) {
      JsonToken token = required();
      if (token == JsonToken.END_ARRAY) {
        return open.array(base);
      }
      long position = here();
      Path child = columns != null && path != null ? path.child(open.size() - base) : null;
      open.push(null, read(token, child, depth + 1, JsonSelection.ALL), position);
    }
  }

  private void skip(String key, int depth, JsonSelection selected)
      throws IOException, UnreadableException {
    JsonToken token = required();
    long start =
        selected == JsonSelection.LATER ? parser.currentTokenLocation().getCharOffset() : 0;
    skip(token, depth);
    if (selected == JsonSelection.LATER) {
      if (laterSeen) {
        duplicates.add(new Document.DuplicateKey(Path.of(key), null, null));
      }
      laterSeen = true;
      if (token != JsonToken.VALUE_NULL) {
        parser.finishToken();
        laterStart = start;
        laterEnd = parser.currentLocation().getCharOffset();
      }
    }
  }

  private void skip(JsonToken first, int depth) throws IOException, UnreadableException {
    int inner = depth;
    JsonToken token = first;
    while (true) {
      if (token.isStructEnd()) {
        inner--;
      } else if (token != JsonToken.FIELD_NAME) {
        count(inner);
        inner += token.isStructStart() ? 1 : 0;
      }
      if (inner == depth && token != JsonToken.FIELD_NAME) {
        return;
      }
      token = required();
    }
  }

  private String text() throws IOException, UnreadableException {
    try {
      return parser.getText();
    } catch (JsonProcessingException e) {
      throw syntax(e);
    }
  }

  private NumberValue number() throws IOException, UnreadableException {
    try {
      String literal = parser.getText();
      boolean whole = parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
      if (literal.length() < 18 && whole) {
        return NumberValue.of(parser.getLongValue());
      }
      return columns == null ? NumberValue.parse(literal) : YamlScalars.sent(literal, whole);
    } catch (JsonProcessingException e) {
      throw syntax(e);
    } catch (NumberFormatException | ArithmeticException e) {
      throw problem("a number is too large");
    }
  }

  private @Nullable JsonToken next() throws IOException, UnreadableException {
    try {
      return parser.nextToken();
    } catch (JsonProcessingException e) {
      throw syntax(e);
    }
  }

  private JsonToken required() throws IOException, UnreadableException {
    JsonToken token = next();
    if (token == null) {
      throw problem(TOO_EARLY);
    }
    return token;
  }

  private long here() {
    return columns == null ? Position.NONE : columns.place(parser.currentTokenLocation());
  }

  // Jackson's own text names classes and features; what users need is the place and one of these.
  private UnreadableException syntax(JsonProcessingException e) {
    String sentence = e instanceof JsonEOFException ? TOO_EARLY : "this is no valid JSON";
    return problem(sentence, e.getLocation());
  }

  private UnreadableException problem(String sentence) {
    return problem(sentence, null);
  }

  // Without the text, of a review, in the units that Jackson counts: UTF-16.
  private UnreadableException problem(String sentence, @Nullable JsonLocation known) {
    JsonLocation location = known == null ? parser.currentLocation() : known;
    int line = Math.max(0, location.getLineNr());
    return columns == null
        ? new UnreadableException(sentence, line, Math.max(0, location.getColumnNr()))
        : new UnreadableException(sentence, columns.line(location), columns.of(location));
  }
}
