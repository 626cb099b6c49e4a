package dev.haetae.audit;

/**
 * The subjects of one namespace, counted; one that is denied something may be warned as well.
 *
 * @param namespace empty for subjects of none
 * @param owners how many were judged
 * @param pods how many of their pods run
 * @param clean those of which there is nothing to say
 * @param denied those that are denied something
 * @param warned those that are warned, or recorded
 * @param undecided those of which something could not be decided
 * @param waived those of which something is waived
 */
public record NamespaceCount(
    String namespace,
    int owners,
    int pods,
    int clean,
    int denied,
    int warned,
    int undecided,
    int waived) {
  NamespaceCount plus(NamespaceCount other) {
    return new NamespaceCount(
        namespace,
        owners + other.owners,
        pods + other.pods,
        clean + other.clean,
        denied + other.denied,
        warned + other.warned,
        undecided + other.undecided,
        waived + other.waived);
  }
}
