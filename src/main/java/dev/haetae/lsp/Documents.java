package dev.haetae.lsp;

import dev.haetae.resource.tree.ObjectValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The documents that a client has open and that may hold manifests, as it tells of them. */
final class Documents {
  private final Map<String, OpenDocument> byUri = new LinkedHashMap<>();
  private final PositionEncoding encoding;

  Documents(PositionEncoding encoding) {
    this.encoding = encoding;
  }

  Collection<OpenDocument> all() {
    return byUri.values();
  }

  /** The document that {@code textDocument} of a message names; null when none is known. */
  @Nullable OpenDocument named(ObjectValue params) {
    return byUri.get(document(params).text("uri"));
  }

  /** Opens a document; null when it is of no kind that is judged. */
  @Nullable OpenDocument open(ObjectValue params) {
    ObjectValue document = document(params);
    String uri = document.text("uri");
    String name = DocumentUri.name(uri);
    if (name == null) {
      return null;
    }
    OpenDocument open =
        new OpenDocument(
            uri, name, document.get("version"), new DocumentText(document.text("text"), encoding));
    byUri.put(uri, open);
    return open;
  }

  /** Changes a document; null when it is not open. */
  @Nullable OpenDocument change(ObjectValue params) {
    return byUri.computeIfPresent(
        document(params).text("uri"),
        (_, open) ->
            open.changed(params.get("contentChanges"), document(params).get("version"), encoding));
  }

  /** Closes a document; null when it was not open. */
  @Nullable OpenDocument close(ObjectValue params) {
    return byUri.remove(document(params).text("uri"));
  }

  private static ObjectValue document(ObjectValue params) {
    return params.get("textDocument") instanceof ObjectValue document
        ? document
        : ObjectValue.EMPTY;
  }
}
