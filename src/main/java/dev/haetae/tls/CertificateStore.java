package dev.haetae.tls;

import dev.haetae.file.FileFault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The files of a TLS directory: {@code tls.crt} and {@code tls.key}, which are served, {@code
 * ca.crt}, which clients trust, and {@code ca.key}, which is there only when the authority is ours.
 *
 * <p>An empty or absent directory gets an authority and a certificate. Files that somebody else put
 * there (a mounted Secret) are used as they are and never written; only a certificate of our own
 * authority is renewed, {@value #RENEWAL_DAYS} days before it ends or when a name is missing.
 *
 * <p>A kill at any moment leaves either nothing or a set that is usable: new files are written and
 * synced aside, put in force by one rename of their directory, then moved to their places, which
 * whoever comes next under the lock completes.
 */
public final class CertificateStore {
  static final int RENEWAL_DAYS = 30;

  private static final Duration RENEWAL = Duration.ofDays(RENEWAL_DAYS);

  // Locks of files are the process's: threads of one process need one of their own.
  private static final ReentrantLock IN_PROCESS = new ReentrantLock();

  private final Path directory;
  private final CommittedFiles committed;
  private final SubjectNames names;
  private final InstantSource clock;

  /**
   * The store of a directory, which need not exist yet.
   *
   * @param names the names that a certificate made here is good for
   */
  public CertificateStore(Path directory, SubjectNames names, InstantSource clock) {
    this.directory = directory;
    this.committed = new CommittedFiles(directory);
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
    if (Files.exists(certificateFile())
        && Files.exists(keyFile())
        && !committed.isUnfinished()
        && (!isOurs() || !Files.isWritable(directory))) {
      return read();
    }
    IN_PROCESS.lock();
    try {
      Files.createDirectories(directory);
      try (FileChannel channel = committed.openLock();
          FileLock _ = channel.lock()) {
        committed.complete();
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
        Pem.readCertificates(certificateFile().toString(), content(certificateFile()));
    PrivateKey key = Pem.readKey(keyFile().toString(), content(keyFile()));
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

  /** Whether the time has come to renew a certificate that is ours. */
  public boolean renewalIsDue(ServingCertificate certificate) {
    return isOurs() && lapsesSoon(certificate.leaf());
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
    boolean certificate = Files.exists(certificateFile());
    boolean key = Files.exists(keyFile());
    boolean authority = Files.exists(authorityFile());
    boolean authorityKey = Files.exists(authorityKeyFile());
    if (certificate != key) {
      throw halfAPair(
          certificate ? keyFile() : certificateFile(), certificate ? certificateFile() : keyFile());
    }
    if (certificate && !authorityKey) {
      return;
    }
    if (authority != authorityKey) {
      throw halfAPair(
          authority ? authorityKeyFile() : authorityFile(),
          authority ? authorityFile() : authorityKeyFile());
    }
    if (!authority) {
      CertificateAuthority made = CertificateAuthority.create(clock.instant());
      Map<String, String> files = new LinkedHashMap<>();
      files.put("ca.key", Pem.write(made.key()));
      files.put("ca.crt", Pem.write(made.certificate()));
      put(files, made);
      return;
    }
    CertificateAuthority ours = readAuthority();
    if (!certificate || mustBeRenewed(ours)) {
      put(new LinkedHashMap<>(), ours);
    }
  }

  private UnusableCertificateException halfAPair(Path missing, Path there) {
    return new UnusableCertificateException(
        missing
            + ": is missing beside "
            + there
            + ". Put it back, or remove "
            + there
            + " to have both made anew.");
  }

  private CertificateAuthority readAuthority() throws UnusableCertificateException {
    X509Certificate certificate =
        Pem.readCertificates(authorityFile().toString(), content(authorityFile())).getFirst();
    PrivateKey key = Pem.readKey(authorityKeyFile().toString(), content(authorityKeyFile()));
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

  private boolean mustBeRenewed(CertificateAuthority ours) throws UnusableCertificateException {
    X509Certificate leaf =
        Pem.readCertificates(certificateFile().toString(), content(certificateFile())).getFirst();
    try {
      leaf.verify(ours.certificate().getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new UnusableCertificateException(
          certificateFile()
              + ": was not signed by "
              + authorityFile()
              + ". Remove tls.crt and tls.key to have them made anew, or remove "
              + authorityKeyFile()
              + " to have them used as they are.");
    }
    return lapsesSoon(leaf) || !names.areIn(leaf);
  }

  private void put(Map<String, String> files, CertificateAuthority authority) throws IOException {
    ServingCertificate issued = authority.issue(names, clock.instant());
    files.put("tls.key", Pem.write(issued.key()));
    files.put("tls.crt", Pem.write(issued.chain()));
    committed.put(files);
  }

  private static byte[] content(Path file) throws UnusableCertificateException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new UnusableCertificateException(file + ": no such file. Put it there.");
    } catch (IOException e) {
      throw new UnusableCertificateException(
          file
              + ": cannot be read: "
              + FileFault.reason(e)
              + ". Give the server's user the right to read it.");
    }
  }
}
