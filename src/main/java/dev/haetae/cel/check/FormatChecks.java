package dev.haetae.cel.check;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The checks of {@code '…'.format([…])} when both are written out. */
final class FormatChecks {
  private static final Set<CelKind> WRITTEN =
      Collections.unmodifiableSet(
          EnumSet.of(
              CelKind.LIST,
              CelKind.MAP,
              CelKind.INT,
              CelKind.UINT,
              CelKind.DOUBLE,
              CelKind.BOOL,
              CelKind.STRING,
              CelKind.TIMESTAMP,
              CelKind.BYTES,
              CelKind.DURATION,
              CelKind.TYPE,
              CelKind.NULL_TYPE));

  private final Function<CelExpr, CelType> types;
  private final CelExpr call;
  private final String format;
  private final List<CelExpr> arguments;

  private FormatChecks(
      Function<CelExpr, CelType> types, CelExpr call, String format, List<CelExpr> arguments) {
    this.types = types;
    this.call = call;
    this.format = format;
    this.arguments = arguments;
  }

  /** A fault and what it is of. */
  record Fault(CelExpr at, String message) {}

  /** What is wrong with a call; null when nothing is, or it is not written out. */
  static @Nullable Fault of(CelExpr expr, Function<CelExpr, CelType> types) {
    CelExpr.CelCall call = expr.call();
    CelExpr target = call.target().orElse(null);
    return call.function().equals("format")
            && target != null
            && LiteralChecks.literal(target) instanceof String format
            && call.args().size() == 1
            && call.args().getFirst().getKind() == CelExpr.ExprKind.Kind.LIST
        ? new FormatChecks(types, expr, format, call.args().getFirst().list().elements()).fault()
        : null;
  }

  private @Nullable Fault fault() {
    int used = 0;
    int at = format.indexOf('%');
    while (at >= 0) {
      if (format.startsWith("%%", at)) {
        at = format.indexOf('%', at + 2);
        continue;
      }
      int letter = letter(at + 1);
      Fault fault = fault(used, at, letter);
      if (fault != null) {
        return fault;
      }
      used++;
      at = format.indexOf('%', letter + 1);
    }
    return arguments.size() > used
        ? new Fault(
            call,
            "too many arguments supplied to string.format (expected "
                + used
                + ", got "
                + arguments.size()
                + ")")
        : null;
  }

  private int letter(int from) {
    int at = from;
    if (at < format.length() && format.charAt(at) == '.') {
      at++;
      while (at < format.length() && Character.isDigit(format.charAt(at))) {
        at++;
      }
    }
    return at;
  }

  private @Nullable Fault fault(int index, int clause, int letter) {
    if (clause + 1 >= format.length()) {
      return new Fault(call, "unexpected end of string");
    }
    if (index >= arguments.size()) {
      return new Fault(call, "index " + index + " out of range");
    }
    if (letter >= format.length()) {
      return new Fault(
          call,
          "could not parse formatting clause: error while parsing precision: could not find end of"
              + " precision specifier");
    }
    CelExpr argument = arguments.get(index);
    return switch (format.charAt(letter)) {
      case 's' -> text(argument);
      case 'd' ->
          one(
              argument,
              EnumSet.of(CelKind.INT, CelKind.UINT),
              "decimal clause can only be used on integers");
      case 'f' ->
          one(
              argument,
              EnumSet.of(CelKind.DOUBLE, CelKind.STRING),
              "fixed-point clause can only be used on doubles");
      case 'e' ->
          one(
              argument,
              EnumSet.of(CelKind.DOUBLE, CelKind.STRING),
              "scientific clause can only be used on doubles");
      case 'b' ->
          one(
              argument,
              EnumSet.of(CelKind.INT, CelKind.UINT, CelKind.BOOL),
              "only integers and bools can be formatted as binary");
      case 'x', 'X' ->
          one(
              argument,
              EnumSet.of(CelKind.INT, CelKind.UINT, CelKind.STRING, CelKind.BYTES),
              "only integers, byte buffers, and strings can be formatted as hex");
      case 'o' ->
          one(
              argument,
              EnumSet.of(CelKind.INT, CelKind.UINT),
              "octal clause can only be used on integers");
      default ->
          new Fault(
              call,
              "could not parse formatting clause: unrecognized formatting clause \""
                  + format.charAt(letter)
                  + "\"");
    };
  }

  private @Nullable Fault one(CelExpr argument, Set<CelKind> kinds, String sentence) {
    CelType type = types.apply(argument);
    return type.kind() == CelKind.DYN || kinds.contains(type.kind())
        ? null
        : new Fault(argument, "error during formatting: " + sentence + ", was given " + name(type));
  }

  private @Nullable Fault text(CelExpr argument) {
    Fault fault =
        one(
            argument,
            WRITTEN,
            "string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists,"
                + " types, durations, and timestamps");
    if (fault != null) {
      return fault;
    }
    return switch (argument.getKind()) {
      case LIST, MAP -> ofParts(argument);
      default -> null;
    };
  }

  private @Nullable Fault ofParts(CelExpr container) {
    List<Fault> faults = new ArrayList<>();
    LiteralChecks.forEachPart(
        container,
        part -> {
          Fault fault = text(part);
          if (fault != null) {
            faults.add(fault);
          }
        });
    return faults.isEmpty() ? null : faults.getFirst();
  }

  private static String name(CelType type) {
    return type.kind() == CelKind.NULL_TYPE ? "null_type" : type.name();
  }
}
