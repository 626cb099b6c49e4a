/** Rules on Services and the ports they hold. */
@NullMarked
package dev.haetae.rule.network;

import org.jspecify.annotations.NullMarked;
