package dev.haetae.resource.edit;

import dev.haetae.resource.edit.Documents.Part;
import dev.haetae.resource.edit.Edited.Refusal;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.MarkedNode;
import dev.haetae.resource.text.MarkedYaml;
import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.JsonPatch;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Position;
import dev.haetae.resource.tree.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  // Of one document; each reads it twice.
  private static final int MOST_TRIES = 200;
  private static final String MISREAD =
      "the edited text would not read back as the object that it should be";

  private final String text;
  private final Limits limits;
  private final List<Part> parts;
  private @Nullable Lines lines;

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

  private Lines lines() {
    Lines known = lines;
    if (known == null) {
      known = new Lines(text);
      lines = known;
    }
    return known;
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

  /**
   * One document as a text of its own, in which it has the number 0: what many changes cost that
   * are tried one by one does not hang on the whole file then.
   *
   * @param start the offset in the file at which the document begins
   */
  public record Alone(int start, ManifestText text) {
    /**
     * Makes one change of the document.
     *
     * @return the edits by their offsets in the file; empty when the change cannot be made
     */
    public List<TextEdit> edit(Path prefix, List<PatchOperation> operations) {
      Edited edited = text.edit(List.of(new Change(0, prefix, operations)));
      // What ends the document's last line keeps the next document apart.
      if (endsLine(text.text) && !endsLine(edited.text())) {
        return List.of();
      }
      return edited.edits().stream()
          .map(edit -> new TextEdit(start + edit.start(), start + edit.end(), edit.replacement()))
          .toList();
    }

    private static boolean endsLine(String text) {
      return text.endsWith("\n") || text.endsWith("\r");
    }
  }

  /** The document of this 0-based number alone; null when it cannot be read. */
  public @Nullable Alone alone(int index) {
    Part part = index < parts.size() ? parts.get(index) : null;
    if (part == null || part.document() == null) {
      return null;
    }
    String whole = part.in(text);
    Part only = new Part(0, whole.length(), part.json(), part.document());
    return new Alone(part.start(), new ManifestText(whole, limits, List.of(only)));
  }

  /** Makes changes, one after the other, each wholly or not at all. */
  public Edited edit(List<Change> changes) {
    Map<Integer, List<Numbered>> byDocument = new TreeMap<>();
    for (int i = 0; i < changes.size(); i++) {
      byDocument
          .computeIfAbsent(changes.get(i).document(), _ -> new ArrayList<>())
          .add(new Numbered(i, changes.get(i)));
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
      for (int i = 0; i < changes.size(); i++) {
        all.add(new Refusal(i, MISREAD, 0, 0));
      }
      return new Edited(text, List.of(), all);
    }
    refusals.sort(Comparator.comparingInt(Refusal::index));
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

  /** A change and its number in the list of all. */
  private record Numbered(int index, Change change) {}

  /** The changes of one document. */
  private final class OfDocument {
    private final List<Refusal> refusals;
    private int start;
    private List<TextEdit> edits = List.of();
    private @Nullable Value result;

    OfDocument(int index, List<Numbered> changes, List<Refusal> refusals) {
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
      List<Numbered> possible = new ArrayList<>();
      Set<Path> objects = new HashSet<>();
      for (Numbered change : changes) {
        // What is done to an object a second time may need what is done first.
        if (!objects.add(change.change().prefix()) || trial.seemsPossible(change)) {
          possible.add(change);
        } else {
          refuse(change, trial.why, start + trial.where);
        }
      }
      List<Numbered> made = new ArrayList<>();
      make(possible, made, trial);
      boolean _ = trial.all(made);
      edits = trial.edits;
      result = trial.result;
    }

    // Nearly always all can be made; which one cannot is found by halves.
    private void make(List<Numbered> changes, List<Numbered> made, Trial trial) {
      List<Numbered> together = new ArrayList<>(made);
      together.addAll(changes);
      if (changes.isEmpty()) {
        return;
      }
      if (trial.all(together)) {
        made.addAll(changes);
      } else if (changes.size() == 1 || trial.isExhausted()) {
        changes.forEach(change -> refuse(change, trial.why, start + trial.where));
      } else {
        int half = changes.size() / 2;
        make(changes.subList(0, half), made, trial);
        make(changes.subList(half, changes.size()), made, trial);
      }
    }

    private void refuse(Numbered change, String sentence, int offset) {
      Position place = lines().position(Math.min(offset, text.length()));
      refusals.add(new Refusal(change.index(), sentence, place.line(), place.column()));
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
    private int tries;
    private final DocumentEdits first;

    Trial(String whole, MarkedNode root, WritingStyle style, Document document) {
      this.whole = whole;
      this.root = root;
      this.style = style;
      this.document = document;
      this.first = new DocumentEdits(whole, root, style);
    }

    /** Returns whether a change could be made if there were no other: its first part at least. */
    boolean seemsPossible(Numbered change) {
      List<PatchOperation> operations = change.change().onDocument();
      try {
        Value _ = JsonPatch.apply(document.root(), operations);
        if (!operations.isEmpty()) {
          first.require(operations.getFirst());
        }
        return true;
      } catch (RefusedEditException e) {
        refused(e);
      } catch (IllegalArgumentException e) {
        misfit();
      }
      return false;
    }

    boolean isExhausted() {
      return tries >= MOST_TRIES;
    }

    private void refused(RefusedEditException e) {
      why = e.sentence();
      where = Math.min(e.offset(), whole.length());
    }

    private void misfit() {
      why = "the repair does not fit the object as it is written";
      where = 0;
    }

    /** Makes all of these changes; returns whether they can be made. */
    boolean all(List<Numbered> changes) {
      tries++;
      List<PatchOperation> operations =
          changes.stream().flatMap(change -> change.change().onDocument().stream()).toList();
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
        refused(e);
      } catch (IllegalArgumentException e) {
        misfit();
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
