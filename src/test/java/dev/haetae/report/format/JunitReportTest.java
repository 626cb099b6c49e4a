package dev.haetae.report.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.haetae.engine.PolicyCase;
import dev.haetae.report.CaseReport;
import dev.haetae.report.JudgedObject;
import dev.haetae.report.Report;
import dev.haetae.report.WrittenObject;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.rule.Action;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** JUnit's XML as Jenkins and GitLab read it. */
final class JunitReportTest {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: a}
      """;

  private static void requireValid(Schema schema, String xml) {
    assertThatCode(() -> schema.newValidator().validate(new StreamSource(new StringReader(xml))))
        .as(xml)
        .doesNotThrowAnyException();
  }

  private static Schema schema() throws SAXException {
    return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(Path.of("src/test/resources/schemas/junit-10.xsd").toFile());
  }

  private static List<Element> cases(String xml) {
    try {
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
      NodeList nodes = document.getElementsByTagName("testcase");
      List<Element> cases = new ArrayList<>();
      for (int i = 0; i < nodes.getLength(); i++) {
        cases.add((Element) nodes.item(i));
      }
      return cases;
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError("no XML: " + xml, e);
    }
  }

  private static String only(String xml, String element) {
    List<Element> cases = cases(xml);
    assertThat(cases).hasSize(1);
    NodeList found = cases.getFirst().getElementsByTagName(element);
    assertThat(found.getLength()).as(xml).isEqualTo(1);
    return found.item(0).getTextContent();
  }

  @Test
  void fitThePublishedSchemaAndNameEachCaseOnce() throws IOException, SAXException {
    Schema schema = schema();
    for (Path file : CaseReport.cases()) {
      String xml = JunitReport.write(CaseReport.of(PolicyCase.of(file)));
      requireValid(schema, xml);
      assertThat(cases(xml))
          .extracting(one -> one.getAttribute("classname") + '#' + one.getAttribute("name"))
          .doesNotHaveDuplicates();
    }
    requireValid(schema, JunitReport.write(new Report.Builder().build()));
  }

  @Test
  void listWhatPasses() {
    Path file = Path.of("policies/no-host-path/cases/allow.allowed-paths.yaml");
    String xml = JunitReport.write(CaseReport.of(PolicyCase.of(file)));
    assertThat(cases(xml)).isNotEmpty();
    assertThat(xml)
        .contains("classname=\"haetae.no-host-path\" name=\"DaemonSet default/log-shipper (")
        .contains("(" + file + ")\"/>")
        .contains(" failures=\"0\" errors=\"0\" skipped=\"0\">");
  }

  @Test
  void failWhatIsDenied() {
    String xml = JunitReport.write(Written.denials("a.yaml", POD, "one", "two"));
    assertThat(xml)
        .contains(
            "<testsuite name=\"haetae\" tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\">")
        .contains("type=\"HostPathVolume\" message=\"denied: one (and 1 more)\"");
    assertThat(only(xml, "failure"))
        .isEqualTo(
            """
            a.yaml:2:1: denied [no-host-path] one; fix: write something else
            a.yaml:2:1: denied [no-host-path] two; fix: write something else\
            """);
  }

  @Test
  void neverPassWhatIsUndecided() throws IOException {
    int seen = 0;
    for (Path file : CaseReport.cases()) {
      Report report = CaseReport.of(PolicyCase.of(file));
      if (report.isUndecided()) {
        String xml = JunitReport.write(report);
        assertThat(cases(xml))
            .filteredOn(one -> one.getTextContent().contains(": undecided ["))
            .isNotEmpty()
            .allSatisfy(one ->
                assertThat(
                        one.getElementsByTagName("error").getLength()
                            + one.getElementsByTagName("skipped").getLength()
                            + one.getElementsByTagName("failure").getLength())
                    .isEqualTo(1));
        seen++;
      }
    }
    assertThat(seen).isPositive();
  }

  @Test
  void skipWhatABaselineKnows() {
    Report report = Written.denials("a.yaml", POD, "one").without(_ -> true);
    assertThat(only(JunitReport.write(report), "skipped")).contains("in the baseline [");
  }

  @Test
  void tellWhatCannotBeReadAsAnError() throws SAXException {
    Report report =
        new Report.Builder()
            .error(new Problem("a.yaml", 1, 2, "no YAML"))
            .error(new Problem("a.yaml", 3, 4, "no YAML either"))
            .build();
    String xml = JunitReport.write(report);
    requireValid(schema(), xml);
    assertThat(cases(xml))
        .extracting(one -> one.getAttribute("name"))
        .containsExactly("readable (a.yaml)", "readable (a.yaml) #2");
    assertThat(xml).contains("errors=\"2\"", ">a.yaml:1:2: no YAML<");
  }

  @Test
  void sayWhateverAManifestSays() throws SAXException {
    String hostile = "<b>&\"'\u0001\u001b[31m\ud800 \ufffe]]>😀가\n";
    String xml = JunitReport.write(Written.denials("a&<.yaml", POD, hostile));
    requireValid(schema(), xml);
    assertThat(only(xml, "failure"))
        .contains("<b>&\"'\\u0001\\u001b[31m\\ud800 \\ufffe]]>😀가\\u000a;");
  }

  @Test
  void listNoMorePassesThanAFileMayHold() {
    Report.Builder report = new Report.Builder();
    List<dev.haetae.policy.Policy> policies =
        PolicyCase.of(Path.of("policies/no-host-path/cases/allow.allowed-paths.yaml")).policies();
    for (int i = 0; i <= JunitReport.MOST_PASSES; i++) {
      report.judged(
          new JudgedObject(
              new WrittenObject("a.yaml", i, dev.haetae.resource.tree.Path.ROOT),
              "Pod default/" + i,
              "a.yaml",
              policies));
    }
    String xml = JunitReport.write(report.build());
    assertThat(cases(xml)).hasSize(JunitReport.MOST_PASSES);
    assertThat(xml).contains("<system-out>1 more cases pass and are not listed</system-out>");
    assertThat(xml.length()).isLessThan(30_000_000);
  }

  private static Report judged(List<Resource> objects, Resource denied) {
    List<dev.haetae.policy.Policy> policies =
        PolicyCase.of(Path.of("policies/no-host-path/cases/allow.allowed-paths.yaml")).policies();
    Report.Builder report = new Report.Builder();
    objects.forEach(object -> report.judged(JudgedObject.of(object, policies)));
    return report
        .found(
            denied,
            Written.finding(
                denied, Action.DENY, dev.haetae.resource.tree.Path.of("kind"), "it is wrong"))
        .build();
  }

  @Test
  void tellTheElementsOfAListApart() {
    String item = "- {apiVersion: v1, kind: Pod, metadata: {generateName: a-}}\n";
    List<Resource> pods =
        ManifestReader.read(
                ("apiVersion: v1\nkind: List\nitems:\n" + item + item)
                    .getBytes(StandardCharsets.UTF_8),
                "a.yaml",
                "default",
                Limits.FILES)
            .resources();
    String xml = JunitReport.write(judged(pods, pods.getLast()));
    assertThat(cases(xml))
        .extracting(one -> one.getAttribute("name"))
        .containsExactly("Pod default/a-* (a.yaml)", "Pod default/a-* (a.yaml) #2");
    assertThat(xml).contains("tests=\"2\" failures=\"1\"");
  }

  @Test
  void passNothingBesideWhatFailsOfARenderedObject() {
    Resource pod =
        Written.object("Chart.yaml", POD)
            .rendered(
                new Origin("Chart.yaml", 0, _ -> new Origin.Place("templates/a.yaml", 0, 2, 1)));
    String xml = JunitReport.write(judged(List.of(pod), pod));
    assertThat(cases(xml))
        .extracting(one -> one.getAttribute("name"))
        .containsExactly("Pod default/a (templates/a.yaml)");
    assertThat(xml).contains("tests=\"1\" failures=\"1\"");
  }
}
