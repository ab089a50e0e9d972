import { comparison, differs, type Comparison } from "./difference.js";
import type { Proof, Sides, Subject } from "./prove.js";

/** Whether an app that streams still answers after a client has left in the middle of a stream. */
export async function compareCancelled(sides: Sides, subject: Subject, proof: Proof): Promise<Comparison> {
  const row = proof.rows.find(({ fresh }) => fresh.status === 200 && (fresh.events ?? []).length > 1);
  if (row === undefined) return comparison([]);
  const requests = [row.request, row.request];
  const { path } = row;
  const task = { ...subject.conditions, requests, path, cancelled: true, pickled: subject.pickled ?? false };
  const { answers } = await sides.fresh.run({ ...subject.fresh, ...task });
  const [, next] = answers;
  if (next?.status === row.fresh.status) return comparison([]);
  return differs(
    "after a client has left in the middle of a stream, the next request is not answered",
    row.fresh.status,
    next?.status ?? next?.ended ?? "nothing",
    "after a cancelled request",
  );
}
