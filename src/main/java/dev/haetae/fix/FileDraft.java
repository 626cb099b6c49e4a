package dev.haetae.fix;

import dev.haetae.resource.edit.Change;
import dev.haetae.resource.edit.Edited;
import dev.haetae.resource.edit.ManifestText;
import dev.haetae.resource.edit.TextEdit;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A file as fixes have left it so far.
 *
 * @param original the file as it was read
 * @param now its text with all edits
 * @param rounds the edits, each round's of the text that the one before has left
 */
record FileDraft(OriginalFile original, ManifestText now, List<List<TextEdit>> rounds) {

  /** The draft of a file that no fix has touched yet. */
  static FileDraft of(OriginalFile original) {
    return new FileDraft(original, ManifestText.read(original.text(), Limits.FILES), List.of());
  }

  /** The draft after an edit of it. */
  FileDraft with(Edited edited) {
    List<List<TextEdit>> all = new ArrayList<>(rounds);
    all.add(edited.edits());
    return new FileDraft(
        original, ManifestText.read(edited.text(), Limits.FILES), List.copyOf(all));
  }

  /** The bytes that the file would have. */
  byte[] bytes() {
    return original.encode(now.text());
  }

  /** Returns whether the object of a fix stands in the file, and was not made of what does. */
  boolean holds(Fix fix) {
    Change change = fix.change();
    Value root = now.document(change.document());
    Path at = Path.of("root").append(change.prefix());
    Value written = root == null ? null : at.in(ObjectValue.of("root", root));
    return written instanceof ObjectValue object
        && object.get("metadata") instanceof ObjectValue metadata
        && metadata.text("name").equals(fix.object().name())
        && (object.text("kind").equals(fix.object().kind()) || object.text("kind").isEmpty());
  }

  /** The file with its fixes. */
  FixedFile fixed() {
    return new FixedFile(original, TextEdit.compose(original.text(), rounds));
  }
}
