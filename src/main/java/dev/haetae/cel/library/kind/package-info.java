/**
 * The values that Kubernetes' libraries bring, and how their texts are read: addresses, URLs,
 * quantities, versions, named formats.
 */
@NullMarked
package dev.haetae.cel.library.kind;

import org.jspecify.annotations.NullMarked;
