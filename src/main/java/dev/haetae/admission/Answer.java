package dev.haetae.admission;

import java.util.Locale;

/**
 * The answer to the body of a review.
 *
 * @param status the HTTP status: 200 for a review that was judged, else 4xx, 500 or 503
 * @param body JSON in UTF-8: an AdmissionReview, or a {@code Status} that says what was wrong. Not
 *     to be written to
 * @param outcome what it comes to
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way to a socket: never compared.
public record Answer(int status, byte[] body, Outcome outcome) {
  /** An outcome says what an answer comes to. */
  public enum Outcome {
    /** The object is allowed. */
    ALLOWED,
    /** The object is denied. */
    DENIED,
    /** The body is refused: it is no review, or its object cannot be read. */
    REFUSED,
    /** A fault of ours: no review was made, nothing was allowed. */
    FAILED,
    /** Turned away unjudged: there was too much else to judge. */
    OVERLOADED,
    /** Given up: the client had gone. */
    ABANDONED;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word by which metrics call it. */
    public String word() {
      return word;
    }
  }
}
