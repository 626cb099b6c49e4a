package dev.haetae.audit;

/**
 * What an audit may keep in memory, and whether others need the processors.
 *
 * @param findings the findings that are kept; of the others those that deny are kept up to as many
 * @param owners the subjects that are told apart; objects of further ones are counted only
 * @param sentences the notes, and the problems, that are kept
 * @param besides whether others need the processors, so that objects are looked at one by one
 */
public record AuditBudget(int findings, int owners, int sentences, boolean besides) {
  /** The budget of a process that does nothing else. */
  public static final AuditBudget ALONE =
      new AuditBudget(20_000, Integer.MAX_VALUE, Integer.MAX_VALUE, false);

  // What one of them takes, by measure: a finding with the branch of its object 1.2 KiB, and while
  // the result is put together more; a subject with what two dozen policies say of it 3.6 KiB.
  private static final int FINDING_BYTES = 2 << 10;
  private static final int OWNER_BYTES = 4 << 10;
  // An eighth for owners, and one for findings, of which there may be twice as many.
  private static final int SHARE = 8;
  private static final int MOST_SENTENCES = 1_000;

  /**
   * The budget of an audit beside the reviews of a server.
   *
   * @param heap how many bytes there are for everything
   */
  public static AuditBudget beside(long heap) {
    long share = heap / SHARE;
    return new AuditBudget(
        (int) Math.min(ALONE.findings, share / FINDING_BYTES / 2),
        (int) Math.min(Integer.MAX_VALUE, share / OWNER_BYTES),
        MOST_SENTENCES,
        true);
  }
}
