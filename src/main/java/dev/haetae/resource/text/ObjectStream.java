package dev.haetae.resource.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.resource.tree.ObjectValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * The objects that an API server sends, one after the other: the items of a list, or the events of
 * a watch.
 *
 * <p>No more is in memory than what is kept of one object, whatever its size and that of the whole.
 * What is passed over is looked at for its quotes and brackets alone, so nothing in it can keep the
 * object from being read, nor an object that cannot be read the others. Each byte is looked at
 * once.
 *
 * <p>Not safe for threads.
 */
public final class ObjectStream {
  private static final KeptFields LIST_METADATA = KeptFields.of("continue", "resourceVersion");
  private static final int LONGEST_LIST_METADATA = 1 << 16;
  // A name of Kubernetes is a good deal shorter.
  private static final int LONGEST_TOLD = 1 << 12;

  private final JsonScanner json;
  private final KeptFields fields;
  private final int longest;

  private final KeptBytes kept = new KeptBytes();
  private boolean cut;

  private String type = "";
  private String namespace = "";
  private String name = "";
  private String version = "";

  /**
   * A stream.
   *
   * @param fields what is kept of an object, or of an event
   * @param longest how many bytes may be kept of one object; it cannot be read with more
   */
  public ObjectStream(InputStream in, KeptFields fields, int longest) {
    this.json = new JsonScanner(in);
    this.fields = fields;
    this.longest = longest;
  }

  /** The number of bytes that have come so far. */
  public long bytes() {
    return json.bytes();
  }

  /**
   * Reads a list and hands over its items.
   *
   * @return the list's {@code metadata}, of which {@code continue} and {@code resourceVersion} are
   *     kept
   * @throws UnreadableException when it is no list
   * @throws IOException when the stream breaks off
   */
  public ObjectValue list(Consumer<StreamedObject> items) throws IOException, UnreadableException {
    ObjectValue metadata = ObjectValue.EMPTY;
    if (!json.skips('{')) {
      throw new UnreadableException("a list is expected", 0, 0);
    }
    if (json.skips('}')) {
      return metadata;
    }
    do {
      readKey();
      if (json.is("items") && json.next() == '[') {
        readItems(items);
      } else if (json.is("metadata")) {
        metadata = readListMetadata();
      } else {
        json.pass(null);
      }
    } while (!json.isLast('}'));
    return metadata;
  }

  private void readItems(Consumer<StreamedObject> items) throws IOException, UnreadableException {
    json.advance();
    if (json.skips(']')) {
      return;
    }
    do {
      items.accept(read());
    } while (!json.isLast(']'));
  }

  private ObjectValue readListMetadata() throws IOException, UnreadableException {
    kept.begin(LONGEST_LIST_METADATA);
    var _ = value(LIST_METADATA);
    if (kept.isFull()) {
      throw new UnreadableException("the list's metadata is too long", 0, 0);
    }
    return tree();
  }

  /**
   * Waits for another event, and returns whether there is one.
   *
   * @throws IOException when the stream breaks off
   */
  public boolean hasNext() throws IOException {
    return json.nextOrEnd() >= 0;
  }

  /**
   * The next event of a watch.
   *
   * @throws UnreadableException when what comes is no JSON: nothing can be read after it
   * @throws IOException when the stream breaks off
   */
  public StreamedObject nextEvent() throws IOException, UnreadableException {
    return read();
  }

  private StreamedObject read() throws IOException, UnreadableException {
    kept.begin(longest);
    cut = false;
    type = "";
    namespace = "";
    name = "";
    version = "";
    int first = json.next();
    var _ = value(fields);
    ObjectValue tree = ObjectValue.EMPTY;
    String problem = "";
    if (first != '{') {
      problem = "is no object";
    } else if (kept.isFull()) {
      problem = "has more than " + longest + " bytes in what is read of it";
    } else {
      try {
        tree = tree();
      } catch (UnreadableException e) {
        problem = e.sentence();
      }
    }
    return new StreamedObject(tree, problem, type, namespace, name, version, kept.size(), cut);
  }

  private ObjectValue tree() throws UnreadableException {
    return JsonReader.review(kept.toBytes(), Limits.FILES) instanceof ObjectValue object
        ? object
        : ObjectValue.EMPTY;
  }

  /** Goes past a value and keeps what is to be kept of it; false when it is to be left out. */
  private boolean value(KeptFields selected) throws IOException, UnreadableException {
    int first = json.next();
    if (selected.isWhole()) {
      return whole(selected, first);
    }
    switch (first) {
      case '{' -> object(selected);
      case '[' -> array(selected);
      default -> json.pass(kept);
    }
    return true;
  }

  private boolean whole(KeptFields selected, int first) throws IOException, UnreadableException {
    int outer = kept.bound();
    kept.narrow(selected.most());
    if (selected.isTold() && first == '"') {
      tell();
    } else {
      json.pass(kept);
    }
    boolean isCut = kept.widen(outer);
    cut |= isCut;
    return !isCut;
  }

  private void object(KeptFields selected) throws IOException, UnreadableException {
    json.advance();
    kept.append("{");
    if (json.skips('}')) {
      kept.append("}");
      return;
    }
    boolean isFirst = true;
    do {
      readKey();
      KeptFields child = selected.of(json.text(), json.length());
      int before = kept.size();
      if (child == KeptFields.NONE) {
        json.pass(null);
        continue;
      }
      kept.append(isFirst ? "\"" : ",\"");
      kept.append(json.text(), 0, json.length());
      kept.append("\":");
      if (value(child)) {
        isFirst = false;
      } else {
        kept.truncate(before);
      }
    } while (!json.isLast('}'));
    kept.append("}");
  }

  private void array(KeptFields selected) throws IOException, UnreadableException {
    json.advance();
    kept.append("[");
    if (json.skips(']')) {
      kept.append("]");
      return;
    }
    boolean isFirst = true;
    do {
      kept.append(isFirst ? "" : ",");
      isFirst = false;
      if (json.next() == '{') {
        object(selected);
      } else {
        // Lists of lists have no fields; so the recursion is as deep as the fields are.
        json.pass(kept);
      }
    } while (!json.isLast(']'));
    kept.append("]");
  }

  // What is too long for a key is lost, and with it the object.
  private void readKey() throws IOException, UnreadableException {
    if (!json.readKey(longest)) {
      kept.overflow();
    }
  }

  // The key that was read last says which of the names the string is.
  private void tell() throws IOException {
    boolean isType = json.is("type");
    boolean isNamespace = json.is("namespace");
    boolean isVersion = json.is("resourceVersion");
    boolean isName = json.is("name");
    if (!json.readString(LONGEST_TOLD)) {
      kept.overflow();
    }
    kept.append("\"");
    kept.append(json.text(), 0, json.length());
    kept.append("\"");
    String text = new String(json.text(), 0, json.length(), UTF_8);
    if (isType) {
      type = text;
    } else if (isNamespace) {
      namespace = text;
    } else if (isVersion) {
      version = text;
    } else if (isName) {
      name = text;
    }
  }
}
