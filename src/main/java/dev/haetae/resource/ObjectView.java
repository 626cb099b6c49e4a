package dev.haetae.resource;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Text;
import dev.haetae.resource.tree.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object of the tree that knows its field path; reads fields as the types they must have.
 *
 * <p>A field that is absent or null reads as the fallback, as in Kubernetes. A field of the wrong
 * type raises {@link MalformedResourceException} with its path. The path is only put together when
 * somebody asks for it.
 */
public final class ObjectView {
  // In place of an index: written otherwise, as all that is in it. A field of its own would make
  // each of these objects a quarter larger, of which a review makes a hundred.
  private static final int STANDS_IN = -2;

  private final ObjectValue value;
  private final @Nullable ObjectView parent;
  private final @Nullable String key;
  private final int index;
  private final Path base;

  private ObjectView(
      ObjectValue value, @Nullable ObjectView parent, @Nullable String key, int index, Path base) {
    this.value = value;
    this.parent = parent;
    this.key = key;
    this.index = parent != null && parent.index == STANDS_IN ? STANDS_IN : index;
    this.base = base;
  }

  private ObjectView(ObjectValue value, Path base) {
    this.value = value;
    this.parent = null;
    this.key = null;
    this.index = STANDS_IN;
    this.base = base;
  }

  /**
   * A view of an object that is written otherwise, all of it in the one field at {@code path}: the
   * claim of a URI.
   */
  static ObjectView standIn(ObjectValue value, Path path) {
    return new ObjectView(value, path);
  }

  /** A view of an object that stands at {@code path}. */
  public static ObjectView of(ObjectValue value, Path path) {
    return new ObjectView(value, null, null, -1, path);
  }

  /** The object itself. */
  public ObjectValue value() {
    return value;
  }

  /** The path at which this object stands. */
  public Path path() {
    if (parent == null || index == STANDS_IN) {
      return base;
    }
    Path path = parent.path();
    path = key == null ? path : path.child(key);
    return index < 0 ? path : path.child(index);
  }

  /** The path of {@code field} of this object, be it there or not. */
  public Path path(String field) {
    return index == STANDS_IN ? base : path().child(field);
  }

  /** Returns whether {@code field} is there with a value other than null. */
  public boolean has(String field) {
    return value.has(field);
  }

  /** The object at {@code field}; an empty one, with its path, when absent. */
  public ObjectView object(String field) {
    Value found = value.get(field);
    if (found instanceof ObjectValue object) {
      return new ObjectView(object, this, field, -1, base);
    }
    if (!found.isNull()) {
      throw wrong(field, "an object", found);
    }
    return new ObjectView(ObjectValue.EMPTY, this, field, -1, base);
  }

  /** The array at {@code field}; the empty one when absent. */
  public ArrayValue array(String field) {
    Value found = value.get(field);
    if (found instanceof ArrayValue array) {
      return array;
    }
    if (found.isNull()) {
      return ArrayValue.EMPTY;
    }
    throw wrong(field, "an array", found);
  }

