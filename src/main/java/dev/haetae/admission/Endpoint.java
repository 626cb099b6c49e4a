package dev.haetae.admission;

import java.util.Locale;

/** A webhook's endpoint: what the API server asks of it. */
public enum Endpoint {
  /** Judges an object as it will be stored: {@code POST /validate}. */
  VALIDATE,
  /** Repairs an object before it is judged: {@code POST /mutate}. */
  MUTATE;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** As paths and metrics write it: {@code validate}, {@code mutate}. */
  public String word() {
    return word;
  }
}
