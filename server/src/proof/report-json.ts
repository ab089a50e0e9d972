import { actualText, expectedText, shortened } from "./answer-text.js";
import { circumstances } from "./circumstances.js";
import type { Row } from "./prove.js";
import type { ComparedRow, ComparisonReport } from "./report.js";
import { verdict, type Verification } from "./verification.js";

/** The whole verification for machines. */
export function jsonReport(verification: Verification): string {
  const { app, old, sources, lacking, proof } = verification;
  const report: ComparisonReport & Readonly<Record<string, unknown>> = {
    app,
    old,
    verdict: verdict(verification),
    why: proof.why,
    doubles: lacking.doubled,
    circumstances: circumstances(verification),
    loading: proof.loading,
    together: proof.together,
    rows: proof.rows.map((row) => ({ source: sources.get(row.request), ...comparedRow(row) })),
    refused: { old: proof.old.refused ?? [], new: proof.fresh.flatMap(({ refused = [] }) => refused) },
  };
  return `${JSON.stringify(report, cut, 2)}\n`;
}

function comparedRow(row: Row): ComparedRow & { readonly old: unknown; readonly new: unknown } {
  const { request, path, comparison, old, fresh } = row;
  const texts = { expected: expectedText(row), actual: actualText(row) };
  return { request, endpoint: path, ...comparison, ...texts, old, new: fresh };
}

const longTexts = new Set(["expected", "actual"]);

/** A picture's bytes say nothing to a reader, and there may be a hundred of them. */
function cut(key: string, value: unknown): unknown {
  return typeof value === "string" && !longTexts.has(key) ? shortened(value) : value;
}
