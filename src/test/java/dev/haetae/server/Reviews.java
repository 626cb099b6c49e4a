package dev.haetae.server;

import java.nio.charset.StandardCharsets;

/** Bodies for the test rule {@link dev.haetae.admission.FieldForbidden}. */
final class Reviews {
  static final String GOOD = of("{\"color\":\"red\"}");
  static final String BAD = of("{\"bad\":[\"x\"]}");

  private Reviews() {}

  /** A good one of so many bytes. */
  static byte[] ofSize(int bytes) {
    int frame = of("{\"a\":\"\"}").length();
    return of("{\"a\":\"" + "x".repeat(bytes - frame) + "\"}").getBytes(StandardCharsets.UTF_8);
  }

  static String of(String spec) {
    return "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":{"
        + "\"uid\":\"u-1\",\"operation\":\"CREATE\",\"namespace\":\"default\",\"object\":{"
        + "\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\"},\"spec\":"
        + spec
        + "}}}";
  }
}
