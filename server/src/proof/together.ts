import { comparison, differs, type Comparison } from "./difference.js";
import { outcomeOf } from "./outcome.js";
import type { Proof, Sides, Subject } from "./prove.js";

const most = 4;

/** Whether requests that overlapped in the old worker overlap in the app. The answers themselves were compared before. */
export async function compareTogether(sides: Sides, subject: Subject, proof: Proof): Promise<Comparison> {
  const rows = proof.rows.filter((row) => outcomeOf(row.old).kind === "completed" && row.fresh.status === 200);
  const requests = [...new Set(rows.map((row) => row.request))].slice(0, most);
  if ((proof.old.concurrency ?? 1) < 2 || requests.length < 2) return comparison([]);
  if ((proof.fresh[0]?.concurrency ?? 1) < 2)
    return comparison([], ["fal sends one request at a time; the worker took several"]);
  const common = { ...subject.conditions, requests, together: true };
  const old = await sides.old.run({ ...subject.old, ...common });
  const path = rows[0]?.path ?? "/";
  const fresh = await sides.fresh.run({ ...subject.fresh, ...common, path, pickled: subject.pickled ?? false });
  const [before, after] = [old.overlap ?? 1, fresh.overlap ?? 1];
  if (before < 2 || after >= 2) return comparison([]);
  return differs("requests were worked on at once, and now one after the other", before, after, "at once");
}
