package dev.haetae.lsp;

import dev.haetae.report.Report;
import java.util.List;

/**
 * The outcome of judging.
 *
 * @param report of the open documents at least
 * @param isClosed whether what is not in the world does not exist, so that something undecided is
 *     news
 * @param notes for a person, a sentence each: what is wrong with the world or the policies
 */
public record DocumentReport(Report report, boolean isClosed, List<String> notes) {}
