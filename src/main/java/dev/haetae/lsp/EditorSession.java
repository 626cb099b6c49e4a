package dev.haetae.lsp;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Text;
import dev.haetae.resource.tree.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an editor has open, and what was found in it. Documents are judged when nothing has come for
 * a moment, and before anything is said of them. For one thread.
 */
final class EditorSession {
  private static final int WARNING = 2;

  private final MessageWriter writer;
  private final Judge judge;
  private final Client client;
  private final Runnable soon;
  private final Documents documents;
  private final List<Path> folders = new ArrayList<>();
  private final Map<String, Diagnostics> found = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private boolean isStale;

  /**
   * A session without documents.
   *
   * @param soon has {@link #settle} called in a moment; called again, the moment begins anew
   */
  EditorSession(MessageWriter writer, Judge judge, Client client, Runnable soon) {
    this.writer = writer;
    this.judge = judge;
    this.client = client;
    this.soon = soon;
    this.documents = new Documents(client.encoding());
    this.folders.addAll(client.folders());
  }

  /** Takes in something that the client tells. What is not known is no news. */
  void notified(Message message) {
    ObjectValue params = message.params();
    switch (message.method()) {
      case "textDocument/didOpen" -> changed(documents.open(params) != null);
      case "textDocument/didChange" -> changed(documents.change(params) != null);
      case "textDocument/didClose" -> close(params);
      case "textDocument/didSave", "workspace/didChangeWatchedFiles" -> {
        judge.saved();
        changed(true);
      }
      case "workspace/didChangeWorkspaceFolders" -> changeFolders(params);
      case "initialized" -> client.watchFiles(writer);
      default -> {}
    }
  }

  /**
   * Answers a request.
   *
   * @throws MessageException when it cannot be answered
   */
  Value answer(Message request) throws MessageException {
    ObjectValue params = request.params();
    return switch (request.method()) {
      case "textDocument/codeAction" -> actions(params);
      case "textDocument/hover" -> hover(params);
      case "workspace/executeCommand" -> execute(params);
      default ->
          throw new MessageException(
              RpcError.METHOD_NOT_FOUND,
              "there is no method " + Text.quote(request.method()) + " here");
    };
  }

  private void changed(boolean isNews) {
    if (isNews) {
      isStale = true;
      soon.run();
    }
  }

  private void close(ObjectValue params) {
    OpenDocument closed = documents.close(params);
    if (closed != null) {
      found.remove(closed.uri());
      publish(closed, ArrayValue.EMPTY);
      // On the disk it may read otherwise.
      judge.saved();
      changed(!documents.all().isEmpty());
    }
  }

  private void changeFolders(ObjectValue params) {
    if (params.get("event") instanceof ObjectValue event) {
      folders.removeAll(Client.folders(event.get("removed")));
      folders.addAll(Client.folders(event.get("added")));
      changed(true);
    }
  }

  private Value actions(ObjectValue params) {
    OpenDocument document = documents.named(params);
    if (document == null || !client.takesActions()) {
      return ArrayValue.EMPTY;
    }
    return document.isTooLarge()
        ? ArrayValue.EMPTY
        : CodeActions.of(params, document, settled(document), judge, client.takesVersions());
  }

  private Value hover(ObjectValue params) {
    OpenDocument document = documents.named(params);
    return document == null ? NullValue.NULL : Hover.of(params, document, settled(document), judge);
  }

  private Value execute(ObjectValue params) throws MessageException {
    if (!params.text("command").equals(Client.REFRESH)) {
      throw new MessageException(
          RpcError.INVALID_PARAMS,
          "there is no command " + Text.quote(params.text("command")) + " here");
    }
    judge.refresh();
    isStale = true;
    settle();
    return NullValue.NULL;
  }

  private Diagnostics settled(OpenDocument document) {
    settle();
    Diagnostics known = found.get(document.uri());
    return known == null ? Diagnostics.tooLarge(document) : known;
  }

  /** Judges the documents as they are now, unless that is done, and tells the client. */
  void settle() {
    if (!isStale) {
      return;
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (OpenDocument document : documents.all()) {
      if (!document.isTooLarge()) {
        texts.put(document.name(), document.text().text());
      }
    }
    DocumentReport judged = judge.judge(List.copyOf(folders), texts);
    isStale = false;
    for (OpenDocument document : documents.all()) {
      Diagnostics diagnostics =
          document.isTooLarge() ? Diagnostics.tooLarge(document) : Diagnostics.of(document, judged);
      found.put(document.uri(), diagnostics);
      publish(document, diagnostics.toValue());
    }
    tell(judged.notes());
  }

  private void publish(OpenDocument document, ArrayValue diagnostics) {
    ObjectValue.Builder params = new ObjectValue.Builder(3);
    params.put("uri", document.uri());
    if (!document.version().isNull()) {
      params.put("version", document.version());
    }
    params.put("diagnostics", diagnostics);
    writer.notify("textDocument/publishDiagnostics", params.build());
  }

  // Once, however often documents are judged.
  private void tell(List<String> notes) {
    told.retainAll(notes);
    for (String sentence : notes) {
      if (told.add(sentence)) {
        ObjectValue.Builder params = new ObjectValue.Builder(2);
        params.put("type", WARNING);
        params.put("message", "haetae: " + Text.escape(sentence));
        writer.notify("window/showMessage", params.build());
      }
    }
  }
}
