package dev.haetae.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When certificates are replaced, and that nobody is left with a bundle that is too old. */
final class RotationTest {
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private static final Lifetimes LIFETIMES =
      new Lifetimes(Duration.ofSeconds(30), Duration.ofSeconds(300));
  private static final SubjectNames NAMES = SubjectNames.SHIPPED;
  private static final Rotation ROTATION = new Rotation(LIFETIMES, NAMES);

  private static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }

  private static Rotation.Step step(CertificateSet set, long seconds, boolean known) {
    return ROTATION.next(set, at(seconds), _ -> known);
  }

  private static CertificateSet fresh() {
    return step(CertificateSet.EMPTY, 0, false).set();
  }

  // What a Secret would give back.
  private static CertificateSet stored(CertificateSet set) {
    return CertificateSet.read(bytes(set.write()));
  }

  private static Map<String, byte[]> bytes(Map<String, String> secret) {
    Map<String, byte[]> bytes = new LinkedHashMap<>();
    secret.forEach((key, text) -> bytes.put(key, text.getBytes(StandardCharsets.US_ASCII)));
    return bytes;
  }

  private static X509Certificate leaf(CertificateSet set) {
    ServingCertificate serving = set.serving();
    assertThat(serving).isNotNull();
    return serving.leaf();
  }

  private static X509Certificate certificate(@Nullable CertificateAuthority authority) {
    assertThat(authority).isNotNull();
    return authority.certificate();
  }

  @Test
  void anEmptySecretGetsAllAtOnce() {
    Rotation.Step step = step(CertificateSet.EMPTY, 0, false);

    CertificateSet set = step.set();
    assertThat(set.trusted()).containsExactly(certificate(set.signing()));
    assertThat(set.next()).isNull();
    assertThat(leaf(set).getNotAfter().toInstant()).isEqualTo(at(30));
    assertThat(certificate(set.signing()).getNotAfter().toInstant()).isEqualTo(at(300));
    assertThat(step.done()).hasSize(3);
    assertThat(stored(set)).isEqualTo(set);
  }

  @Test
  void nothingIsDoneWhileAllIsWell() {
    CertificateSet set = fresh();

    Rotation.Step step = step(set, 19, true);

    assertThat(step.set()).isSameAs(set);
    assertThat(step.done()).isEmpty();
  }

  @Test
  void aLeafIsReplacedAtTwoThirdsOfItsLife() {
    CertificateSet set = fresh();

    CertificateSet after = step(set, 20, true).set();

    assertThat(leaf(after).getNotAfter().toInstant()).isEqualTo(at(50));
    assertThat(after.trusted()).isEqualTo(set.trusted());
    assertThat(after.signing()).isEqualTo(set.signing());
  }

  @Test
  void theNextAuthorityJoinsTheBundleAndSignsNothingYet() {
    CertificateSet set = step(fresh(), 199, false).set();

    CertificateSet joined = step(set, 200, false).set();

    assertThat(set.next()).isNull();
    assertThat(joined.trusted())
        .containsExactly(certificate(set.signing()), certificate(joined.next()));
    assertThat(joined.signing()).isEqualTo(set.signing());
    assertThat(leaf(joined)).isEqualTo(leaf(set));
    assertThat(stored(joined)).isEqualTo(joined);

    CertificateSet waiting = step(joined, 220, false).set();
    assertThat(CertificateSet.isSignedByAny(leaf(waiting), set.trusted()))
        .as("a leaf that comes due meanwhile is the old authority's")
        .isTrue();
  }

  @Test
  void theNextAuthoritySignsAsSoonAsAllClientsKnowIt() {
    CertificateSet joined = step(step(fresh(), 199, false).set(), 200, false).set();

    CertificateSet signing = step(joined, 201, true).set();

    assertThat(signing.signing()).isEqualTo(joined.next());
    assertThat(signing.next()).isNull();
    assertThat(signing.trusted())
        .containsExactly(certificate(joined.next()), certificate(joined.signing()));
    assertThat(CertificateSet.isSignedByAny(leaf(signing), List.of(certificate(joined.next()))))
        .isTrue();
    assertThat(signing.write().get("ca.key"))
        .as("the key of the one before is gone")
        .isEqualTo(joined.write().get("ca-next.key"));
    assertThat(signing.write()).doesNotContainKey("ca-next.key");
  }

  @Test
  void theOldAuthorityLeavesTheBundleOnlyAfterItsOwnEnd() {
    CertificateSet joined = step(step(fresh(), 199, false).set(), 200, false).set();
    CertificateSet set = step(joined, 201, true).set();
    X509Certificate old = set.trusted().getLast();
    long left = 0;
    for (long second = 202; second < 400 && left == 0; second++) {
      set = step(set, second, true).set();
      left = set.trusted().contains(old) ? 0 : second;
    }
    assertThat(left).as("its end at 300, and a leaf's life for clocks that lag").isEqualTo(331);
  }

  @Test
  void anAuthorityAboutToEndHandsOverEvenToClientsThatDoNotKnow() {
    CertificateSet set = fresh();
    for (long second = 1; second < 290; second++) {
      set = step(set, second, false).set();
      assertThat(certificate(set.signing()).getNotAfter().toInstant()).isEqualTo(at(300));
    }
    Rotation.Step last = step(set, 290, false);

    assertThat(certificate(last.set().signing())).isEqualTo(certificate(set.next()));
    assertThat(leaf(last.set()).getNotAfter().toInstant()).isEqualTo(at(320));
  }

  @Test
  void aNameThatIsMissingMakesANewLeaf() {
    CertificateSet set = fresh();
    Rotation other = new Rotation(LIFETIMES, SubjectNames.ofHosts(List.of("h.example", "[::5]")));

    Rotation.Step step = other.next(set, at(1), _ -> true);

    assertThat(step.set().signing()).isEqualTo(set.signing());
    assertThat(leaf(step.set())).isNotEqualTo(leaf(set));
    assertThat(other.next(stored(step.set()), at(2), _ -> true).done()).isEmpty();
  }

  @Test
  void shorterLivesHoldForWhatThereIs() {
    CertificateSet longLived =
        new Rotation(Lifetimes.SHIPPED, NAMES).next(CertificateSet.EMPTY, START, _ -> true).set();

    CertificateSet set = step(longLived, 1, false).set();

    assertThat(leaf(set).getNotAfter().toInstant()).isEqualTo(at(31));
    assertThat(set.next()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ca.crt      | x      | false | ca.crt: holds no PEM certificate
          ca.key      | x      | true  | ca.key: holds no PEM private key
          ca.key      | OTHER  | true  | ca.key: is the key of no authority in ca.crt
          ca-next.key | OTHER  | true  | ca-next.key: is the key of no authority in ca.crt
          tls.crt     | x      | false | tls.crt: holds no PEM certificate
          tls.crt     | OTHER  | false | tls.key: is not the key of the first certificate in tls.crt
          tls.crt     |        | false | tls.crt: is missing beside tls.key
          tls.key     | OTHER  | false | tls.key: is not the key of the first certificate in tls.crt
          tls.key     |        | false | tls.key: holds no PEM private key
          """)
  void whatIsDamagedIsToldAndRepaired(
      String key, @Nullable String text, boolean served, String problem) {
    CertificateSet whole = fresh();
    CertificateSet other = fresh();
    Map<String, String> secret = new LinkedHashMap<>(whole.write());
    if (text == null) {
      secret.remove(key);
    } else {
      secret.put(key, text.equals("OTHER") ? other.write().get(key.replace("-next", "")) : text);
    }
    CertificateSet damaged = CertificateSet.read(bytes(secret));
    assertThat(damaged.problems()).anyMatch(one -> one.startsWith(problem));

    Rotation.Step step = step(damaged, 1, false);

    assertThat(step.done()).anyMatch(one -> one.startsWith("repaired " + problem));
    CertificateSet repaired = stored(step.set());
    assertThat(repaired.problems()).isEmpty();
    if (served) {
      assertThat(leaf(repaired)).as("a good leaf goes on").isEqualTo(leaf(whole));
      assertThat(repaired.trusted()).containsAll(whole.trusted());
    }
    assertThat(CertificateSet.isSignedByAny(leaf(repaired), repaired.trusted())).isTrue();
    assertThat(step(repaired, 2, false).done()).isEmpty();
  }

  @Test
  void aLostKeyIsReplacedByAnAuthorityThatClientsFirstLearn() {
    Map<String, String> secret = new LinkedHashMap<>(fresh().write());
    secret.remove("ca.key");
    CertificateSet lost = CertificateSet.read(bytes(secret));
    assertThat(lost.problems()).isEmpty();

    CertificateSet waiting = stored(step(lost, 1, false).set());

    assertThat(waiting.signing()).isNull();
    assertThat(waiting.next()).isNotNull();
    assertThat(leaf(waiting)).isEqualTo(leaf(lost));
    assertThat(step(waiting, 2, false).done()).isEmpty();
    assertThat(step(waiting, 3, true).set().signing()).isEqualTo(waiting.next());
    assertThat(step(waiting, 20, false).set().signing())
        .as("when the leaf is due it cannot wait longer")
        .isEqualTo(waiting.next());
  }

  @Test
  void whatExpiredWhileNobodyLookedIsMadeAnew() {
    CertificateSet set = step(fresh(), 100_000, false).set();

    assertThat(set.trusted()).containsExactly(certificate(set.signing()));
    assertThat(leaf(set).getNotAfter().toInstant()).isEqualTo(at(100_030));
  }

  @Test
  void aClockThatWasAheadLeavesNothingUnusable() {
    CertificateSet set = step(fresh(), -7200, false).set();

    assertThat(leaf(set).getNotAfter().toInstant()).isEqualTo(at(-7170));
    assertThat(step(stored(set), -7199, false).done()).isEmpty();
  }

  /** A client or a replica that learns of changes late. */
  private static final class Late<T> {
    private record News<T>(long second, T value) {}

    private final Deque<News<T>> news = new ArrayDeque<>();
    private final long delay;
    private T value;

    Late(T value, long delay) {
      this.value = value;
      this.delay = delay;
    }

    void tell(long second, T later) {
      news.add(new News<>(second + delay, later));
    }

    T at(long second) {
      while (!news.isEmpty() && news.peek().second() <= second) {
        value = news.remove().value();
      }
      return value;
    }
  }

  /**
   * Replicas learn of the Secret, and API servers of the registration, up to 5 seconds late; the
   * leader waits for 5 seconds after it has registered. Every replica can be called by every API
   * server, in every second of 1500, through seven authorities.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void everyClientTrustsEveryReplicaAllTheTime(long seed) {
    Random random = new Random(seed);
    CertificateSet set = fresh();
    List<Late<CertificateSet>> replicas = new ArrayList<>();
    List<Late<List<X509Certificate>>> clients = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      replicas.add(new Late<>(set, random.nextInt(6)));
      clients.add(new Late<>(set.trusted(), random.nextInt(6)));
    }
    Map<X509Certificate, Long> registered = new HashMap<>();
    Map<X509Certificate, List<X509Certificate>> verified = new HashMap<>();
    int authorities = 0;
    int largest = 0;
    for (long second = 0; second < 1500; second++) {
      long now = second;
      Rotation.Step step =
          ROTATION.next(stored(set), at(now), one -> now - registered.getOrDefault(one, now) >= 5);
      if (!step.done().isEmpty()) {
        authorities += certificate(step.set().signing()).equals(certificate(set.signing())) ? 0 : 1;
        set = stored(step.set());
        CertificateSet written = set;
        replicas.forEach(replica -> replica.tell(now, written));
        // The registration follows the Secret with some delay of its own.
        long later = now + random.nextInt(3);
        clients.forEach(client -> client.tell(later, written.trusted()));
        set.trusted().forEach(one -> registered.putIfAbsent(one, later));
      }
      largest = Math.max(largest, set.trusted().size());
      for (Late<CertificateSet> replica : replicas) {
        X509Certificate leaf = leaf(replica.at(now));
        assertThat(leaf.getNotAfter().toInstant()).isAfterOrEqualTo(at(now));
        for (Late<List<X509Certificate>> client : clients) {
          List<X509Certificate> bundle = client.at(now);
          if (!bundle.equals(verified.get(leaf))) {
            assertThat(CertificateSet.isSignedByAny(leaf, bundle)).as("second %d", now).isTrue();
            verified.put(leaf, bundle);
          }
        }
      }
    }
    assertThat(authorities).isBetween(6, 8);
    assertThat(largest).isLessThanOrEqualTo(3);
  }

  @Test
  void livesThatAreTooShortAreRefused() {
    assertThatThrownBy(() -> new Lifetimes(Duration.ofSeconds(9), Duration.ofDays(1)))
        .hasMessage("a leaf must live for 10s at least, not PT9S");
    assertThatThrownBy(() -> new Lifetimes(Duration.ofSeconds(30), Duration.ofSeconds(89)))
        .hasMessage(
            "an authority must live three times as long as a leaf at least: PT1M29S is less than"
                + " three times PT30S");
  }
}
