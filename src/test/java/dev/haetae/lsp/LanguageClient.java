package dev.haetae.lsp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A client that speaks the protocol over two streams, written by hand and by nobody of ours. */
public final class LanguageClient {
  private final OutputStream toServer;
  private final InputStream fromServer;
  private final List<ObjectValue> unread = new ArrayList<>();
  private int requests;

  /** A client of a server that reads one stream and writes the other. */
  public LanguageClient(OutputStream toServer, InputStream fromServer) {
    this.toServer = toServer;
    this.fromServer = fromServer;
  }

  /** JSON written with single quotes in place of double ones. */
  public static ObjectValue json(String text) {
    try {
      return (ObjectValue) JsonReader.review(text.replace('\'', '"').getBytes(UTF_8), Limits.FILES);
    } catch (UnreadableException e) {
      throw new AssertionError(text, e);
    }
  }

  /** Sends bytes as a message's body. */
  public void send(byte[] body) throws IOException {
    toServer.write(("Content-Length: " + body.length + "\r\n\r\n").getBytes(UTF_8));
    toServer.write(body);
    toServer.flush();
  }

  /** Sends bytes as they are. */
  public void sendRaw(String text) throws IOException {
    toServer.write(text.getBytes(UTF_8));
    toServer.flush();
  }

  /** Closes the stream to the server. */
  public void close() throws IOException {
    toServer.close();
  }

  /** Tells the server something. */
  public void tell(String method, ObjectValue params) throws IOException {
    send(JsonWriter.toText(message(method, params).build()).getBytes(UTF_8));
  }

  /** Sends a request and returns its number. */
  public int ask(String method, ObjectValue params) throws IOException {
    int id = ++requests;
    send(JsonWriter.toText(message(method, params).put("id", id).build()).getBytes(UTF_8));
    return id;
  }

  private static ObjectValue.Builder message(String method, ObjectValue params) {
    return new ObjectValue.Builder(4)
        .put("jsonrpc", "2.0")
        .put("method", method)
        .put("params", params);
  }

  /** Asks and returns the whole answer. */
  public ObjectValue answer(String method, ObjectValue params) throws IOException {
    int id = ask(method, params);
    return await(message -> message.get("id").toString().equals(Integer.toString(id)));
  }

  /** Asks and returns the result. */
  public Value result(String method, ObjectValue params) throws IOException {
    ObjectValue answer = answer(method, params);
    if (answer.has("error")) {
      throw new AssertionError(answer);
    }
    return answer.get("result");
  }

  /** Opens a document. */
  public void open(String uri, String text) throws IOException {
    ObjectValue.Builder document = new ObjectValue.Builder(4);
    document.put("uri", uri);
    document.put("languageId", "yaml");
    document.put("version", 1);
    document.put("text", text);
    tell("textDocument/didOpen", ObjectValue.of("textDocument", document.build()));
  }

  /** Changes a document to another text. */
  public void change(String uri, int version, String text) throws IOException {
    ObjectValue.Builder change = new ObjectValue.Builder(1);
    change.put("text", text);
    change(uri, version, change.build());
  }

  /** Changes a document in several steps, in order. */
  public void change(String uri, int version, ObjectValue... changes) throws IOException {
    ObjectValue.Builder document = new ObjectValue.Builder(2);
    document.put("uri", uri);
    document.put("version", version);
    ObjectValue.Builder params = new ObjectValue.Builder(2);
    params.put("textDocument", document.build());
    params.put("contentChanges", ArrayValue.of(List.of(changes)));
    tell("textDocument/didChange", params.build());
  }

  /** The diagnostics of a document at a version, once the server publishes them. */
  public List<ObjectValue> diagnostics(String uri, int version) throws IOException {
    ObjectValue published =
        await(message ->
            message.text("method").equals("textDocument/publishDiagnostics")
                && message.get("params") instanceof ObjectValue params
                && params.text("uri").equals(uri)
                && params.get("version").toString().equals(Integer.toString(version)));
    return objects(((ObjectValue) published.get("params")).get("diagnostics"));
  }

  /** The objects of an array. */
  public static List<ObjectValue> objects(Value value) {
    List<ObjectValue> objects = new ArrayList<>();
    ArrayValue array = (ArrayValue) value;
    for (int i = 0; i < array.size(); i++) {
      objects.add((ObjectValue) array.get(i));
    }
    return objects;
  }

  /** Returns the first message that fits, among those not taken yet and those that come. */
  public ObjectValue await(Predicate<ObjectValue> fits) throws IOException {
    for (int i = 0; i < unread.size(); i++) {
      if (fits.test(unread.get(i))) {
        return unread.remove(i);
      }
    }
    while (true) {
      ObjectValue message = next();
      if (fits.test(message)) {
        return message;
      }
      unread.add(message);
    }
  }

  /** What is left on the stream once the server has closed it. */
  public String rest() throws IOException {
    return new String(fromServer.readAllBytes(), UTF_8);
  }

  private ObjectValue next() throws IOException {
    StringBuilder header = new StringBuilder();
    while (header.length() < 4 || !header.substring(header.length() - 4).equals("\r\n\r\n")) {
      int next = fromServer.read();
      if (next < 0) {
        throw new AssertionError("the server has ended; unread: " + unread);
      }
      header.append((char) next);
    }
    String length = header.toString().strip().replaceFirst("^Content-Length: (\\d+)$", "$1");
    byte[] body = fromServer.readNBytes(Integer.parseInt(length));
    try {
      return (ObjectValue) JsonReader.review(body, Limits.FILES);
    } catch (UnreadableException e) {
      throw new AssertionError(new String(body, UTF_8), e);
    }
  }
}
