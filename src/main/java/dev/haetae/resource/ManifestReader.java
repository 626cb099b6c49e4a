package dev.haetae.resource;

import dev.haetae.resource.list.LargeLists;
import dev.haetae.resource.text.FileText;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.Templates;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.text.YamlDocuments;
import dev.haetae.resource.text.YamlReader;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.Document.DuplicateKey;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Position;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the objects of a file: YAML of any number of documents, JSON, and Lists of either.
 *
 * <p>An unreadable document is reported and the others are read all the same: documents are told
 * apart by their {@code ---} lines first, as kubectl does.
 */
public final class ManifestReader {
  /** The ending of the kinds of lists, and the kind of a list of several kinds. */
  private static final String LIST = "List";

  // A key of a mapping in YAML's flow style is rarely in quotes.
  private static final Pattern JSON = Pattern.compile("\\s*(\\[|\\{\\s*[\"}])");

  private final String file;
  private final String defaultNamespace;
  private final Limits limits;
  private final Carriers carriers;
  private final Set<String> unread;
  private final List<Resource> resources = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private int documents;
  private int foreign;
  private boolean holdsMore;

  private ManifestReader(
      String file, String defaultNamespace, Limits limits, Carriers carriers, Set<String> unread) {
    this.file = file;
    this.defaultNamespace = defaultNamespace;
    this.limits = limits;
    this.carriers = carriers;
    this.unread = unread;
  }

  /**
   * The objects that a file holds.
   *
   * @param text the file's text, for showing lines of it; empty when it is no text
   * @param resources its objects, in order
   * @param problems what could not be read, in order
   * @param isForeign whether it could be read and nothing in it claims to be a Kubernetes object
   * @param holdsMore whether there is an empty List in it, or an object of a kind that was left out
   */
  public record Manifest(
      String text,
      List<Resource> resources,
      List<Problem> problems,
      boolean isForeign,
      boolean holdsMore) {
    /** A manifest that keeps its own copies. */
    public Manifest {
      resources = List.copyOf(resources);
      problems = List.copyOf(problems);
    }

    /** The same with other objects. */
    public Manifest with(List<Resource> others) {
      return new Manifest(text, others, problems, isForeign, holdsMore);
    }

    /** The same without the text. */
    public Manifest withoutText() {
      return new Manifest("", resources, problems, isForeign, holdsMore);
    }

    /** Returns whether nothing of it was read. */
    public boolean isEmpty() {
      return resources.isEmpty() && problems.isEmpty();
    }
  }

  /**
   * The objects that {@code bytes} hold.
   *
   * @param file as the user named it, for origins and problems
   * @param defaultNamespace the namespace of objects that name none
   * @param carriers the kinds that carry pod specs
   * @param unread the kinds that are left out; a YAML document of one of them is not parsed
   */
  public static Manifest read(
      byte[] bytes,
      String file,
      String defaultNamespace,
      Limits limits,
      Carriers carriers,
      Set<String> unread) {
    ManifestReader reader = new ManifestReader(file, defaultNamespace, limits, carriers, unread);
    String text = reader.decode(bytes);
    if (text != null) {
      reader.read(text);
    }
    return new Manifest(
        text == null ? "" : text,
        reader.resources,
        reader.problems,
        reader.isForeign(),
        reader.holdsMore);
  }

  /** The same with the shipped carriers, and every kind. */
  public static Manifest read(byte[] bytes, String file, String defaultNamespace, Limits limits) {
    return read(bytes, file, defaultNamespace, limits, Carriers.SHIPPED, Set.of());
  }

  private boolean isForeign() {
    return foreign > 0 && foreign == problems.size() && resources.isEmpty() && !holdsMore;
  }

  private @Nullable String decode(byte[] bytes) {
    if (bytes.length > limits.bytes()) {
      problem(0, 0, "the file has " + bytes.length + " bytes; the limit is " + limits.bytes());
      return null;
    }
    try {
      return FileText.decode(bytes);
    } catch (UnreadableException e) {
      problem(e.line(), e.column(), e.sentence());
      return null;
    }
  }

  private void read(String text) {
    if (!FileText.looksLikeJson(text)) {
      readYaml(text);
      return;
    }
    try {
      Document list = LargeLists.json(text, limits);
      for (Document document : list == null ? JsonReader.documents(text, limits) : List.of(list)) {
        add(document, documents++);
      }
    } catch (UnreadableException e) {
      // YAML's flow style begins like JSON; what is named .json is held to it.
      List<Problem> before = List.copyOf(problems);
      readYaml(text);
      boolean isUnread = resources.isEmpty() && problems.size() > before.size();
      if (file.endsWith(".json") || (isUnread && JSON.matcher(text).lookingAt())) {
        resources.clear();
        problems.clear();
        problems.addAll(before);
        UnreadableException template = Templates.find(text, 1);
        UnreadableException why = template == null ? e : template;
        problem(why.line(), why.column(), why.sentence());
        foreign = file.endsWith(".json") && !TypeClaim.isIn(text) ? problems.size() : 0;
      } else if (isUnread) {
        foreign = 0;
      }
    }
  }

