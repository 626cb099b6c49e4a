package dev.haetae.schema;

/**
 * The strings that Go's {@code base64.StdEncoding} decodes: padded, the standard alphabet, line
 * breaks anywhere, the last bits unchecked.
 */
final class Base64Syntax {
  private Base64Syntax() {}

  static boolean isValid(String text) {
    int symbols = 0;
    int padding = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        continue;
      }
      if (c == '=') {
        padding++;
      } else if (padding > 0 || !isSymbol(c)) {
        return false;
      } else {
        symbols++;
      }
    }
    return padding <= 2 && (symbols + padding) % 4 == 0;
  }

  private static boolean isSymbol(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/';
  }
}
