package dev.haetae.cel.library.kind;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A reader of URLs, in the words of Go's package {@code net/url}.
 *
 * <p>A request is read first, which has to be absolute, then the same once more without its
 * fragment, which belongs to the path or the query of a request.
 */
public final class UrlText {
  private final String text;
  private final boolean request;
  private String scheme = "";
  private String rest = "";
  private String fault = "";

  private UrlText(String text, boolean request) {
    this.text = text;
    this.request = request;
  }

  /** What came of reading. */
  public sealed interface Result {}

  /** A URL. */
  public record Read(UrlValue url) implements Result {}

  /** None, and why. */
  public record Unread(String why) implements Result {}

  public static Result request(String text) {
    return new UrlText(text, true).read("");
  }

  public static Result withFragment(String text) {
    int hash = text.indexOf('#');
    if (hash < 0) {
      return new UrlText(text, false).read("");
    }
    String fragment = text.substring(hash + 1);
    Result result = new UrlText(text.substring(0, hash), false).read(fragment);
    String wrong = Percent.fault(fragment, Percent.FRAGMENT);
    return result instanceof Read && wrong != null ? unread(text, wrong) : result;
  }

  private static Unread unread(String text, String why) {
    return new Unread("parse " + GoText.quote(text) + ": " + why);
  }

  private Result read(String fragment) {
    UrlValue.Parts parts = parts(fragment);
    return parts == null ? unread(text, fault) : new Read(new UrlValue(parts));
  }

  private UrlValue.@Nullable Parts parts(String fragment) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) == 0x7f) {
        return refused("net/url: invalid control character in URL");
      }
    }
    if (text.isEmpty() && request) {
      return refused("empty url");
    }
    if (text.equals("*")) {
      return new UrlValue.Parts("", "", "", "", "*", false, null, fragment);
    }
    if (!cutScheme()) {
      return refused("missing protocol scheme");
    }
    int mark = rest.indexOf('?');
    String query = mark < 0 ? null : rest.substring(mark + 1);
    rest = mark < 0 ? rest : rest.substring(0, mark);
    if (!rest.startsWith("/")) {
      if (!scheme.isEmpty()) {
        return new UrlValue.Parts(scheme, rest, "", "", "", false, query, fragment);
      }
      if (request) {
        return refused("invalid URI for request");
      }
      int slash = rest.indexOf('/');
      if ((slash < 0 ? rest : rest.substring(0, slash)).contains(":")) {
        return refused("first path segment in URL cannot contain colon");
      }
    }
    return hierarchy(query, fragment);
  }

  private boolean cutScheme() {
    rest = text;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ':') {
        scheme = text.substring(0, i).toLowerCase(Locale.ROOT);
        rest = text.substring(i + 1);
        return i > 0;
      }
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && (i == 0 || "0123456789+-.".indexOf(c) < 0)) {
        return true;
      }
    }
    return true;
  }

  private UrlValue.@Nullable Parts hierarchy(@Nullable String query, String fragment) {
    String user = "";
    String host = "";
    boolean noHost = false;
    boolean full = !scheme.isEmpty() || (!request && !rest.startsWith("///"));
    if (full && rest.startsWith("//")) {
      String authority = rest.substring(2);
      int slash = authority.indexOf('/');
      rest = slash < 0 ? "" : authority.substring(slash);
      authority = slash < 0 ? authority : authority.substring(0, slash);
      int at = authority.lastIndexOf('@');
      String read = host(authority.substring(at + 1));
      if (read == null || (at >= 0 && !isUser(authority.substring(0, at)))) {
        return null;
      }
      host = read;
      user = at < 0 ? "" : user(authority.substring(0, at));
    } else if (!scheme.isEmpty()) {
      noHost = true;
    }
    String wrong = Percent.fault(rest, Percent.PATH);
    return wrong == null
        ? new UrlValue.Parts(scheme, "", user, host, rest, noHost, query, fragment)
        : refused(wrong);
  }

  private boolean isUser(String user) {
    for (int i = 0; i < user.length(); i++) {
      char c = user.charAt(i);
      boolean plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!plain && "-._:~!$&'()*+,;=%@".indexOf(c) < 0) {
        fault = "net/url: invalid userinfo";
        return false;
      }
    }
    String wrong = Percent.fault(user, Percent.USER);
    if (wrong != null) {
      fault = wrong;
    }
    return wrong == null;
  }

  private static String user(String written) {
    int colon = written.indexOf(':');
    String name = colon < 0 ? written : written.substring(0, colon);
    String out = Percent.encode(Percent.decode(name, Percent.USER), Percent.USER);
    if (colon >= 0) {
      String password = Percent.decode(written.substring(colon + 1), Percent.USER);
      out += ":" + Percent.encode(password, Percent.USER);
    }
    return out + "@";
  }

  // The host without its escapes; null when it is none.
  private @Nullable String host(String host) {
    int open = host.lastIndexOf('[');
    if (open > 0) {
      return fails("invalid IP-literal");
    }
    if (open == 0) {
      return literal(host);
    }
    int colon = host.indexOf(':');
    boolean strict = scheme.equals("http") || scheme.equals("https");
    if (colon >= 0) {
      String port = host.substring(strict ? colon : host.lastIndexOf(':'));
      if (!isPort(port)) {
        return fails("invalid port " + GoText.quote(port) + " after host");
      }
    }
    String wrong = Percent.fault(host, Percent.HOST);
    return wrong == null ? Percent.decode(host, Percent.HOST) : fails(wrong);
  }

  private @Nullable String literal(String host) {
    int close = host.lastIndexOf(']');
    if (close < 0) {
      return fails("missing ']' in host");
    }
    String port = host.substring(close + 1);
    if (!isPort(port)) {
      return fails("invalid port " + GoText.quote(port) + " after host");
    }
    String name = host.substring(1, close);
    int zone = name.indexOf("%25");
    String before = zone < 0 ? name : name.substring(0, zone);
    String behind = zone < 0 ? "" : name.substring(zone);
    String wrong = Percent.fault(before, Percent.HOST);
    wrong = wrong == null ? Percent.fault(behind, Percent.ZONE) : wrong;
    if (wrong != null) {
      return fails(wrong);
    }
    String plain = Percent.decode(before, Percent.HOST) + Percent.decode(behind, Percent.ZONE);
    return switch (IpText.read(plain)) {
      case IpText.Unread(String why) -> fails("invalid host: " + why);
      case IpText.Read(IpAddress address, String _) when address.isFour() ->
          fails("invalid IP-literal");
      case IpText.Read _ -> "[" + plain + "]" + port;
    };
  }

  /** Returns whether the text is a colon and digits, or nothing. */
  public static boolean isPort(String text) {
    return text.isEmpty()
        || (text.charAt(0) == ':' && text.chars().skip(1).allMatch(c -> c >= '0' && c <= '9'));
  }

  private @Nullable String fails(String why) {
    fault = why;
    return null;
  }

  private UrlValue.@Nullable Parts refused(String why) {
    fault = why;
    return null;
  }
}
