package dev.haetae.report.html;

import java.util.Locale;

/** A screen of the page, in the order of its navigation. */
public enum Screen {
  /** The numbers of everything, and namespace by namespace. */
  OVERVIEW,
  /** Who holds which GPU. */
  GPU,
  /** Which claim lies on which export. */
  STORAGE,
  /** Who holds which node port. */
  PORTS,
  /** Which pods have no node, and why. */
  PENDING,
  /** Everything that policies have found. */
  FINDINGS,
  /** The policies, and what enforcing them would stop. */
  POLICIES;

  /** {@code gpu}: its word in the address. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
