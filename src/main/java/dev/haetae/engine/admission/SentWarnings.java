package dev.haetae.engine.admission;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Warnings as the API server sends them: each once, none with a control character, and all of them
 * cut short when they grow too long together ({@code pkg/endpoints/filters/warning.go}).
 */
final class SentWarnings {
  private static final int TOGETHER = 4 * 1024;
  private static final int EACH = 256;

  private final Set<String> recorded = new LinkedHashSet<>();
  private final List<String> sent = new ArrayList<>();
  private int written;
  private boolean truncating;

  /** Sends one more. */
  void add(String text) {
    if (text.isEmpty() || (truncating && written >= TOGETHER) || !recorded.add(text)) {
      return;
    }
    String cut = truncating ? cut(text) : text;
    if (hasControl(cut)) {
      return;
    }
    int length = length(cut);
    if (truncating || written + length <= TOGETHER) {
      written += length;
      sent.add(cut);
    } else {
      sendAgain();
    }
  }

  private void sendAgain() {
    truncating = true;
    written = 0;
    sent.clear();
    for (String text : recorded) {
      String cut = cut(text);
      if (!hasControl(cut)) {
        written += length(cut);
        sent.add(cut);
      }
    }
  }

  /** Those that were sent, in order. */
  List<String> sent() {
    return sent;
  }

  private static String cut(String text) {
    return length(text) <= EACH ? text : text.substring(0, text.offsetByCodePoints(0, EACH));
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
