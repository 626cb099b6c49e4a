package dev.haetae.resource.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.resource.tree.ObjectValue;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
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

  private final InputStream in;
  private final KeptFields fields;
  private final int longest;

  private final byte[] buffer = new byte[1 << 15];
  private int position;
  private int limit;
  private long read;

  private byte[] kept = new byte[1 << 10];
  private int size;
  // How far `kept` may be filled; `full` once it would have been filled further.
  private int bound;
  private boolean full;
  private boolean cut;

  private byte[] key = new byte[1 << 8];
  private int keySize;

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
    this.in = in;
    this.fields = fields;
    this.longest = longest;
  }

  /** How many bytes have come so far. */
  public long bytes() {
    return read;
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
    if (next() != '{') {
      throw broken("a list is expected");
    }
    position++;
    if (next() == '}') {
      position++;
      return metadata;
    }
    while (true) {
      readKey();
      if (isKey("items") && next() == '[') {
        readItems(items);
      } else if (isKey("metadata")) {
        metadata = readListMetadata();
      } else {
        pass(false);
      }
      if (isLast('}')) {
        return metadata;
      }
    }
  }

  private void readItems(Consumer<StreamedObject> items) throws IOException, UnreadableException {
    position++;
    if (next() == ']') {
      position++;
      return;
    }
    do {
      items.accept(read());
    } while (!isLast(']'));
  }

  private ObjectValue readListMetadata() throws IOException, UnreadableException {
    begin(LONGEST_LIST_METADATA);
    var _ = value(LIST_METADATA);
    if (full) {
      throw broken("the list's metadata is too long");
    }
    return JsonReader.review(Arrays.copyOf(kept, size), Limits.FILES)
            instanceof ObjectValue metadata
        ? metadata
        : ObjectValue.EMPTY;
  }

  /**
   * Whether there is another event; waits for it.
   *
   * @throws IOException when the stream breaks off
   */
  public boolean hasNext() throws IOException {
    return nextOrEnd() >= 0;
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
    begin(longest);
    type = "";
    namespace = "";
    name = "";
    version = "";
    int first = next();
    var _ = value(fields);
    ObjectValue tree = ObjectValue.EMPTY;
    String problem = "";
    if (first != '{') {
      problem = "is no object";
    } else if (full) {
      problem = "has more than " + longest + " bytes in what is read of it";
    } else {
      try {
        tree =
            JsonReader.review(Arrays.copyOf(kept, size), Limits.FILES) instanceof ObjectValue object
                ? object
                : tree;
      } catch (UnreadableException e) {
        problem = e.sentence();
      }
    }
    return new StreamedObject(tree, problem, type, namespace, name, version, size, cut);
  }

  private void begin(int most) {
    size = 0;
    bound = most;
    full = false;
    cut = false;
  }

  /** Goes past a value and keeps what is to be kept of it; false when it is to be left out. */
  private boolean value(KeptFields selected) throws IOException, UnreadableException {
    int first = next();
    if (selected.isWhole()) {
      return whole(selected, first);
    }
    switch (first) {
      case '{' -> object(selected);
      case '[' -> array(selected);
      default -> pass(true);
    }
    return true;
  }

  private boolean whole(KeptFields selected, int first) throws IOException, UnreadableException {
    int outer = bound;
    if (selected.most() < outer - size) {
      bound = size + selected.most();
    }
    if (selected.isTold() && first == '"') {
      tell();
    } else {
      pass(true);
    }
    boolean isCut = full && bound < outer;
    bound = outer;
    if (isCut) {
      full = false;
      cut = true;
    }
    return !isCut;
  }

  private void object(KeptFields selected) throws IOException, UnreadableException {
    position++;
    append("{");
    if (next() == '}') {
      position++;
      append("}");
      return;
    }
    boolean isFirst = true;
    do {
      readKey();
      KeptFields child = selected.of(key, keySize);
      int before = size;
      if (child == KeptFields.NONE) {
        pass(false);
        continue;
      }
      append(isFirst ? "\"" : ",\"");
      append(key, 0, keySize);
      append("\":");
      if (value(child)) {
        isFirst = false;
      } else {
        size = before;
      }
    } while (!isLast('}'));
    append("}");
  }

  private void array(KeptFields selected) throws IOException, UnreadableException {
    position++;
    append("[");
    if (next() == ']') {
      position++;
      append("]");
      return;
    }
    boolean isFirst = true;
    do {
      append(isFirst ? "" : ",");
      isFirst = false;
      if (next() == '{') {
        object(selected);
      } else {
        // Lists of lists have no fields; so the recursion is as deep as the fields are.
        pass(true);
      }
    } while (!isLast(']'));
    append("]");
  }

  // Behind an element or a member: whether `close` follows, and no other.
  private boolean isLast(char close) throws IOException, UnreadableException {
    int after = next();
    position++;
    if (after != ',' && after != close) {
      throw broken("this is no valid JSON");
    }
    return after == close;
  }

  // Reads a key and the colon behind it.
  private void readKey() throws IOException, UnreadableException {
    if (next() != '"') {
      throw broken("this is no valid JSON");
    }
    readString(longest);
    if (next() != ':') {
      throw broken("this is no valid JSON");
    }
    position++;
  }

  private boolean isKey(String word) {
    if (keySize != word.length()) {
      return false;
    }
    for (int i = 0; i < keySize; i++) {
      if (key[i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  // Reads a string, as it is written, into `key`; what is beyond `most` bytes is lost, and with it
  // the object.
  private void readString(int most) throws IOException {
    position++;
    keySize = 0;
    boolean escaped = false;
    while (true) {
      require();
      byte letter = buffer[position++];
      if (letter == '"' && !escaped) {
        return;
      }
      escaped = letter == '\\' && !escaped;
      if (keySize == most) {
        full = true;
      } else {
        if (keySize == key.length) {
          key = Arrays.copyOf(key, 2 * keySize);
        }
        key[keySize++] = letter;
      }
    }
  }

  // Which of the names it is, the key says that was read last.
  private void tell() throws IOException {
    boolean isType = isKey("type");
    boolean isNamespace = isKey("namespace");
    boolean isVersion = isKey("resourceVersion");
    boolean isName = isKey("name");
    readString(LONGEST_TOLD);
    append("\"");
    append(key, 0, keySize);
    append("\"");
    String text = new String(key, 0, keySize, UTF_8);
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

  /** Goes past one value, to its end and no further. */
  private void pass(boolean keep) throws IOException, UnreadableException {
    int first = next();
    if (first == '"') {
      int from = position++;
      passString(keep, from);
    } else if (first == '{' || first == '[') {
      passNested(keep);
    } else {
      passWord(keep);
    }
  }

  // From behind the opening quote; `from` is where what is to be kept begins.
  private void passString(boolean keep, int from) throws IOException {
    int begin = from;
    boolean escaped = false;
    while (true) {
      int i = position;
      while (i < limit) {
        byte letter = buffer[i++];
        if (escaped) {
          escaped = false;
        } else if (letter == '\\') {
          escaped = true;
        } else if (letter == '"') {
          position = i;
          keep(keep, begin);
          return;
        }
      }
      position = i;
      keep(keep, begin);
      require();
      begin = position;
    }
  }

  private void passNested(boolean keep) throws IOException {
    long depth = 0;
    int begin = position;
    while (true) {
      while (position < limit) {
        byte letter = buffer[position++];
        if (letter == '"') {
          passString(keep, begin);
          begin = position;
        } else if (letter == '{' || letter == '[') {
          depth++;
        } else if ((letter == '}' || letter == ']') && --depth == 0) {
          keep(keep, begin);
          return;
        }
      }
      keep(keep, begin);
      require();
      begin = position;
    }
  }

  // A number, or true, false, null: whether it is one, is for who reads what is kept.
  private void passWord(boolean keep) throws IOException, UnreadableException {
    int begin = position;
    int length = 0;
    while (true) {
      while (position < limit && isOfWord(buffer[position])) {
        position++;
        length++;
      }
      keep(keep, begin);
      if (position < limit) {
        if (length == 0) {
          throw broken("this is no valid JSON");
        }
        return;
      }
      require();
      begin = position;
    }
  }

  private static boolean isOfWord(byte letter) {
    return (letter >= 'a' && letter <= 'z')
        || (letter >= '0' && letter <= '9')
        || letter == '-'
        || letter == '+'
        || letter == '.'
        || letter == 'E';
  }

  private void keep(boolean keep, int from) {
    if (keep) {
      append(buffer, from, position);
    }
  }

  private void append(String ascii) {
    for (int i = 0; i < ascii.length() && !full; i++) {
      if (reserve(1)) {
        kept[size++] = (byte) ascii.charAt(i);
      }
    }
  }

  private void append(byte[] bytes, int from, int to) {
    if (!full && reserve(to - from)) {
      System.arraycopy(bytes, from, kept, size, to - from);
      size += to - from;
    }
  }

  private boolean reserve(int length) {
    if (length > bound - size) {
      full = true;
      return false;
    }
    if (length > kept.length - size) {
      kept = Arrays.copyOf(kept, Math.min(longestKept(), Math.max(2 * kept.length, size + length)));
    }
    return true;
  }

  private int longestKept() {
    return Math.max(longest, LONGEST_LIST_METADATA);
  }

  // The next byte that is no blank; it stays where it is.
  private int next() throws IOException {
    int found = nextOrEnd();
    if (found < 0) {
      throw new EOFException();
    }
    return found;
  }

  private int nextOrEnd() throws IOException {
    while (position < limit || fill()) {
      byte found = buffer[position];
      if (found != ' ' && found != '\n' && found != '\t' && found != '\r') {
        return found & 0xFF;
      }
      position++;
    }
    return -1;
  }

  private void require() throws IOException {
    if (position == limit && !fill()) {
      throw new EOFException();
    }
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer));
    read += limit;
    return limit > 0;
  }

  private static UnreadableException broken(String sentence) {
    return new UnreadableException(sentence, 0, 0);
  }
}
