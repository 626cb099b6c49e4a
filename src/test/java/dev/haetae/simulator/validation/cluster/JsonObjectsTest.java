package dev.haetae.simulator.validation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Texts that are no JSON objects, and what {@code json.Unmarshal} of Go 1.26 says of them. */
final class JsonObjectsTest {
  private static final String[][] SAID =
      new String[][] {
        {"", "unexpected end of JSON input"},
        {".", "invalid character '.' looking for beginning of value"},
        {"-", "invalid character ' ' in numeric literal"},
        {"1.", "invalid character ' ' after decimal point in numeric literal"},
        {"1.x", "invalid character 'x' after decimal point in numeric literal"},
        {"01", "invalid character '1' after top-level value"},
        {"1e", "invalid character ' ' in exponent of numeric literal"},
        {"1e+", "invalid character ' ' in exponent of numeric literal"},
        {"1e5 ", "json: cannot unmarshal number into Go value of type map[string]interface {}"},
        {"tru", "invalid character ' ' in literal true (expecting 'e')"},
        {"truX", "invalid character 'X' in literal true (expecting 'e')"},
        {"nul", "invalid character ' ' in literal null (expecting 'l')"},
        {"f ", "invalid character ' ' in literal false (expecting 'a')"},
        {"\"a", "unexpected end of JSON input"},
        {"\"\\", "invalid character ' ' in string escape code"},
        {"\"\\x\"", "invalid character 'x' in string escape code"},
        {"\"\\u12g\"", "invalid character 'g' in \\u hexadecimal character escape"},
        {"\"a\nb\"", "invalid character '\\n' in string literal"},
        {"{", "unexpected end of JSON input"},
        {"{\"a\"", "unexpected end of JSON input"},
        {"{\"a\"}", "invalid character '}' after object key"},
        {"{\"a\":", "unexpected end of JSON input"},
        {"{\"a\":1", "unexpected end of JSON input"},
        {"{\"a\":1 x", "invalid character 'x' after object key:value pair"},
        {"{\"a\":1,", "unexpected end of JSON input"},
        {"{\"a\":1,}", "invalid character '}' looking for beginning of object key string"},
        {"{a}", "invalid character 'a' looking for beginning of object key string"},
        {"[", "unexpected end of JSON input"},
        {"[1", "unexpected end of JSON input"},
        {"[1,]", "invalid character ']' looking for beginning of value"},
        {"[1 2]", "invalid character '2' after array element"},
        {"[]", "json: cannot unmarshal array into Go value of type map[string]interface {}"},
        {"{}", ""},
        {"{}{}", "invalid character '{' after top-level value"},
        {" {} x", "invalid character 'x' after top-level value"},
        {"{}'", "invalid character '\\'' after top-level value"},
        {"{}\"", "invalid character '\"' after top-level value"},
        {"\"x\"", "json: cannot unmarshal string into Go value of type map[string]interface {}"},
        {"12", "json: cannot unmarshal number into Go value of type map[string]interface {}"},
        {"true", "json: cannot unmarshal bool into Go value of type map[string]interface {}"},
        {"null", ""},
        {"{\"a\":[1,{\"b\":null}]}", ""},
        {"é", "invalid character 'Ã' looking for beginning of value"},
        {"{}é", "invalid character 'Ã' after top-level value"},
        {"[[[[]]]", "unexpected end of JSON input"},
        {"\u0001", "invalid character '\\x01' looking for beginning of value"},
        {"[\u007f]", "invalid character '\\x7f' looking for beginning of value"},
        {"1 2", "invalid character '2' after top-level value"},
      };

  private static String fault(String text) {
    return JsonObjects.fault(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void saysWhatGoSays() {
    for (String[] row : SAID) {
      assertThat(fault(row[0])).as(row[0]).isEqualTo(row[1]);
    }
  }

  @Test
  void nestsAsDeepAsGo() {
    assertThat(fault("[".repeat(10_000))).isEqualTo("unexpected end of JSON input");
    assertThat(fault("[".repeat(10_001))).isEqualTo("invalid character '[' exceeded max depth");
    assertThat(fault("{\"a\":".repeat(10_001)))
        .isEqualTo("invalid character '{' exceeded max depth");
  }
}
