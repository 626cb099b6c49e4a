package dev.haetae.resource;

import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Position;
import dev.haetae.resource.tree.Text;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One Kubernetes object: its tree and what every object has.
 *
 * <p>Immutable to its users; views are made once, when first asked for.
 */
public final class Resource {
  private final ObjectView view;
  private final Origin origin;
  private final int document;
  private final Path prefix;
  private final String apiVersion;
  private final GroupKind groupKind;
  private final String name;
  private final String generateName;
  private final String namespace;
  private final ObjectView metadata;
  private final List<Document.DuplicateKey> duplicates;
  private final Carriers carriers;
  private volatile @Nullable Map<String, String> labels;
  private volatile @Nullable List<PodView> pods;

  private Resource(
      ObjectView view,
      Path prefix,
      Origin origin,
      String defaultNamespace,
      List<Document.DuplicateKey> duplicates,
      Carriers carriers) {
    this.view = view;
    this.prefix = prefix;
    this.origin = origin;
    this.document = origin.document();
    this.duplicates = duplicates;
    this.carriers = carriers;
    this.apiVersion = view.text("apiVersion");
    this.groupKind = GroupKind.of(apiVersion, view.text("kind"));
    this.metadata = view.object("metadata");
    this.name = metadata.text("name");
    this.generateName = metadata.text("generateName");
    String written = metadata.text("namespace");
    this.namespace =
        groupKind.isClusterScoped() ? "" : written.isEmpty() ? defaultNamespace : written;
  }

  /**
   * The object at the root of {@code tree}.
   *
   * @param defaultNamespace the namespace of an object that names none
   * @param carriers the kinds that carry pod specs
   * @throws MalformedResourceException when apiVersion, kind or metadata have the wrong type
   */
  public static Resource of(
      ObjectValue tree, Origin origin, String defaultNamespace, Carriers carriers) {
    return new Resource(
        ObjectView.of(tree, Path.ROOT), Path.ROOT, origin, defaultNamespace, List.of(), carriers);
  }

  /** The same, with the shipped carriers. */
  public static Resource of(ObjectValue tree, Origin origin, String defaultNamespace) {
    return of(tree, origin, defaultNamespace, Carriers.SHIPPED);
  }

  /**
   * The object at the root of {@code tree}, as it was found in a file.
   *
   * @param prefix where the object stands in its document: the root, or an element of a List
   * @param duplicates the keys written twice within the object, by paths from the object
   */
  static Resource of(
      ObjectValue tree,
      Path prefix,
      Origin origin,
      String defaultNamespace,
      List<Document.DuplicateKey> duplicates,
      Carriers carriers) {
    return new Resource(
        ObjectView.of(tree, Path.ROOT),
        prefix,
        origin,
        defaultNamespace,
        List.copyOf(duplicates),
        carriers);
  }

  /** The same object with another tree: after a repair. */
  public Resource withTree(ObjectValue tree) {
    return new Resource(
        ObjectView.of(tree, Path.ROOT), prefix, origin, namespace, duplicates, carriers);
  }

  /**
   * The same object, as one that was rendered: the places of its keys in the rendered text are
   * nothing to go by, and left out.
   */
  public Resource rendered(Origin from) {
    List<Document.DuplicateKey> unplaced =
        duplicates.stream()
            .map(key -> new Document.DuplicateKey(key.path(), null, null, key.clash()))
            .toList();
    return new Resource(view, prefix, from, namespace, unplaced, carriers);
  }

  /** The place at which a field is written, or its nearest parent that is. */
  public Origin.Place place(Path path) {
    Origin.Sources sources = origin.sources();
    if (sources != null) {
      return sources.place(prefix.append(path));
    }
    Position position = path.position(tree());
    return new Origin.Place(
        origin.file(),
        origin.document(),
        position == null ? 0 : position.line(),
        position == null ? 0 : position.column());
  }

  /** The whole object. */
  public ObjectView view() {
    return view;
  }

  /** The tree of the whole object. */
  public ObjectValue tree() {
    return view.value();
  }

  /** The place at which it was read. */
  public Origin origin() {
    return origin;
  }

  /** 0-based number of its document in its file. */
  public int document() {
    return document;
  }

  /** The path at which it stands in its document: the root, or an element of a List. */
  public Path prefix() {
    return prefix;
  }

  /** The keys that were written twice, by paths from the object; known for files only. */
  public List<Document.DuplicateKey> duplicates() {
    return duplicates;
  }

  /** Such as {@code apps/v1}. */
  public String apiVersion() {
    return apiVersion;
  }

  /** Such as {@code Deployment}. */
  public String kind() {
    return groupKind.kind();
  }

  /** Group and kind. */
  public GroupKind groupKind() {
    return groupKind;
  }

  /** The {@code metadata} object. */
  public ObjectView metadata() {
    return metadata;
  }

  /** {@code metadata.name}; empty when the API server will generate one. */
  public String name() {
    return name;
  }

  /** The name for messages: {@code trainer-*} for a generated one. */
  public String displayName() {
    return name.isEmpty() ? generateName + '*' : name;
  }

  /** {@code metadata.namespace}, else the default; empty for cluster-scoped kinds. */
  public String namespace() {
    return namespace;
  }

  /** {@code metadata.labels}. */
  public Map<String, String> labels() {
    Map<String, String> known = labels;
    if (known == null) {
      known = Collections.unmodifiableMap(metadata.textMap("labels"));
      labels = known;
    }
    return known;
  }

  /** {@code metadata.annotations}. */
  public Map<String, String> annotations() {
    return metadata.textMap("annotations");
  }

  /** Returns whether it is being deleted. */
  public boolean isTerminating() {
    return metadata.has("deletionTimestamp");
  }

  /** Returns whether a controller made it and keeps it. */
  public boolean isControlled() {
    if (!metadata.has("ownerReferences")) {
      return false;
    }
    for (ObjectView owner : metadata.objects("ownerReferences")) {
      if (owner.flag("controller", false)) {
        return true;
      }
    }
    return false;
  }

  /** The kinds that carry pod specs, as this object was read. */
  public Carriers carriers() {
    return carriers;
  }

  /** The pod specs it carries: one for a Pod, a Deployment, …; none for a Service. */
  public List<PodView> pods() {
    List<PodView> known = pods;
    if (known == null) {
      known = carriers.pods(this);
      pods = known;
    }
    return known;
  }

  /** Returns whether it is a Pod that is over, and has let go of its claims. */
  public boolean isFinishedPod() {
    String phase = groupKind().equals(GroupKind.POD) ? view().object("status").text("phase") : "";
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  /** {@code Pod default/test-pd}, or {@code PersistentVolume pv-1}; fit for a message. */
  public String describe() {
    String shown = name.isEmpty() ? Text.shorten(generateName) + '*' : Text.shorten(name);
    String shownKind = Text.shorten(kind());
    return namespace.isEmpty()
        ? shownKind + ' ' + shown
        : shownKind + ' ' + Text.shorten(namespace) + '/' + shown;
  }

  @Override
  public String toString() {
    return describe();
  }
}
