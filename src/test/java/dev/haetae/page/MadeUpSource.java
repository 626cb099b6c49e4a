package dev.haetae.page;

import dev.haetae.report.html.Language;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A source that counts how often it was asked. */
final class MadeUpSource implements PageSource {
  final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  volatile boolean broken;

  @Override
  public String page(Language language) {
    if (broken) {
      throw new IllegalStateException("broken on purpose");
    }
    asked.add(language.tag());
    return "<!doctype html><title>" + language.tag() + "</title>";
  }

  @Override
  public String json() {
    asked.add("json");
    return "{}";
  }

  @Override
  public String csv() {
    asked.add("csv");
    return "rule\n";
  }
}
