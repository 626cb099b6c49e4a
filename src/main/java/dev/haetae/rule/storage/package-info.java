/**
 * Rules about volumes and claims; start at {@link dev.haetae.rule.storage.NoHostPath}, and at
 * {@link dev.haetae.rule.storage.ClaimOutlook} for what becomes of a claim.
 */
@NullMarked
package dev.haetae.rule.storage;

import org.jspecify.annotations.NullMarked;
