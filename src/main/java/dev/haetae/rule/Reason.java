package dev.haetae.rule;

/**
 * Why a rule finds fault: a word that dashboards and exceptions hang on, and what it means.
 *
 * @param name in CamelCase, such as {@code HostPathVolume}
 * @param meaning one sentence for the rule's page
 */
public record Reason(String name, String meaning) {}
