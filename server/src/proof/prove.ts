import { announcedMove, movedKeys, withMovedKeys, type MovedKeys } from "./beside-input.js";
import type { Pair } from "./compare.js";
import { compareLoading } from "./compare-calls.js";
import { compareCancelled } from "./cancelled.js";
import { compareRow } from "./compare-row.js";
import { comparison, differs, joined, type Comparison } from "./difference.js";
import { compareTogether } from "./together.js";
import { outcomeOf } from "./outcome.js";
import { picturePairs } from "./pictures.js";
import { refusalKinds } from "./refusal.js";
import type { ProofSide } from "./proof-side.js";
import type { NewAnswer, NewResult, OldAnswer, OldResult, Request, Task } from "./task.js";

export interface Sides {
  readonly old: ProofSide<OldResult>;
  readonly fresh: ProofSide<NewResult>;
}

/** Where one side's program is. */
export type Program = Pick<Task, "folder" | "files" | "file">;

export interface Subject {
  readonly old: Program;
  readonly fresh: Program;
  readonly requests: readonly Request[];
  /** What both sides have in common: doubles, limits, network, artefacts. */
  readonly conditions: Omit<
    Task,
    | "folder"
    | "files"
    | "file"
    | "requests"
    | "path"
    | "describe"
    | "pickled"
    | "together"
    | "registration"
    | "cancelled"
  >;
  readonly pickled?: boolean;
  /** Which call of `start` is meant, where the worker makes several. */
  readonly registration?: number;
  /** What callers send inside the input that they sent beside it; asked of the app where it is not known. */
  readonly moved?: MovedKeys;
  /** The old worker's start, where it is known already that it fails. */
  readonly stuck?: OldResult | undefined;
}

/** What became of one request at one endpoint. */
export interface Row {
  readonly request: Request;
  readonly path: string;
  readonly old: OldAnswer;
  readonly fresh: NewAnswer;
  readonly comparison: Comparison;
}

export interface Proof {
  /** Why nothing could be compared: a side did not start. */
  readonly why: string | undefined;
  readonly loading: Comparison;
  /** Several requests at the same moment, where the worker took them so. */
  readonly together: Comparison;
  readonly rows: readonly Row[];
  /** Requests for which there was no time, or no living process. */
  readonly untried: readonly Request[];
  readonly old: OldResult;
  readonly fresh: readonly NewResult[];
}

/** Runs both sides on the same requests and compares every answer. */
export async function prove(given: Sides, asked: Subject): Promise<Proof> {
  const described = { ...asked.fresh, ...asked.conditions, requests: [] };
  const moved = await movedKeys(given.fresh, described, asked.requests);
  const sides = { ...given, fresh: withMovedKeys(given.fresh, moved) };
  const subject = { ...asked, moved };
  const first = await attempt(sides, subject);
  if (first.why !== undefined) return first;
  const proof = differsSomewhere(first) ? await secondThoughts(sides, subject, first) : first;
  const compared = new Set(proof.rows.map(({ request }) => request));
  const untried = subject.requests.filter((request) => !compared.has(request));
  if (differsSomewhere(proof)) return { ...proof, untried };
  const together = joined([
    await compareTogether(sides, subject, proof),
    await compareCancelled(sides, subject, proof),
  ]);
  return { ...proof, untried, together };
}

async function attempt(sides: Sides, subject: Subject): Promise<Proof> {
  const common = { ...subject.conditions, requests: subject.requests };
  const ran = subject.stuck ?? (await sides.old.run({ ...subject.old, ...common, ...registrationOf(subject) }));
  const old = ran.started ? ran : neverRan(ran, subject.requests);
  const paths = endpointsFor(old, subject);
  const fresh: NewResult[] = [];
  // What the worker had no time for cannot be compared.
  const requests = subject.requests.filter((_, index) => old.answers[index]?.ended !== "not tried");
  const asked = { ...subject.fresh, ...common, requests, pickled: subject.pickled ?? false };
  for (const path of paths) fresh.push(await sides.fresh.run({ ...asked, path }));
  const failed = fresh.find((result) => !result.started);
  if (failed !== undefined || (!old.started && isLacking(old))) return unproved(old, fresh, failed);
  return compareAll(sides, subject, old, fresh);
}

/**
 * Requests that reached the code of one side only (the model refused them, or the worker died of them) leave another
 * state behind: what differs is tried again without them. And whatever the old worker itself answers differently in a
 * second process is not the app's doing.
 */
