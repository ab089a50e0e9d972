import { compareAnswerAt } from "./compare-row.js";
import { comparison, differs, joined, type Comparison } from "./difference.js";
import { outcomeOf } from "./outcome.js";
import { registrationOf, type Proof, type Row, type Sides, type Subject } from "./prove.js";
import type { NewAnswer, NewResult, OldAnswer, OldResult } from "./task.js";

const most = 4;

/** Whether requests that overlapped in the old worker overlap in the app, and are answered as they are in a row. */
export async function compareTogether(sides: Sides, subject: Subject, proof: Proof): Promise<Comparison> {
  const [first] = proof.rows;
  const answered = proof.rows.filter((row) => isAnswered(row) && row.path === first?.path).slice(0, most);
  if ((proof.old.concurrency ?? 1) < 2 || first === undefined || answered.length < 2) return comparison([]);
  if ((proof.fresh[0]?.concurrency ?? 1) < 2)
    return comparison([], ["fal sends one request at a time; the worker took several"]);
  const requests = answered.map(({ request }) => request);
  const common = { ...subject.conditions, requests, together: true };
  const worker = { ...subject.old, ...common, ...registrationOf(subject) };
  const old = await sides.old.run(worker);
  const { answers: backwards } = await sides.old.run({ ...worker, requests: requests.toReversed() });
  const { path } = first;
  const fresh = await sides.fresh.run({ ...subject.fresh, ...common, path, pickled: subject.pickled ?? false });
  const atOnce = answered.map((row, index) =>
    compareAtOnce(row, [old.answers[index], backwards.at(-1 - index)], fresh.answers[index]),
  );
  return joined([compareOverlap(old, fresh), ...atOnce]);
}

function isAnswered({ old, fresh }: Row): boolean {
  return outcomeOf(old).kind === "completed" && fresh.status === 200;
}

function compareOverlap(old: OldResult, fresh: NewResult): Comparison {
  const [before, after] = [old.overlap ?? 1, fresh.overlap ?? 1];
  if (before < 2 || after >= 2) return comparison([]);
  return differs("requests were worked on at once, and now one after the other", before, after, "at once");
}

/**
 * Where the old worker answered a request alike alone and in company, whoever of the company came first, so must the
 * app. What depends on who came first is a race of the worker's own: requests at once have no order.
 */
function compareAtOnce(
  row: Row,
  together: readonly (OldAnswer | undefined)[],
  after: NewAnswer | undefined,
): Comparison {
  const hasFiles = Object.keys(row.fresh.files ?? {}).length > 0; // a new upload has a new address
  if (after === undefined || hasFiles) return comparison([]);
  const rest = { refreshes: false, samePixels: new Set<string>() };
  const isSteady = together.every((answer) => answer !== undefined && told(answer) === told(row.old));
  const found = compareAnswerAt(row.path, { ...rest, old: row.old, fresh: after });
  if (!isSteady || found.verdict !== "differs") return comparison([]);
  return comparison(found.differences.map((each) => ({ ...each, at: `at once: ${each.at}` })));
}

const told = ({ posted, stream }: OldAnswer): string => JSON.stringify([posted, stream]);
