/**
 * The readers and writers: bytes and texts of JSON and YAML to trees and back, within limits.
 *
 * <p>Start at {@link dev.haetae.resource.text.JsonReader} for a document, at {@link
 * dev.haetae.resource.text.BodyReader} for the body of a review, at {@link
 * dev.haetae.resource.text.ObjectStream} for a list of the API server's, and at {@link
 * dev.haetae.resource.text.YamlReader} for YAML as kubectl takes it.
 */
@NullMarked
package dev.haetae.resource.text;

import org.jspecify.annotations.NullMarked;
