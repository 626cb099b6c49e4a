package dev.haetae.inventory;

import dev.haetae.resource.tree.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one kind that are there, but cannot be read: whoever looks one up learns that, and
 * does not take it to be absent.
 *
 * <p>Reading takes no lock, from any thread. For a reader to find an object in one of the two
 * places at any moment, a writer adds it here before it takes it out where readable ones are kept,
 * and the other way round; the reader looks there, then here, then there again.
 */
public final class UnreadableObjects {
  private final String kind;

  /**
   * The namespace and the name of an object of a known kind; in order, so that a table copes with
   * names that were chosen to have one hash.
   */
  record ObjectKey(String namespace, String name) implements Comparable<ObjectKey> {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof ObjectKey key
          && name.equals(key.name)
          && namespace.equals(key.namespace);
    }

    @Override
    public int hashCode() {
      return 31 * namespace.hashCode() + name.hashCode();
    }

    @Override
    public int compareTo(ObjectKey other) {
      int order = namespace.compareTo(other.namespace);
      return order == 0 ? name.compareTo(other.name) : order;
    }
  }

  private final Map<ObjectKey, String> problems = new ConcurrentHashMap<>();

  /**
   * No objects yet.
   *
   * @param kind such as {@code PersistentVolumeClaim}
   */
  public UnreadableObjects(String kind) {
    this.kind = kind;
  }

  /**
   * Adds an object; of no namespace when that is empty.
   *
   * @param problem why it cannot be read, such as {@code spec.accessModes must be an array}
   * @return whether it was not here, or for another reason
   */
  public boolean add(String namespace, String name, String problem) {
    return !problem.equals(problems.put(new ObjectKey(namespace, name), problem));
  }

  /** Takes an object out, if it is here. */
  public void remove(String namespace, String name) {
    if (!problems.isEmpty()) {
      problems.remove(new ObjectKey(namespace, name));
    }
  }

  /**
   * Takes out all but these.
   *
   * @param keys each {@code namespace/name}
   */
  public void retain(Set<String> keys) {
    problems.keySet().removeIf(key -> !keys.contains(key.namespace() + '/' + key.name()));
  }

  /** The number of these objects. */
  public int count() {
    return problems.size();
  }

  /**
   * A look-up of one object has not found it.
   *
   * @throws UnreadableObjectException when it is here
   */
  public void require(String namespace, String name) {
    if (problems.isEmpty()) {
      return;
    }
    ObjectKey key = new ObjectKey(namespace, name);
    String problem = problems.get(key);
    if (problem != null) {
      throw new UnreadableObjectException(sentence(key, problem));
    }
  }

  /**
   * A look-up needs all objects of the kind.
   *
   * @throws UnreadableObjectException when any is here
   */
  public void requireAll() {
    if (!problems.isEmpty()) {
      problems.keySet().stream().min(Comparator.naturalOrder()).ifPresent(this::refuse);
    }
  }

  /**
   * A look-up needs all objects of a namespace.
   *
   * @throws UnreadableObjectException when any of them is here
   */
  public void requireAllOf(String namespace) {
    if (!problems.isEmpty()) {
      problems.keySet().stream()
          .filter(key -> key.namespace().equals(namespace))
          .min(Comparator.naturalOrder())
          .ifPresent(this::refuse);
    }
  }

  private void refuse(ObjectKey key) {
    throw new UnreadableObjectException(sentence(key, problems.getOrDefault(key, "")));
  }

  /** A sentence for each of the first {@code most}, by namespace and name. */
  public List<String> sentences(int most) {
    List<String> sentences = new ArrayList<>(0);
    problems.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .limit(most)
        .forEach(entry -> sentences.add(sentence(entry.getKey(), entry.getValue())));
    return sentences;
  }

  private String sentence(ObjectKey key, String problem) {
    String place =
        key.namespace().isEmpty()
            ? Text.shorten(key.name())
            : Text.shorten(key.namespace()) + '/' + Text.shorten(key.name());
    return kind + ' ' + place + " is there, but cannot be read: " + Text.escape(problem);
  }
}
