/**
 * Rules about how a manifest is written, whatever it is for; start at {@link
 * dev.haetae.rule.manifest.ManifestStrict}.
 */
@NullMarked
package dev.haetae.rule.manifest;

import org.jspecify.annotations.NullMarked;
