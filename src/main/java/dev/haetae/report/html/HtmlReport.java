package dev.haetae.report.html;

import gg.jte.output.StringOutput;
import java.util.Map;
import java.util.TreeMap;

/** Writes a page as HTML that loads nothing from elsewhere and is whole without its script. */
public final class HtmlReport {
  private static final int USUAL_LENGTH = 1 << 16;

  private final PageAssets assets = PageAssets.load();

  /** A page in one file. */
  public String file(Page page, Language language) {
    return html(page, language, PageForm.FILE);
  }

  /** A page as the files of a folder, by their names: {@code index.html} and what that names. */
  public Map<String, String> folder(Page page, Language language) {
    Map<String, String> files = new TreeMap<>();
    files.put("index.html", html(page, language, PageForm.FOLDER));
    files.put("haetae.css", assets.style());
    files.put("haetae.js", assets.script());
    return files;
  }

  /** A page that is served, and can be asked anew. */
  public String live(Page page, Language language) {
    return html(page, language, PageForm.LIVE);
  }

  private String html(Page page, Language language, PageForm form) {
    StringOutput out = new StringOutput(USUAL_LENGTH);
    JtepageGenerated.render(new PageOutput(out), null, page, PageTexts.of(language), form, assets);
    return out.toString();
  }
}
