package dev.haetae.cel.cost;

import dev.cel.common.types.CelKind;
import org.jspecify.annotations.Nullable;

/** The costs of functions, by name and, where the compiler knew it, by overload. */
final class FunctionCosts {
  private static final int CHECK = 350_000;
  private static final Cost ONE = new Cost(Formula.CALL, 1);

  private FunctionCosts() {}

  /**
   * A cost.
   *
   * @param units of a fixed one
   */
  record Cost(Formula formula, int units) {
    static Cost of(Formula formula) {
      return new Cost(formula, 0);
    }
  }

  /**
   * The cost of a call.
   *
   * @param overload empty when the values decide
   * @param elements the kind of the elements of the first argument; null when it is no list
   */
  static Cost of(String function, String overload, int count, @Nullable CelKind elements) {
    return switch (function) {
      case "check" -> new Cost(Formula.FIXED, CHECK);
      case "fieldSelector", "labelSelector" -> Cost.of(Formula.SELECTOR);
      case "isSorted", "sum", "max", "min", "indexOf", "lastIndexOf" -> Cost.of(Formula.TRAVERSAL);
      case "url",
          "lowerAscii",
          "upperAscii",
          "substring",
          "trim",
          "jsonpatch.escapeKey",
          "cidr",
          "isIP",
          "isCIDR",
          "quantity",
          "isQuantity",
          "semver",
          "isSemver" ->
          Cost.of(Formula.TEXT);
      case "ip" -> overload.equals("cidr_ip") ? ONE : Cost.of(Formula.TEXT);
      case "replace", "split", "ip.isCanonical" -> Cost.of(Formula.TEXT_TWICE);
      case "join" -> Cost.of(Formula.RESULT_TWICE);
      case "find", "findAll" -> Cost.of(Formula.PATTERN);
      case "containsIP" ->
          Cost.of(
              overload.equals("cidr_contains_ip_string")
                  ? Formula.PREFIX_ADDRESS_TEXT
                  : Formula.PREFIX_ADDRESS);
      case "containsCIDR" ->
          Cost.of(
              overload.equals("cidr_contains_cidr_string")
                  ? Formula.PREFIX_PREFIX_TEXT
                  : Formula.PREFIX_PREFIX);
      case "validate" -> Cost.of(Formula.FORMAT);
      case "or", "orValue" -> new Cost(Formula.FIXED, count == 2 ? 0 : 1);
      default -> byOverload(overload, elements);
    };
  }

  private static Cost byOverload(String overload, @Nullable CelKind elements) {
    return switch (overload) {
      case "starts_with_string",
          "ends_with_string",
          "string_to_bytes",
          "bytes_to_string",
          "strings_quote",
          "string_format" ->
          Cost.of(Formula.TEXT);
      case "in_list" -> Cost.of(Formula.IN_LIST);
      case "equals" -> Cost.of(Formula.EQUALITY);
      case "not_equals",
          "less_string",
          "greater_string",
          "less_equals_string",
          "greater_equals_string",
          "less_bytes",
          "greater_bytes",
          "less_equals_bytes",
          "greater_equals_bytes" ->
          Cost.of(Formula.COMPARISON);
      case "add_string", "add_bytes" -> Cost.of(Formula.JOINT);
      case "matches_string" -> Cost.of(Formula.PATTERN);
      case "contains_string" -> Cost.of(Formula.CONTAINS);
      case "list_slice", "lists_range", "list_reverse" -> Cost.of(Formula.LIST_RESULT);
      case "list_flatten", "list_flatten_int", "list_flatten_list_int" ->
          Cost.of(Formula.LIST_FLATTEN);
      case "list_distinct" -> Cost.of(Formula.LIST_SELF);
      case String id when id.startsWith("list_") && id.endsWith("_sort") ->
          isOrdered(elements) ? Cost.of(Formula.LIST_SELF) : ONE;
      case "list_sets_contains_list", "list_sets_intersects_list" -> Cost.of(Formula.SETS);
      case "list_sets_equivalent_list" -> Cost.of(Formula.SETS_TWICE);
      default -> ONE;
    };
  }

  // Of a list of any values, the API server does not know the overload beforehand.
  static boolean isOrdered(@Nullable CelKind elements) {
    return elements != null
        && switch (elements) {
          case INT, UINT, DOUBLE, BOOL, DURATION, TIMESTAMP, STRING, BYTES -> true;
          default -> false;
        };
  }
}
