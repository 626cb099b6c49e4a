package dev.haetae.resource.edit;

import dev.haetae.resource.edit.Documents.Part;
import dev.haetae.resource.edit.Edited.Refusal;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.MarkedNode;
import dev.haetae.resource.text.MarkedYaml;
import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.JsonPatch;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Position;
import dev.haetae.resource.tree.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file of manifests, of which objects can be changed.
 *
 * <p>A change is made in the lines that say what it changes; comments, order, quotes and line ends
 * of all else stay. It is made only if the text reads back as the tree that the patch makes of the
 * old one, and every other document as before; else it is refused.
 */
public final class ManifestText {
  private static final String MISREAD =
      "the edited text would not read back as the object that it should be";

  private final String text;
  private final Limits limits;
  private final List<Part> parts;

  private ManifestText(String text, Limits limits, List<Part> parts) {
    this.text = text;
    this.limits = limits;
    this.parts = parts;
  }

  /**
   * Reads a text.
   *
   * @param text of the whole file, without a byte order mark
   */
  public static ManifestText read(String text, Limits limits) {
    return new ManifestText(text, limits, Documents.read(text, limits));
  }

  /** The text as it was read. */
  public String text() {
    return text;
  }

  /** The root of the document of this 0-based number; null when there is none to be read. */
  public @Nullable Value document(int index) {
    Document document = index < parts.size() ? parts.get(index).document() : null;
    return document == null ? null : document.root();
  }

  /** Makes changes, one after the other, each wholly or not at all. */
  public Edited edit(List<Change> changes) {
    Map<Integer, List<Change>> byDocument = new TreeMap<>();
    for (Change change : changes) {
      byDocument.computeIfAbsent(change.document(), _ -> new ArrayList<>()).add(change);
    }
    List<TextEdit> edits = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    Map<Integer, Value> expected = new TreeMap<>();
    byDocument.forEach((index, ofDocument) -> {
      OfDocument made = new OfDocument(index, ofDocument, refusals);
      for (TextEdit edit : made.edits) {
        edits.add(
            new TextEdit(made.start + edit.start(), made.start + edit.end(), edit.replacement()));
      }
      if (made.result != null) {
        expected.put(index, made.result);
      }
    });
    String edited = TextEdit.apply(text, edits);
    if (!edits.isEmpty() && !isAs(edited, expected)) {
      List<Refusal> all = new ArrayList<>();
      changes.forEach(change -> all.add(new Refusal(change, MISREAD, 0, 0)));
      return new Edited(text, List.of(), all);
    }
    refusals.sort(Comparator.comparingInt(refusal -> changes.indexOf(refusal.change())));
    return new Edited(edited, edits, refusals);
  }

  // Whether a text reads as expected, and as this one does where nothing is expected.
  private boolean isAs(String edited, Map<Integer, Value> expected) {
    List<Part> now = Documents.read(edited, limits);
    if (now.size() != parts.size()) {
      return false;
    }
    for (int i = 0; i < parts.size(); i++) {
      Value wanted = expected.get(i);
      Document document = now.get(i).document();
      boolean isRight =
          wanted == null
              ? parts.get(i).in(text).equals(now.get(i).in(edited))
              : document != null && document.root().equals(wanted);
      if (!isRight) {
        return false;
      }
    }
    return true;
  }

  /** The changes of one document. */
  private final class OfDocument {
    private final List<Refusal> refusals;
    private int start;
    private List<TextEdit> edits = List.of();
    private @Nullable Value result;

    OfDocument(int index, List<Change> changes, List<Refusal> refusals) {
      this.refusals = refusals;
      Part part = index < parts.size() ? parts.get(index) : null;
      Document document = part == null ? null : part.document();
      if (part == null || document == null) {
        changes.forEach(change -> refuse(change, "the document cannot be read", 0));
        return;
      }
      start = part.start();
      String whole = part.in(text);
      MarkedNode root = MarkedYaml.read(whole);
      if (root == null) {
        changes.forEach(change -> refuse(change, "the document is no plain YAML", start));
        return;
      }
      WritingStyle style = WritingStyle.of(new Lines(whole), root, part.json());
      Trial trial = new Trial(whole, root, style, document);
      List<Change> made = new ArrayList<>();
      make(changes, made, trial);
      boolean _ = trial.all(made);
      edits = trial.edits;
      result = trial.result;
    }

    // Nearly always all can be made; which one cannot is found by halves.
    private void make(List<Change> changes, List<Change> made, Trial trial) {
      List<Change> together = new ArrayList<>(made);
      together.addAll(changes);
      if (trial.all(together)) {
        made.addAll(changes);
      } else if (changes.size() == 1) {
        refuse(changes.getFirst(), trial.why, start + trial.where);
      } else {
        int half = changes.size() / 2;
        make(changes.subList(0, half), made, trial);
        make(changes.subList(half, changes.size()), made, trial);
      }
    }

    private void refuse(Change change, String sentence, int offset) {
      Position place = TextEdit.position(text, Math.min(offset, text.length()));
      refusals.add(new Refusal(change, sentence, place.line(), place.column()));
    }
  }

  /** The changes of one document, tried together. */
  private final class Trial {
    private final String whole;
    private final MarkedNode root;
    private final WritingStyle style;
    private final Document document;
    private List<TextEdit> edits = List.of();
    private @Nullable Value result;
    private String why = MISREAD;
    private int where;

    Trial(String whole, MarkedNode root, WritingStyle style, Document document) {
      this.whole = whole;
      this.root = root;
      this.style = style;
      this.document = document;
    }

    /** Makes all of these changes; returns whether they can be made. */
    boolean all(List<Change> changes) {
      List<PatchOperation> operations =
          changes.stream().flatMap(change -> change.onDocument().stream()).toList();
      edits = List.of();
      result = null;
      try {
        Value wanted = JsonPatch.apply(document.root(), operations);
        DocumentEdits made = new DocumentEdits(whole, root, style);
        for (PatchOperation operation : operations) {
          made.make(operation);
        }
        List<TextEdit> finished = made.finish();
        if (isRight(TextEdit.apply(whole, finished), wanted)) {
          edits = finished;
          result = wanted;
          return true;
        }
        why = MISREAD;
        where = finished.isEmpty() ? 0 : finished.getFirst().start();
      } catch (RefusedEditException e) {
        why = e.sentence();
        where = Math.min(e.offset(), whole.length());
      } catch (IllegalArgumentException e) {
        why = "the repair does not fit the object as it is written";
        where = 0;
      }
      return false;
    }

    private boolean isRight(String edited, Value wanted) {
      List<Part> now = Documents.read(edited, limits);
      Document read = now.size() == 1 ? now.getFirst().document() : null;
      return read != null
          && read.root().equals(wanted)
          && read.duplicates().size() <= document.duplicates().size();
    }
  }
}
