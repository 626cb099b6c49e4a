/**
 * The configuration file: what an operator decides about Haetae itself, besides its policies.
 *
 * <p>Start at {@link dev.haetae.configuration.Configuration}, which is what the file says; {@link
 * dev.haetae.configuration.ConfigurationReader} reads it and {@link
 * dev.haetae.configuration.ConfigurationFile} follows its changes.
 */
@NullMarked
package dev.haetae.configuration;

import org.jspecify.annotations.NullMarked;