async function secondThoughts(sides: Sides, subject: Subject, first: Proof): Promise<Proof> {
  const apart = new Set(first.rows.filter(reachedOneSide).map(({ request }) => request));
  const tried = new Set(first.rows.map(({ request }) => request));
  const requests = subject.requests.filter((request) => tried.has(request) && !apart.has(request));
  const rest = { ...subject, requests };
  const second = apart.size === 0 ? first : await attempt(sides, rest);
  if (second.why !== undefined) return second;
  const kept = first.rows.filter(({ request }) => apart.has(request));
  const ordered = (rows: readonly Row[]): readonly Row[] =>
    [...kept, ...rows].sort((a, b) => subject.requests.indexOf(a.request) - subject.requests.indexOf(b.request));
  if (!differsSomewhere(second)) return { ...second, rows: ordered(second.rows) };
  const again = await sides.old.run({ ...rest.old, ...rest.conditions, requests, ...registrationOf(rest) });
  const third = await compareAll(sides, rest, second.old, second.fresh, again);
  return { ...third, rows: ordered(third.rows) };
}

function reachedOneSide({ old, fresh }: Row): boolean {
  return refusalKinds(fresh) !== undefined || outcomeOf(old).kind === "silent" || fresh.status === undefined;
}

/** A handler that streams is at `/stream`; whoever aggregated, or answered at once, is at `/`. */
function endpointsFor(old: OldResult, { registration = 0 }: Subject): readonly string[] {
  const home = registration === 0 ? "" : `/${old.handler ?? ""}`;
  const plain = home === "" ? "/" : home;
  if (old.streams !== true) return [plain];
  return old.aggregates === true ? [`${home}/stream`, plain] : [`${home}/stream`];
}

/** What a task says of the registration that is meant. */
export function registrationOf({ registration = 0 }: Subject): Pick<Task, "registration"> {
  return registration === 0 ? {} : { registration };
}

/** Whether it was this machine that kept the worker from starting, and not the worker itself. */
function isLacking(old: OldResult): boolean {
  return (
    /^(ModuleNotFoundError|ImportError|FileNotFoundError)|ended before|was not ready/.test(old.why ?? "") ||
    (old.refused ?? []).length > 0
  );
}

/** A worker that never got as far as taking a job: RunPod never answered anything. */
function neverRan(old: OldResult, requests: readonly Request[]): OldResult {
  const why = `the worker never started: ${old.why ?? "unknown"}`;
  return { ...old, answers: requests.map(() => ({ ended: why })) };
}

function unproved(old: OldResult, fresh: readonly NewResult[], failed: NewResult | undefined): Proof {
  const parts = [
    ...(old.started ? [] : [`the old worker did not start: ${old.why ?? "unknown"}`]),
    ...(failed === undefined ? [] : [`the app did not start: ${failed.why ?? "unknown"}`]),
  ];
  const nothing = { loading: comparison([]), together: comparison([]), rows: [], untried: [] };
  return { why: parts.join("; "), ...nothing, old, fresh };
}

function differsSomewhere(proof: Proof): boolean {
  return proof.rows.some((row) => row.comparison.verdict === "differs");
}

async function compareAll(
  sides: Sides,
  subject: Subject,
  old: OldResult,
  fresh: readonly NewResult[],
  again?: OldResult,
): Promise<Proof> {
  const paths = endpointsFor(old, subject);
  const samePixels = await picturePairs(sides.fresh, old, fresh, subject.conditions.artefacts);
  const all = subject.requests.flatMap((request, index) =>
    paths.map((path, side): Row => {
      const pair: Pair = {
        old: old.answers[index] ?? {},
        fresh: fresh[side]?.answers[index] ?? {},
        again: again?.answers[index],
        refreshes: old.refreshes === true,
        samePixels,
      };
      const compared = joined([compareRow(path, pair), announcedMove(request, subject.moved ?? new Set())]);
      return { request, path, old: pair.old, fresh: pair.fresh, comparison: compared };
    }),
  );
  const rows = all.filter((row) => [row.old, row.fresh].every(({ ended }) => ended !== "not tried"));
  const loading = joined(fresh.map((result) => compareLoading(old.loadCalls, result.loadCalls)));
  return { why: undefined, loading, together: comparison([]), rows, untried: [], old, fresh };
}

/** One verdict for the whole, for whoever asks only that. */
export function verdictOf(proof: Proof): Comparison["verdict"] {
  if (proof.why !== undefined) return "differs";
  return joined([proof.loading, proof.together, ...proof.rows.map((row) => row.comparison)]).verdict;
}

/** The same verdict as a comparison, with every difference. */
export function summaryOf(proof: Proof): Comparison {
  if (proof.why !== undefined) return differs(proof.why);
  return joined([proof.loading, proof.together, ...proof.rows.map((row) => row.comparison)]);
}
