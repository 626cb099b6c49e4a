/**
 * The engine judges objects: policies are compiled once into a table by kind, an evaluation is a
 * look-up and a loop.
 *
 * <p>Start at {@link dev.haetae.engine.Evaluator}; every enforcement point (command line, webhook,
 * audit) hands it a {@link dev.haetae.engine.Review} and gets a {@link dev.haetae.engine.Verdict}.
 */
@NullMarked
package dev.haetae.engine;

import org.jspecify.annotations.NullMarked;
