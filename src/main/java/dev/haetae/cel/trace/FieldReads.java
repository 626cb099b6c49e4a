package dev.haetae.cel.trace;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.haetae.cel.cost.Children;
import dev.haetae.cel.value.TreeList;
import dev.haetae.cel.value.TreeObject;
import dev.haetae.resource.tree.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields that a part of an expression has read, from a trace. */
public final class FieldReads {
  private final Trace trace;

  /** The reads of an evaluation. */
  public FieldReads(Trace trace) {
    this.trace = trace;
  }

  /**
   * A field of a variable.
   *
   * @param path from there
   */
  public record Field(String variable, Path path) {}

  /** A stretch of the trace, and the fields that stand behind the names of loops there. */
  public record Stretch(int from, int to, Map<String, Field> names) {
    /** A stretch that keeps its own copy. */
    public Stretch {
      names = Map.copyOf(names);
    }
  }

  /** The parts that read fields and are no part of another, in the order of evaluation. */
  public static List<CelExpr> chains(CelExpr node) {
    List<CelExpr> chains = new ArrayList<>();
    collect(node, chains);
    return chains;
  }

  private static void collect(CelExpr node, List<CelExpr> chains) {
    if (isChain(node)) {
      chains.add(node);
    } else if (node.getKind() == Kind.COMPREHENSION) {
      collectRound(node.comprehension(), chains);
      collect(node.comprehension().iterRange(), chains);
    } else {
      Children.of(node).forEach(child -> collect(child, chains));
    }
  }

  // Of a loop, those that its last round has read beside its element.
  private static void collectRound(CelComprehension fold, List<CelExpr> chains) {
    List<String> names = List.of(fold.accuVar(), fold.iterVar(), fold.iterVar2());
    List<CelExpr> inside = new ArrayList<>();
    collect(fold.loopStep(), inside);
    for (CelExpr chain : inside) {
      if (!names.contains(name(chain))) {
        chains.add(chain);
      }
    }
  }

  private static String name(CelExpr chain) {
    return chain.getKind() == Kind.IDENT
        ? chain.ident().name()
        : name(Children.of(chain).getFirst());
  }

  // Fields and indexes in a row that begin with a name.
  private static boolean isChain(CelExpr node) {
    return switch (node.getKind()) {
      case IDENT -> true;
      case SELECT -> isChain(node.select().operand());
      case CALL -> isLink(node.call()) && isChain(operand(node.call()));
      default -> false;
    };
  }

  private static boolean isLink(CelCall call) {
    return switch (call.function()) {
      case "_[_]", "_[?_]", "_?._" -> true;
      default -> false;
    };
  }

  private static CelExpr operand(CelCall call) {
    return call.target().orElseGet(() -> call.args().getFirst());
  }

  /** The fields that a part has read, in the order of evaluation. */
  public List<Field> of(CelExpr node, Stretch stretch) {
    List<Field> fields = new ArrayList<>();
    for (CelExpr chain : chains(node)) {
      Field field = field(chain, stretch);
      if (field != null) {
        fields.add(field);
      }
    }
    addMade(node, stretch, fields);
    return fields;
  }

  private void addMade(CelExpr node, Stretch stretch, List<Field> fields) {
    if (node.getKind() == Kind.COMPREHENSION) {
      Field made = made(node, stretch);
      if (made != null) {
        fields.add(made);
      }
    } else {
      Children.of(node).forEach(child -> addMade(child, stretch, fields));
    }
  }

  // Of what a loop has found, the first.
  private @Nullable Field made(CelExpr node, Stretch stretch) {
    int at = trace.last(node, stretch.from(), stretch.to());
    return at >= 0 && trace.value(at) instanceof List<?> list && !list.isEmpty()
        ? place(list.get(0))
        : null;
  }

  /** Where a value stands; null when it stands nowhere. */
  public static @Nullable Field place(@Nullable Object value) {
    if (value instanceof TreeObject object && !object.variable().isEmpty()) {
      return new Field(object.variable(), object.path());
    }
    return value instanceof TreeList list && !list.variable().isEmpty()
        ? new Field(list.variable(), list.path())
        : null;
  }

  /** The field that a chain has read, or would have, had it been there. */
  @Nullable Field field(CelExpr chain, Stretch stretch) {
    int at = trace.last(chain, stretch.from(), stretch.to());
    Field known = at < 0 ? null : place(trace.value(at));
    return known == null ? written(chain, stretch) : known;
  }

  private @Nullable Field written(CelExpr chain, Stretch stretch) {
    if (chain.getKind() == Kind.IDENT) {
      String name = chain.ident().name();
      Field element = stretch.names().get(name);
      boolean own = name.startsWith("@") || name.startsWith("__");
      return element != null || own ? element : new Field(name, Path.ROOT);
    }
    if (chain.getKind() == Kind.SELECT) {
      Field above = field(chain.select().operand(), stretch);
      return above == null ? null : below(above, chain.select().field());
    }
    List<CelExpr> parts = Children.of(chain);
    Field above = field(parts.getFirst(), stretch);
    Object key = key(parts.get(1), stretch);
    if (above == null) {
      return null;
    }
    return switch (key) {
      case String name -> below(above, name);
      case Long index -> new Field(above.variable(), above.path().child((int) (long) index));
      case null, default -> above;
    };
  }

  private static Field below(Field above, String name) {
    return new Field(above.variable(), above.path().child(name));
  }

  private @Nullable Object key(CelExpr key, Stretch stretch) {
    if (key.getKind() == Kind.CONSTANT) {
      CelConstant constant = key.constant();
      return switch (constant.getKind()) {
        case STRING_VALUE -> constant.stringValue();
        case INT64_VALUE -> constant.int64Value();
        default -> null;
      };
    }
    int at = trace.last(key, stretch.from(), stretch.to());
    return at < 0 ? null : trace.value(at);
  }
}