  private void readYaml(String text) {
    YamlDocuments.forEach(
        text, (start, end, line) -> readYamlDocument(text.substring(start, end), line));
  }

  private void readYamlDocument(String text, int firstLine) {
    if (documents >= limits.documents()) {
      if (documents == limits.documents()) {
        documents++;
        problem(firstLine, 1, "more than " + limits.documents() + " documents in one file");
      }
      return;
    }
    if (!unread.isEmpty() && unread.contains(TypeClaim.kind(text))) {
      documents++;
      holdsMore = true;
      return;
    }
    try {
      Document list = LargeLists.yaml(text, firstLine, documents, limits);
      Document document = list == null ? YamlReader.read(text, firstLine, documents, limits) : list;
      if (document != null) {
        documents++;
        add(document, documents - 1);
      }
    } catch (UnreadableException e) {
      documents++;
      foreign += TypeClaim.isIn(text) ? 0 : 1;
      problem(e.line(), e.column(), e.sentence());
    }
  }

  private void add(Document document, int index) {
    if (document.root().isNull()) {
      return;
    }
    if (document.root() instanceof ObjectValue object) {
      add(object, Path.ROOT, document, document.duplicates(), index);
    } else if (document.root() instanceof ArrayValue array && TypeClaim.isMadeBySome(array)) {
      addAll(array, Path.ROOT, document, document.duplicates(), index, item -> item);
    } else {
      foreign++;
      problem(document, Path.ROOT, "a Kubernetes object is expected, not " + described(document));
    }
  }

  private static String described(Document document) {
    return Text.describe(document.root());
  }

  private void add(
      ObjectValue object,
      Path prefix,
      Document document,
      List<DuplicateKey> duplicates,
      int index) {
    if (!(object.get("apiVersion") instanceof StringValue)
        || !(object.get("kind") instanceof StringValue kind)) {
      foreign += TypeClaim.isMadeBy(object) ? 0 : 1;
      String missing = object.get("kind") instanceof StringValue ? "apiVersion" : "kind";
      String other =
          object.indexOf(missing) >= 0 ? missing : TypeClaim.inOtherCase(object, missing);
      problem(
          document,
          other == null ? prefix : prefix.child(other),
          "a Kubernetes object needs " + missing + ", a string" + instead(object, missing, other));
      return;
    }
    boolean isEmptyList =
        kind.text().endsWith(LIST) && object.indexOf("items") >= 0 && object.get("items").isNull();
    if (unread.contains(kind.text()) || isEmptyList) {
      holdsMore = true;
      return;
    }
    if (kind.text().endsWith(LIST) && object.get("items") instanceof ArrayValue items) {
      holdsMore = true;
      addAll(
          items,
          prefix.child("items"),
          document,
          duplicates,
          index,
          item -> typed(item, object, kind.text()));
      return;
    }
    try {
      resources.add(
          Resource.of(
              object,
              prefix,
              new Origin(file, index),
              defaultNamespace,
              DuplicateKey.below(duplicates, prefix),
              carriers));
    } catch (MalformedResourceException e) {
      problem(document, prefix.append(e.path()), e.sentence());
    }
  }

  private static String instead(ObjectValue object, String missing, @Nullable String other) {
    if (other == null) {
      return "; there is none";
    }
    return other.equals(missing)
        ? ", not " + Text.describe(object.get(missing))
        : "; write it so, not " + Text.quote(other);
  }

  /**
   * The item of a list of one kind, such as a PodList, with its apiVersion and kind. The API server
   * writes them into no item of such a list, and kubectl reads them off the list.
   */
  private static ObjectValue typed(ObjectValue item, ObjectValue list, String listKind) {
    if (listKind.equals(LIST) || item.has("apiVersion") || item.has("kind")) {
      return item;
    }
    String kind = listKind.substring(0, listKind.length() - LIST.length());
    return item.with("apiVersion", list.get("apiVersion")).with("kind", new StringValue(kind));
  }

  private void addAll(
      ArrayValue items,
      Path prefix,
      Document document,
      List<DuplicateKey> duplicates,
      int index,
      UnaryOperator<ObjectValue> typed) {
    Map<Integer, List<DuplicateKey>> within = DuplicateKey.byElement(duplicates, prefix);
    for (int i = 0; i < items.size(); i++) {
      Path path = prefix.child(i);
      if (items.get(i) instanceof ObjectValue item) {
        add(typed.apply(item), path, document, within.getOrDefault(i, List.of()), index);
      } else {
        problem(document, path, "a Kubernetes object is expected, not " + items.get(i).describe());
      }
    }
  }

  private void problem(Document document, Path path, String sentence) {
    Position position =
        document.root() instanceof ObjectValue object ? path.position(object) : null;
    position = position == null ? document.start() : position;
    problem(
        position == null ? 0 : position.line(), position == null ? 0 : position.column(), sentence);
  }

  private void problem(int line, int column, String sentence) {
    problems.add(new Problem(file, line, column, sentence));
  }
}
