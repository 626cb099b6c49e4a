/**
 * Predicts all objects of an input, one after the other, for {@code haetae predict} and its
 * reports: what one of them takes, the next cannot have.
 *
 * <p>Start at {@link dev.haetae.simulator.prediction.Predictor}. The predictions of single things
 * are made by the packages beside this one; here they become true in a {@link
 * dev.haetae.simulator.prediction.PredictedWorld}, and are told as {@link
 * dev.haetae.simulator.prediction.Prediction}s.
 */
@NullMarked
package dev.haetae.simulator.prediction;

import org.jspecify.annotations.NullMarked;
