package dev.haetae.simulator.apply;

/**
 * A value of Go that no JSON is read into, and which schemas therefore do not take: what an
 * expression has made and the API server does not convert.
 *
 * @param plain as {@code %v} prints it
 * @param type as {@code %T} prints it
 * @param literal as {@code %#v} prints it
 */
public record ForeignValue(String plain, String type, String literal) {}
