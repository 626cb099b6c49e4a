/**
 * Rules on the containers of a pod, whatever they compute: what image they run, on which ports they
 * listen, how they are watched and how they end.
 */
@NullMarked
package dev.haetae.rule.container;

import org.jspecify.annotations.NullMarked;