  /** The objects of the array at {@code field}; none when absent; null elements read as empty. */
  public List<ObjectView> objects(String field) {
    ArrayValue array = array(field);
    if (array.size() == 0) {
      return List.of();
    }
    List<ObjectView> views = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      Value element = array.get(i);
      if (element instanceof ObjectValue object) {
        views.add(new ObjectView(object, this, field, i, base));
      } else if (element.isNull()) {
        views.add(new ObjectView(ObjectValue.EMPTY, this, field, i, base));
      } else {
        throw MalformedResourceException.wrongType(path(field).child(i), "an object", element);
      }
    }
    return views;
  }

  /** The objects that are the values of the object at {@code field}, in order of writing. */
  public List<ObjectView> values(String field) {
    ObjectView map = object(field);
    List<ObjectView> views = new ArrayList<>(map.value.size());
    for (int i = 0; i < map.value.size(); i++) {
      views.add(map.object(map.value.key(i)));
    }
    return views;
  }

  /** The string at {@code field}; null when absent. */
  public @Nullable String textOrNull(String field) {
    Value found = value.get(field);
    if (found instanceof StringValue string) {
      return string.text();
    }
    if (found.isNull()) {
      return null;
    }
    throw wrong(field, "a string", found);
  }

  /** The string at {@code field}; {@code fallback} when absent. */
  public String text(String field, String fallback) {
    String found = textOrNull(field);
    return found == null ? fallback : found;
  }

  /** The string at {@code field}; empty when absent. */
  public String text(String field) {
    return text(field, "");
  }

  /** The strings of the array at {@code field}; none when absent. */
  public List<String> texts(String field) {
    ArrayValue array = array(field);
    if (array.size() == 0) {
      return List.of();
    }
    List<String> texts = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i) instanceof StringValue string) {
        texts.add(string.text());
      } else if (array.get(i).isNull()) {
        texts.add("");
      } else {
        throw MalformedResourceException.wrongType(path(field).child(i), "a string", array.get(i));
      }
    }
    return texts;
  }

  /**
   * The map of strings at {@code field}, such as labels, in order of writing; empty when absent.
   */
  public Map<String, String> textMap(String field) {
    ObjectView map = object(field);
    if (map.value.size() == 0) {
      return Map.of();
    }
    Map<String, String> texts = LinkedHashMap.newLinkedHashMap(map.value.size());
    for (int i = 0; i < map.value.size(); i++) {
      texts.put(map.value.key(i), map.text(map.value.key(i)));
    }
    return texts;
  }

  /** The whole number at {@code field}; {@code fallback} when absent. */
  public long integer(String field, long fallback) {
    Value found = value.get(field);
    if (found instanceof NumberValue number && number.isInteger()) {
      return number.integer();
    }
    if (found.isNull()) {
      return fallback;
    }
    throw wrong(field, "a whole number", found);
  }

  /** The truth value at {@code field}; {@code fallback} when absent. */
  public boolean flag(String field, boolean fallback) {
    Value found = value.get(field);
    if (found instanceof BooleanValue flag) {
      return flag == BooleanValue.TRUE;
    }
    if (found.isNull()) {
      return fallback;
    }
    throw wrong(field, "a boolean", found);
  }

  /** The quantity at {@code field}, a string or a number; null when absent. */
  public @Nullable Quantity quantity(String field) {
    return quantity(field, value.get(field));
  }

  private @Nullable Quantity quantity(String field, Value written) {
    if (written.isNull()) {
      return null;
    }
    String text;
    if (written instanceof StringValue string) {
      text = string.text();
    } else if (written instanceof NumberValue number) {
      text = number.literal();
    } else {
      throw wrong(field, "a quantity", written);
    }
    Quantity quantity = Quantity.decode(text);
    if (quantity == null) {
      throw new MalformedResourceException(
          path(field), "is no quantity: " + Text.quote(text) + "; write 500m, 2 or 10Gi");
    }
    return quantity;
  }

  /** The quantities of the object at {@code field}, such as limits; empty when absent. */
  public Map<String, Quantity> quantities(String field) {
    if (!has(field)) {
      return Map.of();
    }
    Map<String, Quantity> quantities = new LinkedHashMap<>();
    quantities(field, quantities);
    return quantities;
  }

  /** Adds the quantities of the object at {@code field}, but those whose names are there. */
  void quantities(String field, Map<String, Quantity> quantities) {
    ObjectView map = object(field);
    for (int i = 0; i < map.value.size(); i++) {
      Value written = map.value.value(i);
      Quantity known = quantities.get(map.value.key(i));
      if (known != null && known.isWritten(written)) {
        continue;
      }
      Quantity quantity = map.quantity(map.value.key(i), written);
      if (quantity != null) {
        quantities.putIfAbsent(map.value.key(i), quantity);
      }
    }
  }

  private MalformedResourceException wrong(String field, String wanted, Value found) {
    return MalformedResourceException.wrongType(path(field), wanted, found);
  }
}
