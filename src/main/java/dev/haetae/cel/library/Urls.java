package dev.haetae.cel.library;

import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.haetae.cel.library.kind.Kind;
import dev.haetae.cel.library.kind.UrlText;
import dev.haetae.cel.library.kind.UrlValue;
import dev.haetae.cel.value.CelFailure;
import java.util.Map;

/** The library of URLs: {@code url('https://example.com:80/').getHost()}. */
final class Urls {
  private static final Kind<UrlValue> URL = UrlValue.KIND;

  @SuppressWarnings("rawtypes") // Classes know no type arguments.
  private static final Kind<Map> QUERY =
      new Kind<>(MapType.create(SimpleType.STRING, ListType.create(SimpleType.STRING)), Map.class);

  private Urls() {}

  static CelLibrary library() {
    return new Functions()
        .global("url", "string_to_url", URL, Kind.STRING, Urls::parse)
        .global(
            "isURL",
            "is_url_string",
            Kind.BOOL,
            Kind.STRING,
            text -> UrlText.request(text) instanceof UrlText.Read)
        .member("getScheme", "url_get_scheme", Kind.STRING, URL, UrlValue::scheme)
        .member("getHost", "url_get_host", Kind.STRING, URL, UrlValue::host)
        .member("getHostname", "url_get_hostname", Kind.STRING, URL, UrlValue::hostname)
        .member("getPort", "url_get_port", Kind.STRING, URL, UrlValue::port)
        .member("getEscapedPath", "url_get_escaped_path", Kind.STRING, URL, UrlValue::escapedPath)
        .member("getQuery", "url_get_query", QUERY, URL, UrlValue::query)
        .library();
  }

  private static UrlValue parse(String text) {
    UrlText.Result result = UrlText.request(text);
    if (result instanceof UrlText.Read) {
      result = UrlText.withFragment(text);
    }
    return switch (result) {
      case UrlText.Read(UrlValue url) -> url;
      case UrlText.Unread(String why) ->
          throw new CelFailure("URL parse error during conversion from string: " + why);
    };
  }
}
