package dev.haetae.lsp;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A client as it introduces itself: what it has open, and what it can do. */
final class Client {
  /** The command that has the world read anew. */
  static final String REFRESH = "haetae.refresh";

  private static final String WATCHED = "workspace/didChangeWatchedFiles";

  private final ObjectValue params;

  /**
   * A client.
   *
   * @param params of its request {@code initialize}
   */
  Client(ObjectValue params) {
    this.params = params;
  }

  private Value capability(String... keys) {
    Value value = params.get("capabilities");
    for (String key : keys) {
      value = value instanceof ObjectValue object ? object.get(key) : BooleanValue.of(false);
    }
    return value;
  }

  private boolean can(String... keys) {
    return capability(keys).equals(BooleanValue.of(true));
  }

  /** The units in which it counts characters, of those that it knows. */
  PositionEncoding encoding() {
    return PositionEncoding.chosen(capability("general", "positionEncodings"));
  }

  /** Returns whether it takes code actions, and not only commands. */
  boolean takesActions() {
    return capability("textDocument", "codeAction", "codeActionLiteralSupport")
        instanceof ObjectValue;
  }

  /** Returns whether it takes edits that say of which version of a text they are. */
  boolean takesVersions() {
    return can("workspace", "workspaceEdit", "documentChanges");
  }

  /** The process that it is; empty when it does not say. */
  OptionalLong process() {
    return params.get("processId") instanceof NumberValue number && number.isInteger()
        ? OptionalLong.of(number.integer())
        : OptionalLong.empty();
  }

  /** The folders that it has open. */
  List<Path> folders() {
    List<Path> folders = folders(params.get("workspaceFolders"));
    if (!folders.isEmpty() || params.get("workspaceFolders") instanceof ArrayValue) {
      return folders;
    }
    Path root = DocumentUri.path(params.text("rootUri"));
    return root == null ? List.of() : List.of(root);
  }

  /** The folders of a list of {@code WorkspaceFolder}; those that are no files are left out. */
  static List<Path> folders(Value listed) {
    List<Path> folders = new ArrayList<>();
    if (listed instanceof ArrayValue several) {
      for (int i = 0; i < several.size(); i++) {
        Path path =
            several.get(i) instanceof ObjectValue folder
                ? DocumentUri.path(folder.text("uri"))
                : null;
        if (path != null) {
          folders.add(path);
        }
      }
    }
    return folders;
  }

  /** Asks it to tell of manifests that others change, if it can. */
  void watchFiles(MessageWriter writer) {
    if (can("workspace", "didChangeWatchedFiles", "dynamicRegistration")) {
      ObjectValue watcher = ObjectValue.of("globPattern", new StringValue("**/*.{yaml,yml,json}"));
      ObjectValue.Builder registration = new ObjectValue.Builder(3);
      registration.put("id", "haetae-files");
      registration.put("method", WATCHED);
      registration.put(
          "registerOptions", ObjectValue.of("watchers", ArrayValue.of(List.of(watcher))));
      writer.ask(
          "haetae-watch",
          "client/registerCapability",
          ObjectValue.of("registrations", ArrayValue.of(List.of(registration.build()))));
    }
  }

  /** The answer to its request {@code initialize}. */
  ObjectValue welcome(String version) {
    ObjectValue.Builder sync = new ObjectValue.Builder(3);
    sync.put("openClose", true);
    sync.put("change", 2);
    sync.put("save", ObjectValue.of("includeText", BooleanValue.of(false)));
    ObjectValue.Builder folders = new ObjectValue.Builder(2);
    folders.put("supported", true);
    folders.put("changeNotifications", true);
    ObjectValue.Builder can = new ObjectValue.Builder(6);
    can.put("positionEncoding", encoding().word());
    can.put("textDocumentSync", sync.build());
    can.put("hoverProvider", true);
    can.put(
        "codeActionProvider",
        ObjectValue.of(
            "codeActionKinds",
            ArrayValue.ofTexts(List.of(CodeActions.QUICK_FIX, CodeActions.FIX_ALL))));
    can.put(
        "executeCommandProvider", ObjectValue.of("commands", ArrayValue.ofTexts(List.of(REFRESH))));
    can.put("workspace", ObjectValue.of("workspaceFolders", folders.build()));
    ObjectValue.Builder server = new ObjectValue.Builder(2);
    server.put("name", "haetae");
    server.put("version", version);
    ObjectValue.Builder welcome = new ObjectValue.Builder(2);
    welcome.put("capabilities", can.build());
    welcome.put("serverInfo", server.build());
    return welcome.build();
  }
}
