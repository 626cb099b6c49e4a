package dev.haetae.lsp;

import dev.haetae.lsp.Diagnostics.Diagnostic;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Text;
import dev.haetae.resource.tree.Value;
import java.util.ArrayList;
import java.util.List;

/** The code actions of a document: a fix each for what stands where one asks, and all safe ones. */
final class CodeActions {
  static final String QUICK_FIX = "quickfix";
  static final String FIX_ALL = "source.fixAll.haetae";

  private final OpenDocument document;
  private final boolean versioned;
  private final List<Value> actions = new ArrayList<>();

  private CodeActions(OpenDocument document, boolean versioned) {
    this.document = document;
    this.versioned = versioned;
  }

  /**
   * The actions that a client asks for.
   *
   * @param params of its request: {@code range}, and {@code context.only} with the kinds it wants
   * @param judge knows the fixes of the document as it stands
   * @param versioned whether the client takes edits that say of which version of the text they are
   */
  static ArrayValue of(
      ObjectValue params,
      OpenDocument document,
      Diagnostics diagnostics,
      Judge judge,
      boolean versioned) {
    CodeActions actions = new CodeActions(document, versioned);
    Value only =
        params.get("context") instanceof ObjectValue context ? context.get("only") : params;
    if (isWanted(QUICK_FIX, only) && params.get("range") instanceof ObjectValue range) {
      int start = document.text().offset(range.get("start"));
      int end = document.text().offset(range.get("end"));
      List<Fix> fixes = judge.fixes(document.name());
      for (Diagnostic diagnostic : diagnostics.all()) {
        if (diagnostic.touches(start, end)) {
          actions.add(diagnostic, fixes);
        }
      }
    }
    List<Fix.Edit> all = isWanted(FIX_ALL, only) ? judge.safeFixes(document.name()) : List.of();
    if (!all.isEmpty()) {
      actions.add("fix all that haetae can fix safely", FIX_ALL, all).finish(actions.actions);
    }
    return ArrayValue.of(actions.actions);
  }

  // A kind takes in those that begin with it and a dot.
  private static boolean isWanted(String kind, Value only) {
    if (!(only instanceof ArrayValue wanted)) {
      return true;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (wanted.get(i) instanceof StringValue text
          && (kind.equals(text.text()) || kind.startsWith(text.text() + '.'))) {
        return true;
      }
    }
    return false;
  }

  private void add(Diagnostic diagnostic, List<Fix> fixes) {
    for (Fix fix : fixes) {
      if (fix.finding().equals(diagnostic.finding())) {
        Action action = add(Text.escape(fix.title()), QUICK_FIX, fix.edits());
        action.value.put("diagnostics", ArrayValue.of(List.of(diagnostic.value())));
        if (fix.isSafe()) {
          action.value.put("isPreferred", true);
        }
        action.finish(actions);
      }
    }
  }

  private record Action(ObjectValue.Builder value) {
    void finish(List<Value> actions) {
      actions.add(value.build());
    }
  }

  private Action add(String title, String kind, List<Fix.Edit> edits) {
    ObjectValue.Builder action = new ObjectValue.Builder(5);
    action.put("title", title);
    action.put("kind", kind);
    action.put("edit", edit(edits));
    return new Action(action);
  }

  private ObjectValue edit(List<Fix.Edit> edits) {
    ArrayValue.Builder texts = new ArrayValue.Builder();
    for (Fix.Edit edit : edits) {
      ObjectValue.Builder one = new ObjectValue.Builder(2);
      one.put("range", document.text().range(edit.start(), edit.end()));
      one.put("newText", edit.replacement());
      texts.add(one.build());
    }
    if (!versioned) {
      return ObjectValue.of("changes", ObjectValue.of(document.uri(), texts.build()));
    }
    ObjectValue.Builder change = new ObjectValue.Builder(2);
    ObjectValue.Builder of = new ObjectValue.Builder(2);
    of.put("uri", document.uri());
    of.put("version", document.version());
    change.put("textDocument", of.build());
    change.put("edits", texts.build());
    return ObjectValue.of("documentChanges", ArrayValue.of(List.of(change.build())));
  }
}
