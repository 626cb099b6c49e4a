/**
 * Files: how one is replaced as a whole, and the reasons of a system that does not read or write
 * one, in words for users.
 *
 * <p>Start at {@link dev.haetae.file.FileFault}.
 */
@NullMarked
package dev.haetae.file;

import org.jspecify.annotations.NullMarked;
