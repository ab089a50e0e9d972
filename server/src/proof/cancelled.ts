import { comparison, differs, type Comparison } from "./difference.js";
import type { Proof, Row, Sides, Subject } from "./prove.js";
import type { NewAnswer, NewResult } from "./task.js";

/**
 * Whether an app that streams answers after a client has left in the middle of a stream as it does after one who
 * stayed: nothing of the request that was given up may be left.
 */
export async function compareCancelled(sides: Sides, subject: Subject, proof: Proof): Promise<Comparison> {
  const row = proof.rows.find(({ fresh }) => fresh.status === 200 && (fresh.events ?? []).length > 1);
  if (row === undefined) return comparison([]);
  const [, next] = (await runTwice(sides, subject, row, true)).answers;
  if (next === undefined || next.status !== row.fresh.status)
    return differs(
      "after a client has left in the middle of a stream, the next request is not answered",
      row.fresh.status,
      next?.status ?? next?.ended ?? "nothing",
      "after a cancelled request",
    );
  return compareRemains((await runTwice(sides, subject, row, false)).answers, next);
}

/** The same request twice, the first of which may be given up. */
function runTwice(sides: Sides, subject: Subject, { request, path }: Row, cancelled: boolean): Promise<NewResult> {
  const task = { ...subject.conditions, requests: [request, request], path, pickled: subject.pickled ?? false };
  return sides.fresh.run({ ...subject.fresh, ...task, ...(cancelled ? { cancelled } : {}) });
}

/** Only an app that answers the same request alike each time tells what a request before it has left behind. */
function compareRemains([first, second]: readonly NewAnswer[], next: NewAnswer): Comparison {
  const isSteady = first !== undefined && second !== undefined && eventsOf(first) === eventsOf(second);
  if (!isSteady || eventsOf(next) === eventsOf(second)) return comparison([]);
  return differs(
    "after a client has left in the middle of a stream, the next request is answered otherwise",
    eventsOf(second),
    eventsOf(next),
    "after a cancelled request",
  );
}

/** Served and in process, what is no JSON is told apart from a JSON text or not. */
const eventsOf = ({ events = [] }: NewAnswer): string =>
  JSON.stringify(events.map((event) => ("json" in event ? event.json : event.text)));
