package dev.haetae.tls;

import dev.haetae.file.FileFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The files of a TLS directory: {@code tls.crt} and {@code tls.key}, which are served, {@code
 * ca.crt}, which clients trust, and {@code ca.key}, which is there only when the authority is ours.
 *
 * <p>An empty or absent directory gets an authority and a certificate. Files that somebody else put
 * there (a mounted Secret) are used as they are and never written; only a certificate of our own
 * authority is renewed, {@value #RENEWAL_DAYS} days before it ends or when a name is missing.
 *
 * <p>Each file is written whole or not at all. What a kill leaves of an authority is finished at
 * the next start; a serving certificate or key of ours that the other does not fit is made anew.
 * The key of an authority is never written over.
 */
public final class CertificateStore {
  static final int RENEWAL_DAYS = 30;

  private static final Duration RENEWAL = Duration.ofDays(RENEWAL_DAYS);
  private static final String OWNERS_ALONE = "rw-------";
  private static final String READABLE = "rw-r--r--";

  // Locks of files are the process's: threads of one process need one of their own.
  private static final ReentrantLock IN_PROCESS = new ReentrantLock();

  private final Path directory;
  private final SubjectNames names;
  private final InstantSource clock;

  /**
   * The store of a directory, which need not exist yet.
   *
   * @param names the names that a certificate made here is good for
   */
  public CertificateStore(Path directory, SubjectNames names, InstantSource clock) {
    this.directory = directory;
    this.names = names;
    this.clock = clock;
  }

  /** The certificate of the authority, which clients trust; absent beside some mounted Secrets. */
  public Path authorityFile() {
    return directory.resolve("ca.crt");
  }

  private Path authorityKeyFile() {
    return directory.resolve("ca.key");
  }

  private Path certificateFile() {
    return directory.resolve("tls.crt");
  }

  private Path keyFile() {
    return directory.resolve("tls.key");
  }

  /** The files whose change means another certificate. */
  public List<Path> files() {
    return List.of(authorityFile(), certificateFile(), keyFile());
  }

  /**
   * The certificate to serve; makes or renews it first where that is ours to do.
   *
   * @throws UnusableCertificateException when files are broken, expired or do not fit one another,
   *     or new ones cannot be written
   */
  public ServingCertificate open() throws UnusableCertificateException {
    if (isPair() && (!isOurs() || !Files.isWritable(directory))) {
      return read();
    }
    IN_PROCESS.lock();
    try {
      Files.createDirectories(directory);
      try (FileChannel channel =
              FileChannel.open(
                  directory.resolve(".lock"),
                  Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                  permissions(OWNERS_ALONE));
          FileLock _ = channel.lock()) {
        makeWhatIsMissing();
        return read();
      }
    } catch (IOException e) {
      throw new UnusableCertificateException(
          directory
              + ": certificates cannot be made there: "
              + FileFault.reason(e)
              + ". Give the server's user room and the right to write there, or put tls.crt and"
              + " tls.key there.");
    } finally {
      IN_PROCESS.unlock();
    }
  }

  /**
   * The certificate to serve, from the files as they are.
   *
   * @throws UnusableCertificateException when files are broken, expired or do not fit one another
   */
  public ServingCertificate read() throws UnusableCertificateException {
    List<X509Certificate> chain =
        Pem.readCertificates(certificateFile().toString(), Pem.read(certificateFile(), "it"));
    PrivateKey key = Pem.readKey(keyFile().toString(), Pem.read(keyFile(), "it"));
    X509Certificate leaf = chain.getFirst();
    if (!Pem.belongTogether(leaf.getPublicKey(), key)) {
      throw new UnusableCertificateException(
          keyFile()
              + ": is not the key of the first certificate in "
              + certificateFile()
              + ". Put the certificate and the key of one issue there.");
    }
    checkTime(certificateFile(), leaf);
    return new ServingCertificate(chain, key);
  }

  /** Returns whether the time has come to renew a certificate that is ours. */
  public boolean renewalIsDue(ServingCertificate certificate) {
    return isOurs() && lapsesSoon(certificate.leaf());
  }

  private boolean isPair() {
    return Files.exists(certificateFile()) && Files.exists(keyFile());
  }

  private boolean isOurs() {
    return Files.exists(authorityKeyFile());
  }

  private boolean lapsesSoon(X509Certificate leaf) {
    return !leaf.getNotAfter().toInstant().minus(RENEWAL).isAfter(clock.instant());
  }

  private void checkTime(Path file, X509Certificate certificate)
      throws UnusableCertificateException {
    Instant now = clock.instant();
    Instant from = certificate.getNotBefore().toInstant();
    Instant to = certificate.getNotAfter().toInstant();
    if (to.isBefore(now)) {
      throw new UnusableCertificateException(
          file
              + ": expired on "
              + to
              + ". Put a new certificate and its key there, or remove tls.crt and tls.key to have"
              + " them made anew.");
    }
    if (from.isAfter(now)) {
      throw new UnusableCertificateException(
          file + ": is good only from " + from + " on, and it is " + now + ". Check the clock.");
    }
  }

  private void makeWhatIsMissing() throws IOException, UnusableCertificateException {
    if (!isOurs()) {
      if (isPair()) {
        return;
      }
      refuseHalf(certificateFile(), keyFile());
    }
    finishAuthority();
    refuseHalf(authorityFile(), authorityKeyFile());
    boolean known = isOurs();
    CertificateAuthority authority = known ? readAuthority() : makeAuthority();
    if (Files.exists(certificateFile())) {
      requireIssuer(authority);
    }
    if (!isPair() || mustBeReplaced()) {
      ServingCertificate made = authority.issue(names, clock.instant());
      write(keyFile(), Pem.write(made.key()), OWNERS_ALONE);
      write(certificateFile(), Pem.write(made.chain()), READABLE);
    }
  }

  private static void refuseHalf(Path one, Path other) throws UnusableCertificateException {
    boolean isFirst = Files.exists(one);
    if (isFirst != Files.exists(other)) {
      Path there = isFirst ? one : other;
      throw new UnusableCertificateException(
          (isFirst ? other : one)
              + ": is missing beside "
              + there
              + ". Put it back, or remove "
              + there
              + " to have both made anew.");
    }
  }

  private CertificateAuthority makeAuthority() throws IOException {
    CertificateAuthority made = CertificateAuthority.create(clock.instant());
    writeAside(authorityFile(), Pem.write(made.certificate()), READABLE);
    write(authorityKeyFile(), Pem.write(made.key()), OWNERS_ALONE);
    putInPlace(authorityFile());
    return made;
  }

  // A key without its certificate is somebody's, unless the certificate was about to follow it.
  private void finishAuthority() throws IOException {
    Path aside = aside(authorityFile());
    if (!isOurs() || Files.exists(authorityFile()) || !Files.exists(aside)) {
      return;
    }
    try {
      X509Certificate certificate =
          Pem.readCertificates(aside.toString(), Pem.read(aside, "it")).getFirst();
      PrivateKey key =
          Pem.readKey(authorityKeyFile().toString(), Pem.read(authorityKeyFile(), "it"));
      if (Pem.belongTogether(certificate.getPublicKey(), key)) {
        putInPlace(authorityFile());
      }
    } catch (UnusableCertificateException e) {
      // Then it is not what was to follow.
    }
  }

  private CertificateAuthority readAuthority() throws UnusableCertificateException {
    X509Certificate certificate =
        Pem.readCertificates(authorityFile().toString(), Pem.read(authorityFile(), "it"))
            .getFirst();
    PrivateKey key = Pem.readKey(authorityKeyFile().toString(), Pem.read(authorityKeyFile(), "it"));
    if (!Pem.belongTogether(certificate.getPublicKey(), key)) {
      throw new UnusableCertificateException(
          authorityKeyFile()
              + ": is not the key of "
              + authorityFile()
              + ". Put the right one back, or remove the four files to have all made anew.");
    }
    if (certificate.getBasicConstraints() < 0) {
      throw new UnusableCertificateException(
          authorityFile()
              + ": is not the certificate of an authority. Put one there, or remove "
              + authorityKeyFile()
              + " to have tls.crt and tls.key used as they are.");
    }
    if (certificate.getNotAfter().toInstant().isBefore(clock.instant())) {
      throw new UnusableCertificateException(
          authorityFile()
              + ": expired on "
              + certificate.getNotAfter().toInstant()
              + ". Remove ca.crt, ca.key, tls.crt and tls.key to have all made anew, and give the"
              + " new ca.crt to the clients.");
    }
    return new CertificateAuthority(certificate, key);
  }

  private X509Certificate leaf() throws UnusableCertificateException {
    return Pem.readCertificates(certificateFile().toString(), Pem.read(certificateFile(), "it"))
        .getFirst();
  }

  private void requireIssuer(CertificateAuthority ours) throws UnusableCertificateException {
    try {
      leaf().verify(ours.certificate().getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new UnusableCertificateException(
          certificateFile()
              + ": was not signed by "
              + authorityFile()
              + ". Remove tls.crt and tls.key to have them made anew, or remove "
              + authorityKeyFile()
              + " to have them used as they are.");
    }
  }

  private boolean mustBeReplaced() throws UnusableCertificateException {
    X509Certificate leaf = leaf();
    PrivateKey key = Pem.readKey(keyFile().toString(), Pem.read(keyFile(), "it"));
    return lapsesSoon(leaf) || !names.areIn(leaf) || !Pem.belongTogether(leaf.getPublicKey(), key);
  }

  // Under one name, so that what a kill leaves of it is overwritten by the next that is written.
  private void write(Path file, String text, String permissions) throws IOException {
    writeAside(file, text, permissions);
    putInPlace(file);
  }

  private Path aside(Path file) {
    return directory.resolve("." + file.getFileName() + ".new");
  }

  private void writeAside(Path file, String text, String permissions) throws IOException {
    Path aside = aside(file);
    Files.deleteIfExists(aside);
    try (FileChannel channel =
        FileChannel.open(
            aside,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            permissions(permissions))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    keepNames();
  }

  private void putInPlace(Path file) throws IOException {
    Files.move(
        aside(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    keepNames();
  }

  // What a file is called survives a loss of power only when its folder has been written out.
  private void keepNames() throws IOException {
    try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private FileAttribute<?>[] permissions(String permissions) {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
