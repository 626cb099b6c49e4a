/**
 * What commands are given: manifests, inventories, policies and a configuration, with the options
 * that name them.
 *
 * <p>Start at {@link dev.haetae.cli.input.Inputs}.
 */
@NullMarked
package dev.haetae.cli.input;

import org.jspecify.annotations.NullMarked;
