package dev.haetae.page;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one visitor of a page: who brings the token, once, and from then on the cookie that was
 * exchanged for it.
 *
 * <p>A loopback address is everybody's on a machine that several people share, and any page of the
 * web can send a browser to it: so both must be known, and the host must be named as loopback.
 */
final class Visitor {
  private static final int SECRET_BYTES = 32;
  private static final Pattern HOST =
      Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);
  private static final Pattern TOKEN = Pattern.compile("(?:^|&)token=([^&]*)");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final String token;
  private final String secret;
  private final AtomicBoolean used = new AtomicBoolean();
  private volatile String cookieName = "haetae";

  private Visitor(String token, String secret) {
    this.token = token;
    this.secret = secret;
  }

  /** Expects a visitor with secrets that nobody can guess. */
  static Visitor expected() {
    SecureRandom random = new SecureRandom();
    return new Visitor(secret(random), secret(random));
  }

  private static String secret(SecureRandom random) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Names the cookie after the port: browsers tell hosts apart by name alone, not by port. */
  void at(int port) {
    cookieName = "haetae_" + port;
  }

  /** The token that can be exchanged once. */
  String token() {
    return token;
  }

  /**
   * The cookie to be set for whoever brought the token: not readable by scripts, sent by us only.
   */
  String cookie() {
    return cookieName + '=' + secret + "; HttpOnly; SameSite=Strict; Path=/";
  }

  /** Returns whether a request names this machine's loopback as its host, and no other. */
  static boolean isAtHome(@Nullable List<String> hosts, URI target) {
    return hosts != null
        && hosts.size() == 1
        && HOST.matcher(hosts.getFirst()).matches()
        && (target.getHost() == null || LOOPBACK.contains(target.getHost()));
  }

  /** Returns whether one of the cookies that a request brings is the one that was set. */
  boolean isKnown(@Nullable List<String> cookies) {
    return cookies != null
        && cookies.stream()
            .flatMap(line -> Arrays.stream(line.split(";", -1)))
            .map(String::strip)
            .filter(cookie -> cookie.startsWith(cookieName + '='))
            .anyMatch(cookie -> isEqual(cookie.substring(cookieName.length() + 1), secret));
  }

  /** The token that a query brings; null when it brings none. */
  static @Nullable String tokenOf(@Nullable String query) {
    Matcher matcher = TOKEN.matcher(query == null ? "" : query);
    return matcher.find() ? matcher.group(1) : null;
  }

  /** Returns whether a token is the right one and was never brought before. */
  boolean takes(String brought) {
    return isEqual(brought, token) && used.compareAndSet(false, true);
  }

  // In a time that does not depend on how much of it is right.
  private static boolean isEqual(String brought, String expected) {
    return MessageDigest.isEqual(
        brought.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }
}
