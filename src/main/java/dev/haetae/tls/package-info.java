/**
 * Certificates: a certificate authority and a serving certificate made where none are given, kept
 * as PEM files, and read again when they change.
 *
 * <p>Start at {@link dev.haetae.tls.CertificateStore}, which knows the files of a directory, and at
 * {@link dev.haetae.tls.FileWatch}, which notices that files have changed; for certificates that
 * replicas share at {@link dev.haetae.tls.Rotation}, which plans their replacement. What cannot be
 * used is told by {@link dev.haetae.tls.UnusableCertificateException}, in a sentence for users.
 */
@NullMarked
package dev.haetae.tls;

import org.jspecify.annotations.NullMarked;
