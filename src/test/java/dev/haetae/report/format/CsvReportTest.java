package dev.haetae.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.report.Report;
import dev.haetae.resource.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that a spreadsheet opens and does not run. */
final class CsvReportTest {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: a}
      """;

  @Test
  void haveARowForEachThingThatIsSaid() {
    String table = CsvReport.write(Written.denials("a,b.yaml", POD, "say \"no\", twice"));
    assertThat(table)
        .startsWith(
            "verdict,rule,reason,policy,apiVersion,kind,namespace,name,path,file,line,column,"
                + "message,remediation,fingerprint\r\n")
        .contains(
            "\r\ndeny,no-host-path,HostPathVolume,no-host-path,v1,Pod,default,a,kind,"
                + "\"a,b.yaml\",2,1,\"say \"\"no\"\", twice\",write something else,")
        .endsWith("\r\n");
  }

  @Test
  void tellWhatCouldNotBeRead() {
    Report report = new Report.Builder().error(Problem.of("a.yaml", "no YAML")).build();
    assertThat(CsvReport.write(report)).contains("\r\nerror,,,,,,,,,a.yaml,,,no YAML,,\r\n");
  }

  @Test
  void sayWhatABaselineKnows() {
    assertThat(CsvReport.write(Written.denials("a.yaml", POD, "no").without(_ -> true)))
        .contains("\r\nbaselined,no-host-path,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=HYPERLINK(\"x\")",
        "+1",
        "-1+2",
        "@SUM(A1)",
        " =1",
        "\"=1",
        "＝1",
        "'=1",
        "-",
        "\t=1"
      })
  void holdNoFormula(String message) {
    CsvTable table = new CsvTable("head");
    table.row(message);
    String cell = table.toString().substring("head\r\n".length()).strip();
    String shown =
        cell.startsWith("\"") ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell;
    assertThat(shown)
        .satisfiesAnyOf(
            text -> assertThat(text).startsWith("'"),
            text -> assertThat(text).isEqualTo("-"),
            text -> assertThat(text).startsWith("\\u0009"));
  }

  @Test
  void haveOneLineForEachRow() {
    CsvTable table = new CsvTable("a", "b");
    table.row("one\r\ntwo", " spaced ");
    assertThat(table.toString()).isEqualTo("a,b\r\none\\u000d\\u000atwo,\" spaced \"\r\n");
  }
}
