package dev.haetae.rule;

/**
 * A reason for which a rule finds fault: a word that dashboards and exceptions hang on, and its
 * meaning.
 *
 * @param name in CamelCase, such as {@code HostPathVolume}
 * @param meaning one sentence for the rule's page
 */
public record Reason(String name, String meaning) {}
