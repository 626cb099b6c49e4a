package dev.haetae.resource;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into a tree.
 *
 * <p>The two doors differ on purpose: {@link #review} takes bytes, keeps no positions and refuses
 * repeated keys, since two readers may see two objects in such a text; {@link #documents} takes the
 * text of a file, keeps positions, and reports repeated keys beside the tree.
 */
public final class JsonReader {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final String TOO_EARLY =
      "the JSON ends too early: a string, object or array is not closed";

  private final JsonParser parser;
  private final Limits limits;
  private final @Nullable CodePointColumns columns;
  private final List<Document.DuplicateKey> duplicates = new ArrayList<>();
  private int values;

  private JsonReader(JsonParser parser, Limits limits, @Nullable CodePointColumns columns) {
    this.parser = parser;
    this.limits = limits;
    this.columns = columns;
  }

  /**
   * The single JSON value of {@code body}, without positions.
   *
   * @throws UnreadableException when it is empty, no JSON, no UTF-8, beyond the limits, followed by
   *     something else, or repeats a key within one object
   */
  public static Value review(byte[] body, Limits limits) throws UnreadableException {
    if (body.length > limits.bytes()) {
      throw new UnreadableException(
          "the body has " + body.length + " bytes; the limit is " + limits.bytes(), 0, 0);
    }
    requireUtf8(body);
    try (JsonParser parser = FACTORY.createParser(body)) {
      JsonReader reader = new JsonReader(parser, limits, null);
      JsonToken token = reader.next();
      if (token == null) {
        throw new UnreadableException("the body is empty; an AdmissionReview is expected", 0, 0);
      }
      Value value = reader.read(token, Path.ROOT, 0);
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
      return value;
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /**
   * The JSON values of {@code text}, one after the other, with positions.
   *
   * @throws UnreadableException at the first place that is no JSON or beyond the limits
   */
  public static List<Document> documents(String text, Limits limits) throws UnreadableException {
    List<Document> documents = new ArrayList<>();
    CodePointColumns columns = new CodePointColumns(text);
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
        Position start = Position.unpack(reader.here());
        Value root = reader.read(token, Path.ROOT, 0);
        documents.add(new Document(root, documents.size(), start, reader.duplicates));
      }
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  // The recursion is as deep as the limit allows, no deeper.
  private Value read(JsonToken token, @Nullable Path path, int depth)
      throws IOException, UnreadableException {
    if (depth > limits.depth()) {
      throw problem("nests deeper than " + limits.depth() + " levels");
    }
    if (++values > limits.values()) {
      throw problem("holds more than " + limits.values() + " values");
    }
    return switch (token) {
      case START_OBJECT -> readObject(path, depth);
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

  private ObjectValue readObject(@Nullable Path path, int depth)
      throws IOException, UnreadableException {
    ObjectValue.Builder object = new ObjectValue.Builder(8);
    while (true) {
      JsonToken token = required();
      if (token == JsonToken.END_OBJECT) {
        return object.build();
      }
      String key = parser.currentName();
      long position = here();
      // Without positions nobody asks for paths, except of a repeated key: its name will do.
      Path child = columns != null && path != null ? path.child(key) : null;
      Value value = read(required(), child, depth + 1);
      long first = object.put(key, value, position);
      if (first != Position.ABSENT) {
        duplicates.add(
            new Document.DuplicateKey(
                child == null ? Path.of(key) : child,
                Position.unpack(position),
                Position.unpack(first)));
      }
    }
  }

  private ArrayValue readArray(@Nullable Path path, int depth)
      throws IOException, UnreadableException {
    ArrayValue.Builder array = new ArrayValue.Builder();
    for (int i = 0; ; i++) {
      JsonToken token = required();
      if (token == JsonToken.END_ARRAY) {
        return array.build();
      }
      long position = here();
      Path child = columns != null && path != null ? path.child(i) : null;
      array.add(read(token, child, depth + 1), position);
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
      return literal.length() < 18 && parser.currentToken() == JsonToken.VALUE_NUMBER_INT
          ? NumberValue.of(parser.getLongValue())
          : NumberValue.parse(literal);
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
    if (columns == null) {
      return Position.NONE;
    }
    JsonLocation location = parser.currentTokenLocation();
    return Position.pack(location.getLineNr(), columns.of(location));
  }

  private UnreadableException problem(String sentence) {
    JsonLocation location = parser.currentLocation();
    return new UnreadableException(sentence, location.getLineNr(), column(location));
  }

  // Jackson's own text names classes and features; what users need is the place and one of these.
  private UnreadableException syntax(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    String sentence = e instanceof JsonEOFException ? TOO_EARLY : "this is no valid JSON";
    return location == null
        ? problem(sentence)
        : new UnreadableException(sentence, Math.max(0, location.getLineNr()), column(location));
  }

  // Without the text, of a review, in the units that Jackson was given: bytes.
  private int column(JsonLocation location) {
    return columns == null ? Math.max(0, location.getColumnNr()) : columns.of(location);
  }

  private static UnreadableException unreachable(IOException e) {
    UnreadableException unreadable = new UnreadableException("the text could not be read", 0, 0);
    unreadable.addSuppressed(e);
    return unreadable;
  }

  private static void requireUtf8(byte[] body) throws UnreadableException {
    // Jackson would take the zero bytes of UTF-16 and UTF-32 as a hint to decode those.
    int at = 0;
    while (at < body.length && body[at] > 0) {
      at++;
    }
    if (at == body.length) {
      return;
    }
    for (int i = at; i < body.length; i++) {
      if (body[i] == 0) {
        throw new UnreadableException("the body is not UTF-8", 0, 0);
      }
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
    } catch (CharacterCodingException e) {
      UnreadableException unreadable = new UnreadableException("the body is not UTF-8", 0, 0);
      unreadable.addSuppressed(e);
      throw unreadable;
    }
  }
}
