package dev.haetae.resource.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fields of an object that are kept when it is read from an {@link ObjectStream}; the others
 * are passed over as they come, and cost no memory.
 *
 * <p>A path names a field, {@code spec.nodeName}, with keys that have dots in brackets, {@code
 * metadata.annotations[example.dev/owner]}; it goes through the elements of lists: {@code
 * spec.containers.resources} is that of every container. Few names at each level: they are compared
 * one by one.
 */
public final class KeptFields {
  /** The name of an object, which is told even of one that cannot be read. */
  private static final String[] NAMES = {"metadata.namespace", "metadata.name"};

  /** The whole value. */
  static final KeptFields WHOLE = new KeptFields(new Branch(true));

  /** Nothing of the value, nor its key. */
  static final KeptFields NONE = new KeptFields(new Branch(false));

  private final byte[][] names;
  private final KeptFields[] named;
  private final boolean others;
  private final int most;
  private final boolean told;

  private static final class Branch {
    private final Map<String, Branch> children = new LinkedHashMap<>();
    private boolean others;
    private int most = Integer.MAX_VALUE;
    private boolean told;

    Branch(boolean others) {
      this.others = others;
    }

    Branch at(String path) {
      Branch branch = this;
      for (String step : steps(path)) {
        boolean whole = branch.others;
        branch = branch.children.computeIfAbsent(step, _ -> new Branch(whole));
      }
      return branch;
    }

    private static String[] steps(String path) {
      int bracket = path.indexOf('[');
      String[] plain = (bracket < 0 ? path : path.substring(0, bracket)).split("\\.", -1);
      if (bracket < 0) {
        return plain;
      }
      String[] all = Arrays.copyOf(plain, plain.length + 1);
      all[plain.length] = path.substring(bracket + 1, path.length() - 1);
      return all;
    }
  }

  private KeptFields(Branch branch) {
    this.names =
        branch.children.keySet().stream().map(name -> name.getBytes(UTF_8)).toArray(byte[][]::new);
    this.named = branch.children.values().stream().map(KeptFields::of).toArray(KeptFields[]::new);
    this.others = branch.others;
    this.most = branch.most;
    this.told = branch.told;
  }

  private static KeptFields of(Branch branch) {
    return branch.children.isEmpty() && !branch.others ? NONE : new KeptFields(branch);
  }

  private static Branch tree(boolean others, String prefix) {
    Branch root = new Branch(others);
    for (String name : NAMES) {
      keep(root.at(prefix + name)).told = true;
    }
    return root;
  }

  private static Branch keep(Branch branch) {
    branch.others = true;
    return branch;
  }

  /** The fields at these paths, and the name. */
  public static KeptFields of(String... paths) {
    return new KeptFields(keep(tree(false, ""), "", paths));
  }

  private static Branch keep(Branch root, String prefix, String... paths) {
    for (String path : paths) {
      int bound = path.indexOf('<');
      Branch branch = keep(root.at(prefix + (bound < 0 ? path : path.substring(0, bound))));
      if (bound >= 0) {
        branch.most = Integer.parseInt(path.substring(bound + 1));
      }
    }
    return root;
  }

  /** The whole object but for the fields at these paths. */
  public static KeptFields allBut(String... paths) {
    Branch root = tree(true, "");
    for (String path : paths) {
      root.at(path).others = false;
    }
    return new KeptFields(root);
  }

  /**
   * The events of a watch: their type, these fields of their objects, and what a failure says.
   *
   * @param paths as in {@link #of}, from the object
   */
  public static KeptFields event(String... paths) {
    Branch root = tree(false, "object.");
    for (String name : new String[] {"type", "object.metadata.resourceVersion"}) {
      keep(root.at(name)).told = true;
    }
    return new KeptFields(keep(keep(root, "object.", "code", "message"), "object.", paths));
  }

  /** The fields that are kept of the value of a key. */
  KeptFields of(byte[] key, int length) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].length == length && Arrays.equals(names[i], 0, length, key, 0, length)) {
        return named[i];
      }
    }
    return ofOthers();
  }

  /** The fields that are kept of the value of a key that is not named. */
  KeptFields ofOthers() {
    return others ? WHOLE : NONE;
  }

  /** Returns whether all of the value is kept. */
  boolean isWhole() {
    return others && names.length == 0;
  }

  /** Returns whether the value, a string, is to be known even when the object is not. */
  boolean isTold() {
    return told;
  }

  /** The most bytes that the value may have: with more it is left out. */
  int most() {
    return most;
  }
}
