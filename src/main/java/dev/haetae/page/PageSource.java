package dev.haetae.page;

import dev.haetae.report.html.Language;

/** A source of what a page shows; asked by one thread at a time, at every request. */
public interface PageSource {
  /** The page as HTML. */
  String page(Language language);

  /** Everything that was found, as JSON. */
  String json();

  /** Everything that was found, as CSV. */
  String csv();
}
