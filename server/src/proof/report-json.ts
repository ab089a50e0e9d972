import { circumstances } from "./circumstances.js";
import { verdict, type Verification } from "./verification.js";

/** The whole verification for machines. */
export function jsonReport(verification: Verification): string {
  const { app, old, inputs, lacking, proof } = verification;
  const rows = proof.rows.map((row) => ({
    request: row.request,
    source: inputs[requestIndex(row.request.id, verification)]?.source,
    endpoint: row.path,
    ...row.comparison,
    old: row.old,
    new: row.fresh,
  }));
  const report = {
    app,
    old,
    verdict: verdict(verification),
    why: proof.why,
    doubles: lacking.doubled,
    circumstances: circumstances(verification),
    loading: proof.loading,
    together: proof.together,
    rows,
    refused: { old: proof.old.refused ?? [], new: proof.fresh.flatMap(({ refused = [] }) => refused) },
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function requestIndex(id: string, { proof }: Verification): number {
  return [...new Set(proof.rows.map(({ request }) => request.id))].indexOf(id);
}
