package dev.haetae.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.haetae.report.html.Language;
import dev.haetae.report.html.PageAssets;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of the page's {@link Visitor}, and refuses all others with a sentence.
 *
 * <p>There are five things to be had, all of them by GET or HEAD, and nothing can be changed.
 */
final class PageHandler implements HttpHandler {
  private static final Duration KEPT = Duration.ofSeconds(2);
  private static final String HTML = "text/html; charset=utf-8";
  private static final String PLAIN = "text/plain; charset=utf-8";

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
              "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
                  + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors"
                  + " 'none'",
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cache-Control", "no-store",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin");

  // The cookie is kept back from what another site has led to, and the first step may have been
  // such: the second one is ours.
  private static final String WELCOME =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Haetae</title>
      <link rel="icon" href="data:,"><meta http-equiv="refresh" content="0;url=/"></head>
      <body><a href="/">Haetae</a></body></html>
      """;

  private final Consumer<RuntimeException> faults;
  private final Language language;
  private final Visitor visitor;
  private final Map<Language, Kept<String>> pages = new EnumMap<>(Language.class);
  private final Kept<String> json;
  private final Kept<String> csv;
  private final PageAssets assets = PageAssets.load();

  PageHandler(
      PageSource source,
      Language language,
      Visitor visitor,
      InstantSource clock,
      Consumer<RuntimeException> faults) {
    this.faults = faults;
    this.language = language;
    this.visitor = visitor;
    ReentrantLock one = new ReentrantLock();
    for (Language each : Language.values()) {
      pages.put(each, new Kept<>(KEPT, clock, one, () -> source.page(each)));
    }
    this.json = new Kept<>(KEPT, clock, one, source::json);
    this.csv = new Kept<>(KEPT, clock, one, source::csv);
  }

  /** An answer: {@code allow} names the methods that there are, {@code cookie} is to be set. */
  private record Answer(
      int status, String type, String body, @Nullable String allow, @Nullable String cookie) {
    static Answer of(String type, String body) {
      return new Answer(200, type, body, null, null);
    }

    static Answer refusal(int status, String sentence) {
      return new Answer(status, PLAIN, sentence + '\n', null, null);
    }
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, answerOrFault(exchange));
    }
  }

  private Answer answerOrFault(HttpExchange exchange) {
    try {
      return answer(exchange);
    } catch (RuntimeException e) {
      faults.accept(e);
      return Answer.refusal(500, "an internal error: the terminal of 'haetae page' says more");
    }
  }

  private Answer answer(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    String method = exchange.getRequestMethod();
    if (!Visitor.isAtHome(headers.get("Host"), exchange.getRequestURI())) {
      return Answer.refusal(
          421, "this page is for this machine alone: ask for 127.0.0.1 or localhost");
    }
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return new Answer(405, PLAIN, "this page can be read and nothing else\n", "GET, HEAD", null);
    }
    String token = Visitor.tokenOf(exchange.getRequestURI().getRawQuery());
    if (token != null && method.equals("GET")) {
      return visitor.takes(token)
          ? new Answer(200, HTML, WELCOME, null, visitor.cookie())
          : Answer.refusal(
              403,
              "this address has been used, or is not the one that was printed: it opens the page"
                  + " once, in one browser. Start 'haetae page' again for another");
    }
    if (!visitor.isKnown(headers.get("Cookie"))) {
      return Answer.refusal(
          403, "this page is for whoever started it: open the address that 'haetae page' printed");
    }
    return found(exchange.getRequestURI().getRawPath(), exchange.getRequestURI().getRawQuery());
  }

  private Answer found(String path, @Nullable String query) {
    return switch (path) {
      case "/" -> Answer.of(HTML, page(query));
      case "/haetae.css" -> Answer.of("text/css; charset=utf-8", assets.style());
      case "/haetae.js" -> Answer.of("text/javascript; charset=utf-8", assets.script());
      case "/findings.json" -> Answer.of("application/json", json.get());
      case "/findings.csv" -> Answer.of("text/csv; charset=utf-8", csv.get());
      default -> Answer.refusal(404, "there is nothing here: the page is at /");
    };
  }

  private String page(@Nullable String query) {
    return requireNonNull(pages.get(Language.ofQuery(query, language))).get();
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(UTF_8);
    Headers headers = exchange.getResponseHeaders();
    HEADERS.forEach(headers::set);
    headers.set("Content-Type", answer.type());
    if (answer.allow() != null) {
      headers.set("Allow", answer.allow());
    }
    if (answer.cookie() != null) {
      headers.set("Set-Cookie", answer.cookie());
    }
    if (answer.status() >= 400) {
      // What else a stranger sends is not read.
      headers.set("Connection", "close");
    }
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (head) {
      headers.set("Content-Length", String.valueOf(body.length));
    }
    exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
    if (!head) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }
}
