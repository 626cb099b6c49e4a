package dev.haetae.report;

/**
 * The fingerprint of a finding: what it is known by from one run to the next. It hangs on the rule,
 * the reason, the object's kind, namespace and name, and the path by keys; not on lines, messages,
 * files or the order of lists.
 *
 * @param id 16 hexadecimal digits
 * @param path the field with the keys of list elements in place of their indexes, such as {@code
 *     spec.volumes[name=proc].hostPath}; on one line, 400 characters at most
 */
public record Fingerprint(String id, String path) {}
