package dev.haetae.server;

/** Bodies for the test rule {@link dev.haetae.admission.FieldForbidden}. */
final class Reviews {
  static final String GOOD = of("{\"color\":\"red\"}");
  static final String BAD = of("{\"bad\":[\"x\"]}");

  private Reviews() {}

  static String of(String spec) {
    return "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":{"
        + "\"uid\":\"u-1\",\"operation\":\"CREATE\",\"namespace\":\"default\",\"object\":{"
        + "\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\"},\"spec\":"
        + spec
        + "}}}";
  }
}
