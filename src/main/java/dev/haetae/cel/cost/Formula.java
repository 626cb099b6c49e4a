package dev.haetae.cel.cost;

/**
 * A formula by which a node of an expression costs, from its value and those of its arguments.
 *
 * <p>Mirrors {@code k8s.io/apiserver/pkg/cel/library/cost.go} and cel-go's {@code
 * interpreter/runtimecost.go} and {@code ext/lists.go}.
 */
enum Formula {
  /** As much as the table says. */
  FIXED,
  /** As much as the table says, unless the result is a text that is too long to be kept. */
  CALL,
  /** As much as the table says, once for two reports. */
  PRESENCE,
  /** As much as the table says, unless it is an optional without a value. */
  IF_PRESENT,
  /** One for a field that is there, even when its plain value was reported as well. */
  OPTIONAL_FIELD,
  /** As much as the table says, and what a part that failed has cost. */
  LOGIC,
  /** Nothing: from here on, what is evaluated is measured. */
  START,
  /** Nothing: the measuring ends. */
  MEASURE,
  /** As much as was measured. */
  MEASURED,
  /** The traversal of a text. */
  TEXT,
  /** Two traversals of a text. */
  TEXT_TWICE,
  /** Two traversals of the result. */
  RESULT_TWICE,
  /** The traversal of the value and all that it holds. */
  TRAVERSAL,
  /** A pattern applied to a text. */
  PATTERN,
  /** A format applied to a text. */
  FORMAT,
  /** The traversal of a selector and the parts that it may have. */
  SELECTOR,
  /** The comparison of a prefix and an address. */
  PREFIX_ADDRESS,
  /** The same, after the address is read. */
  PREFIX_ADDRESS_TEXT,
  /** The comparison of two prefixes. */
  PREFIX_PREFIX,
  /** The same, after the second is read. */
  PREFIX_PREFIX_TEXT,
  /** The traversal of the smaller of two values; one for addresses and prefixes. */
  EQUALITY,
  /** The traversal of the smaller of two values. */
  COMPARISON,
  /** The size of the second value. */
  IN_LIST,
  /** The traversal of both texts. */
  JOINT,
  /** The search of a text in a text. */
  CONTAINS,
  /** The size of the list that results. */
  LIST_RESULT,
  /** The size of a list, as often as it is deep. */
  LIST_FLATTEN,
  /** The comparison of all values of a list with each other. */
  LIST_SELF,
  /** The comparison of all keys of a list of pairs, each of a key and a value. */
  LIST_KEYS,
  /** The comparison of all values of two lists. */
  SETS,
  /** The same in both directions. */
  SETS_TWICE
}
