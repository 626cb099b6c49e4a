/**
 * Rules on what a namespace lets be made in it: its quotas, its limit ranges and its pod security
 * standard. They ask the models of {@code simulator.admission}, and {@link
 * dev.haetae.rule.namespace.FuturePod} is what they ask about.
 */
@NullMarked
package dev.haetae.rule.namespace;

import org.jspecify.annotations.NullMarked;
