/**
 * The page on this machine: served to the one person who started it, on the loopback address, read
 * only.
 *
 * <p>Start at {@link dev.haetae.page.PageServer}; what it serves is a {@link
 * dev.haetae.page.PageSource}'s.
 */
@NullMarked
package dev.haetae.page;

import org.jspecify.annotations.NullMarked;
