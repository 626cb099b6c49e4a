package dev.haetae.lsp;

import static dev.haetae.lsp.LanguageClient.json;
import static dev.haetae.lsp.LanguageClient.objects;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server keeps to the protocol, whatever a client says. */
@Timeout(60)
final class LanguageServerTest {
  private static final String URI = "untitled:pod";
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: a}
      spec:
        volumes:
          - name: 해태 😀
            hostPath: {path: /etc} # why
      """;
  private static final ObjectValue EVERYTHING =
      json(
          """
          {'textDocument': {'codeAction': {'codeActionLiteralSupport': {'codeActionKind': {}}}},
           'workspace': {'workspaceEdit': {'documentChanges': true},
                         'didChangeWatchedFiles': {'dynamicRegistration': true}}}
          """);

  @TempDir private Path folder;
  private final TrialJudge judge = new TrialJudge();
  private final LinkedBlockingQueue<RuntimeException> failures = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> code = new CompletableFuture<>();
  private LanguageClient client =
      new LanguageClient(new PipedOutputStream(), new PipedInputStream());

  @BeforeEach
  void start() throws IOException {
    PipedOutputStream toServer = new PipedOutputStream();
    PipedInputStream in = new PipedInputStream(toServer, 1 << 16);
    PipedInputStream fromServer = new PipedInputStream(1 << 16);
    PipedOutputStream out = new PipedOutputStream(fromServer);
    client = new LanguageClient(toServer, fromServer);
    LanguageServer server =
        new LanguageServer(in, out, judge, "1.2.3", Duration.ZERO, failures::add);
    Thread.ofVirtual()
        .start(() -> {
          try {
            int ended = server.run();
            out.close();
            code.complete(ended);
          } catch (IOException | InterruptedException e) {
            code.completeExceptionally(e);
          }
        });
  }

  private ObjectValue initialize(ObjectValue capabilities) throws IOException {
    Value result = client.result("initialize", ObjectValue.of("capabilities", capabilities));
    client.tell("initialized", ObjectValue.EMPTY);
    return (ObjectValue) result;
  }

  private static String error(ObjectValue answer) {
    ObjectValue error = (ObjectValue) answer.get("error");
    return error.get("code") + " " + error.text("message");
  }

  private static String range(ObjectValue holder) {
    ObjectValue range = (ObjectValue) holder.get("range");
    return at(range.get("start")) + "-" + at(range.get("end"));
  }

  private static String at(Value position) {
    ObjectValue place = (ObjectValue) position;
    return place.get("line") + ":" + place.get("character");
  }

  private static ObjectValue ask(String uri, int line, int character) {
    return json(
        "{'textDocument': {'uri': '%1$s'}, 'position': {'line': %2$d, 'character': %3$d}, 'range': {'start': {'line': %2$d, 'character': %3$d}, 'end': {'line': %2$d, 'character': %3$d}}, 'context': {'diagnostics': []}}"
            .formatted(uri, line, character));
  }

  @Test
  void saysWhatItCan() throws IOException {
    ObjectValue welcome = initialize(EVERYTHING);
    assertThat(welcome.get("serverInfo")).isEqualTo(json("{'name':'haetae','version':'1.2.3'}"));
    ObjectValue can = (ObjectValue) welcome.get("capabilities");
    assertThat(can.text("positionEncoding")).isEqualTo("utf-16");
    assertThat(can.get("textDocumentSync"))
        .isEqualTo(json("{'openClose':true,'change':2,'save':{'includeText':false}}"));
    ObjectValue asked = client.await(m -> m.text("method").equals("client/registerCapability"));
    assertThat(asked.toString())
        .contains("workspace/didChangeWatchedFiles", "**/*.{yaml,yml,json}");
  }

  @Test
  void refusesWhatComesBeforeAndAfter() throws Exception {
    assertThat(error(client.answer("textDocument/hover", ask(URI, 0, 0))))
        .isEqualTo("-32002 \"textDocument/hover\" comes before the request \"initialize\"");
    client.open(URI, POD);
    initialize(ObjectValue.EMPTY);
    assertThat(judge.calls).isEmpty();
    assertThat(error(client.answer("initialize", ObjectValue.EMPTY)))
        .isEqualTo("-32600 the server is initialized already");
    assertThat(error(client.answer("textDocument/foldingRange", ask(URI, 0, 0))))
        .isEqualTo("-32601 there is no method \"textDocument/foldingRange\" here");
    assertThat(error(client.answer("$/unknown", ObjectValue.EMPTY))).startsWith("-32601 ");
    client.tell("$/setTrace", ObjectValue.EMPTY);
    client.tell("some/thing", ObjectValue.EMPTY);
    assertThat(client.result("shutdown", ObjectValue.EMPTY)).isEqualTo(NullValue.NULL);
    assertThat(error(client.answer("textDocument/hover", ask(URI, 0, 0))))
        .isEqualTo("-32600 the server has been shut down");
    client.tell("exit", ObjectValue.EMPTY);
    assertThat(code.get()).isZero();
    assertThat(client.rest()).isEmpty();
  }

  @Test
  void endsWithoutAShutdownBadly() throws Exception {
    initialize(ObjectValue.EMPTY);
    client.tell("exit", ObjectValue.EMPTY);
    assertThat(code.get()).isEqualTo(1);
  }

  @Test
  void endsWhenTheStreamEnds() throws Exception {
    initialize(ObjectValue.EMPTY);
    client.answer("shutdown", ObjectValue.EMPTY);
    client.close();
    assertThat(code.get()).isZero();
  }

  @Test
  void endsWhenTheEditorIsNoMore() throws Exception {
    Process editor = new ProcessBuilder("cat").start();
    client.result("initialize", json("{'processId': " + editor.pid() + ", 'capabilities': {}}"));
    editor.destroy();
    assertThat(code.get()).isEqualTo(1);
  }

  /** An editor outside of the container that the server runs in is not to be seen. */
  @Test
  void staysWhenTheEditorIsNotToBeSeen() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    client.result("initialize", json("{'processId': " + gone.pid() + ", 'capabilities': {}}"));
    client.open(URI, POD);
    assertThat(client.diagnostics(URI, 1)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"jsonrpc": "2.0", "id": 1, "method"        | -32700 line
          [{"jsonrpc": "2.0", "id": 1, "method": "x"}]| -32600 a message must be one JSON object
          {"jsonrpc": "2.0", "id": 1}                 | -32600 a message must name its method
          {"id": 1, "method": "shutdown"}             | -32600 a message must say
          {"jsonrpc": "2.0", "id": {}, "method": "x"} | -32600 a message must say
          """)
  void answersWhatIsNoMessage(String body, String expected) throws IOException {
    client.send(body.getBytes(UTF_8));
    ObjectValue refusal = client.await(message -> message.has("error"));
    assertThat(refusal.get("id")).isEqualTo(NullValue.NULL);
    assertThat(error(refusal)).startsWith(expected.substring(0, 6));
    if (!expected.startsWith("-32700")) {
      assertThat(error(refusal)).startsWith(expected);
    }
    // The next message counts.
    initialize(ObjectValue.EMPTY);
  }

  @Test
  void passesOverWhatIsTooLong() throws IOException {
    client.send(new byte[(64 << 20) + 1]);
    assertThat(error(client.await(message -> message.has("error"))))
        .isEqualTo("-32600 the message has 67108865 bytes; the limit is 67108864");
    initialize(ObjectValue.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: x\r\n\r\n{}",
        "Content-Length: many\r\n\r\n{}",
        "Content-Length: -5\r\n\r\n{}",
        "Content-Length: 99999999999999999999\r\n\r\n{}"
      })
  void endsWhereNoMessageCanBeFound(String bytes) throws Exception {
    client.sendRaw(bytes);
    assertThat(error(client.await(message -> message.has("error")))).startsWith("-32700 a message");
    assertThat(code.get()).isEqualTo(1);
  }

  @Test
  void readsOtherHeadersToo() throws IOException {
    String body = "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"initialize\",\"params\":{}}";
    client.sendRaw(
        "content-length:"
            + body.length()
            + "\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n"
            + body);
    assertThat(client.await(message -> message.text("id").equals("a")).has("result")).isTrue();
  }

  @Test
  void takesRequestsBack() throws Exception {
    initialize(EVERYTHING);
    client.open(URI, POD);
    String params = ask(URI, 6, 8).toString();
    StringBuilder all = new StringBuilder();
    for (int id = 100; id < 110; id++) {
      all.append(
          framed(
              "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"textDocument/hover\",\"params\":%s}"
                  .formatted(id, params)));
    }
    all.append(
        framed("{\"jsonrpc\":\"2.0\",\"method\":\"$/cancelRequest\",\"params\":{\"id\":7777}}"));
    client.sendRaw(all.toString());
    // Each is answered once, whether taken back or not.
    for (int id = 100; id < 110; id++) {
      String number = Integer.toString(id);
      client.tell("$/cancelRequest", json("{'id': " + number + "}"));
      ObjectValue answer = client.await(message -> message.get("id").toString().equals(number));
      assertThat(answer.has("error") ? error(answer) : "-32800 the request was taken back")
          .isEqualTo("-32800 the request was taken back");
    }
    assertThat(client.result("shutdown", ObjectValue.EMPTY)).isEqualTo(NullValue.NULL);
  }

  private static String framed(String body) {
    return "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  @ParameterizedTest
  @CsvSource({"utf-16,18", "utf-32,17", "utf-8,26"})
  void countsAsTheClientDoes(String encoding, int behindTheSmile) throws IOException {
    ObjectValue welcome =
        initialize(json("{'general': {'positionEncodings': ['utf-7', '" + encoding + "']}}"));
    assertThat(((ObjectValue) welcome.get("capabilities")).text("positionEncoding"))
        .isEqualTo(encoding);
    client.open(URI, POD.replace("\n      hostPath", "").replace("😀", "😀, hostPath"));
    client.open(URI, POD);
    ObjectValue change =
        json(
            "{'range': {'start': {'line': 5, 'character': %1$d}, 'end': {'line': 6, 'character': 6}}, 'text': '\\n      '}"
                .formatted(behindTheSmile));
    client.change(URI, 2, change);
    assertThat(range(client.diagnostics(URI, 2).getFirst())).isEqualTo("6:6-6:28");
    // In a line with wide letters before it.
    client.change(
        URI,
        3,
        "{apiVersion: v1, kind: Pod, metadata: {name: 해😀}, spec: {volumes: [{hostPath: {}}]}}");
    String found = range(client.diagnostics(URI, 3).getFirst());
    int before = "{apiVersion: v1, kind: Pod, metadata: {name: }, spec: {volumes: [{".length();
    int wide = encoding.equals("utf-16") ? 3 : encoding.equals("utf-32") ? 2 : 7;
    assertThat(found).isEqualTo("0:%d-0:%d".formatted(before + wide, before + wide + 12));
  }

  @Test
  void underlinesFindingsWithTheirRule() throws IOException {
    initialize(EVERYTHING);
    client.open(URI, POD);
    ObjectValue diagnostic = client.diagnostics(URI, 1).getFirst();
    assertThat(range(diagnostic)).isEqualTo("6:6-6:28");
    assertThat(diagnostic.text("code")).isEqualTo("no-host-path");
    assertThat(diagnostic.text("source")).isEqualTo("haetae");
    assertThat(diagnostic.get("severity").toString()).isEqualTo("1");
    assertThat(diagnostic.text("message")).contains("\"/etc\"", "\nfix: ");
    client.change(URI, 2, POD.replace("hostPath: {path: /etc}", "emptyDir: {}"));
    assertThat(client.diagnostics(URI, 2)).isEmpty();
  }

  @Test
  void tellsOfBrokenTextAtItsPlace() throws IOException {
    initialize(EVERYTHING);
    client.open(URI, POD.replace("metadata: {name: a}", "metadata: {name: a"));
    ObjectValue diagnostic = client.diagnostics(URI, 1).getFirst();
    assertThat(range(diagnostic)).startsWith("3:");
    assertThat(diagnostic.get("severity").toString()).isEqualTo("1");
  }

  @Test
  void followsChangesInOrder() throws IOException {
    initialize(EVERYTHING);
    client.open(URI, "");
    assertThat(client.diagnostics(URI, 1)).isEmpty();
    client.change(
        URI,
        2,
        json("{'text': ''}"),
        json(
            "{'range': {'start': {'line': 0, 'character': 0}, 'end': {'line': 9, 'character': 9}},"
                + " 'text': 'spec: {volumes: [{hostPath: {}}]}\\r\\n'}"),
        json(
            "{'range': {'start': {'line': 0, 'character': 0}, 'end': {'line': 0, 'character': 0}},"
                + " 'text': 'apiVersion: v1\\r\\nkind: Pod\\r\\n'}"));
    assertThat(range(client.diagnostics(URI, 2).getFirst())).isEqualTo("2:18-2:30");
    // A range that ends before it begins, places that are none, changes of what is not open.
    client.change(
        URI,
        3,
        json(
            "{'range': {'start': {'line': 1, 'character': 99}, 'end': {'line': 0, 'character': 0}},"
                + " 'text': ''}"),
        json("{'range': {'start': {'line': -1}, 'end': {}}, 'text': '#\\n'}"),
        json(
            "{'range': {'start': {'line': 99999999999, 'character': 4}, 'end': {'line':"
                + " 99999999999, 'character': 4}}, 'text': '#'}"));
    assertThat(range(client.diagnostics(URI, 3).getFirst())).isEqualTo("3:18-3:30");
    client.change("untitled:other", 4, "x");
    client.tell("textDocument/didChange", ObjectValue.EMPTY);
    assertThat(client.result("shutdown", ObjectValue.EMPTY)).isEqualTo(NullValue.NULL);
    assertThat(failures).isEmpty();
  }

  @Test
  void closesWithoutLeavingAnything() throws IOException {
    initialize(EVERYTHING);
    client.open(URI, POD);
    assertThat(client.diagnostics(URI, 1)).isNotEmpty();
    client.tell("textDocument/didClose", json("{'textDocument': {'uri': '" + URI + "'}}"));
    ObjectValue gone =
        client.await(message -> message.text("method").equals("textDocument/publishDiagnostics"));
    assertThat(((ObjectValue) gone.get("params")).get("diagnostics")).isEqualTo(ArrayValue.EMPTY);
    assertThat(client.result("textDocument/hover", ask(URI, 6, 8))).isEqualTo(NullValue.NULL);
    assertThat(client.result("textDocument/codeAction", ask(URI, 6, 8)))
        .isEqualTo(ArrayValue.EMPTY);
  }

  @Test
  void namesDocumentsByTheirFiles() throws Exception {
    String uri = folder.toUri().toString();
    client.result(
        "initialize",
        json("{'capabilities': {}, 'workspaceFolders': [{'uri': '" + uri + "', 'name': 'w'}]}"));
    client.open(uri + "a%20b%25%C3%A9.yaml", POD);
    client.diagnostics(uri + "a%20b%25%C3%A9.yaml", 1);
    assertThat(judge.calls.take())
        .isEqualTo(
            "judge [%s] [%s]"
                .formatted(folder.toRealPath(), folder.toRealPath().resolve("a b%é.yaml")));
    client.open("git:/a.yaml?HEAD", POD);
    client.open("file://elsewhere/a.yaml", POD);
    client.open("file:///a%zz.yaml", POD);
    client.open("file:///a%00.yaml", POD);
    client.open("https://example/a.yaml", POD);
    client.tell(
        "workspace/didChangeWorkspaceFolders",
        json(
            "{'event': {'removed': [{'uri': '"
                + uri
                + "'}], 'added': [{'uri': 'file:///'}, {'uri': 'vsls:/x'}]}}"));
    assertThat(judge.calls.take())
        .isEqualTo("judge [/] [%s]".formatted(folder.toRealPath().resolve("a b%é.yaml")));
  }

  @Test
  void offersFixesAsEdits() throws IOException {
    initialize(EVERYTHING);
    client.open(URI, POD);
    List<ObjectValue> actions = objects(client.result("textDocument/codeAction", ask(URI, 6, 8)));
    assertThat(actions)
        .extracting(action -> action.text("kind"))
        .containsExactly("quickfix", "source.fixAll.haetae");
    assertThat(actions.getFirst().text("title")).isEqualTo("say so");
    assertThat(actions.getFirst().get("isPreferred").toString()).isEqualTo("true");
    assertThat(objects(actions.getFirst().get("diagnostics"))).hasSize(1);
    assertThat(actions.getFirst().get("edit"))
        .isEqualTo(
            json(
                "{'documentChanges': [{'textDocument': {'uri': 'untitled:pod', 'version': 1},"
                    + " 'edits': [{'range': {'start': {'line': 0, 'character': 0}, 'end': {'line':"
                    + " 0, 'character': 0}}, 'newText': '# a\\n'}]}]}"));
    assertThat(objects(client.result("textDocument/codeAction", ask(URI, 0, 0)))).hasSize(1);
    ObjectValue only = ask(URI, 6, 8).with("context", json("{'only': ['source']}"));
    assertThat(objects(client.result("textDocument/codeAction", only)))
        .extracting(action -> action.text("kind"))
        .containsExactly("source.fixAll.haetae");
    only = ask(URI, 6, 8).with("context", json("{'only': ['refactor', 'quick']}"));
    assertThat(objects(client.result("textDocument/codeAction", only))).isEmpty();
  }

  @Test
  void offersNothingToWhoTakesOnlyCommands() throws IOException {
    initialize(ObjectValue.EMPTY);
    client.open(URI, POD);
    assertThat(client.result("textDocument/codeAction", ask(URI, 6, 8)))
        .isEqualTo(ArrayValue.EMPTY);
  }

  @Test
  void showsTheRulesPage() throws IOException {
    initialize(EVERYTHING);
    client.open(URI, POD);
    ObjectValue hover = (ObjectValue) client.result("textDocument/hover", ask(URI, 6, 8));
    assertThat(((ObjectValue) hover.get("contents")).text("kind")).isEqualTo("markdown");
    assertThat(((ObjectValue) hover.get("contents")).text("value")).startsWith("# no-host-path");
    assertThat(range(hover)).isEqualTo("6:6-6:28");
    assertThat(client.result("textDocument/hover", ask(URI, 0, 0))).isEqualTo(NullValue.NULL);
    assertThat(client.result("textDocument/hover", ask(URI, 1, 0)))
        .isEqualTo(json("{'contents': {'kind': 'markdown', 'value': 'it runs'}}"));
  }

  @Test
  void readsAnewWhenTold() throws Exception {
    initialize(EVERYTHING);
    client.open(URI, POD);
    client.diagnostics(URI, 1);
    assertThat(judge.calls.take()).startsWith("judge");
    client.tell("textDocument/didSave", json("{'textDocument': {'uri': '" + URI + "'}}"));
    assertThat(judge.calls.take()).isEqualTo("saved");
    assertThat(judge.calls.take()).startsWith("judge");
    client.result("workspace/executeCommand", json("{'command': 'haetae.refresh'}"));
    assertThat(judge.calls.take()).isEqualTo("refresh");
    assertThat(judge.calls.take()).startsWith("judge");
    assertThat(error(client.answer("workspace/executeCommand", json("{'command': 'rm'}"))))
        .isEqualTo("-32602 there is no command \"rm\" here");
  }

  @Test
  void tellsOnceWhatIsWrongWithTheWorld() throws IOException {
    judge.notes.add("cluster: nobody answers");
    initialize(EVERYTHING);
    client.open(URI, POD);
    ObjectValue shown = client.await(m -> m.text("method").equals("window/showMessage"));
    assertThat(shown.get("params"))
        .isEqualTo(json("{'type': 2, 'message': 'haetae: cluster: nobody answers'}"));
    client.change(URI, 2, "");
    client.diagnostics(URI, 2);
    client.answer("shutdown", ObjectValue.EMPTY);
    client.tell("exit", ObjectValue.EMPTY);
    assertThat(client.rest()).isEmpty();
  }

  @Test
  void judgesNoDocumentThatIsTooLarge() throws IOException {
    initialize(EVERYTHING);
    client.open(URI, "#".repeat(OpenDocument.LARGEST + 1));
    assertThat(client.diagnostics(URI, 1))
        .extracting(diagnostic -> diagnostic.text("message"))
        .containsExactly(
            "the document has 8388609 characters; of more than 8388608 only 'haetae check' says"
                + " what is wrong");
    assertThat(client.result("textDocument/codeAction", ask(URI, 0, 0)))
        .isEqualTo(ArrayValue.EMPTY);
  }

  @Test
  void showsSoManyAndCountsTheRest() throws IOException {
    initialize(EVERYTHING);
    client.open(URI, (POD + "---\n").repeat(1_003));
    List<ObjectValue> diagnostics = client.diagnostics(URI, 1);
    assertThat(diagnostics).hasSize(1_001);
    assertThat(diagnostics.getLast().text("message"))
        .isEqualTo("3 more are not shown; 'haetae check' shows all");
  }

  @Test
  void outlivesAFailureOfItsOwn() throws Exception {
    initialize(EVERYTHING);
    client.open(URI, "fail");
    assertThat(failures.take()).hasMessage("asked for");
    assertThat(error(client.answer("textDocument/hover", ask(URI, 0, 0))))
        .isEqualTo("-32603 an internal error of haetae");
    client.change(URI, 2, POD);
    assertThat(client.diagnostics(URI, 2)).hasSize(1);
  }
}
