import type { CspReports, PolicyViolation, ReportedViolation } from "@tradewind/blueprint/areas/signals";
import { originOf, pathOf } from "./addresses.ts";

/** Most violations of one message that are kept. */
const MOST = 20;
/** Directives, and words in place of an address, such as `inline` and `trusted-types-sink`. */
const WORD = /^[a-z-]{1,40}$/;
/** Functions that ask for a trusted type, such as `Element innerHTML`. */
const SINK = /^[A-Za-z]{1,40} [A-Za-z]{1,40}$/;

/** The known members of each violation of a content security policy. Other reports are left out. */
export function violationsIn(reports: CspReports): PolicyViolation[] {
  return reportsIn(reports).slice(0, MOST).flatMap(violationOf);
}

function reportsIn(reports: CspReports): ReportedViolation[] {
  if (Array.isArray(reports))
    return reports.flatMap(({ type, body }) => (type === "csp-violation" && body ? [body] : []));
  const report = reports["csp-report"];
  return [
    {
      documentURL: report["document-uri"],
      // An older browser sends only the second one, which has the sources behind the name.
      effectiveDirective: report["effective-directive"] || report["violated-directive"]?.split(" ", 1)[0],
      blockedURL: report["blocked-uri"],
      disposition: report.disposition,
      sourceFile: report["source-file"],
      lineNumber: report["line-number"],
      columnNumber: report["column-number"],
      sample: report["script-sample"],
    },
  ];
}

function violationOf(report: ReportedViolation): PolicyViolation[] {
  const directive = report.effectiveDirective ?? "";
  if (!WORD.test(directive)) return [];
  const blocked = report.blockedURL ?? "";
  const source = pathOf(report.sourceFile ?? "");
  const [sink = ""] = (report.sample ?? "").split("|", 1);
  return [
    {
      path: pathOf(report.documentURL ?? ""),
      directive,
      blocked: WORD.test(blocked) ? blocked : originOf(blocked),
      disposition: report.disposition === "report" ? "report" : "enforce",
      ...(source !== "" && { source }),
      ...(isPosition(report.lineNumber) && { line: report.lineNumber }),
      ...(isPosition(report.columnNumber) && { column: report.columnNumber }),
      ...(SINK.test(sink) && { sink }),
    },
  ];
}

const isPosition = (value: number | null | undefined): value is number =>
  Number.isSafeInteger(value) && (value ?? 0) > 0;
