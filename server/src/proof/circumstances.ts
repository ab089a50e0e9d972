import { brief } from "./json.js";
import { outcomeOf } from "./outcome.js";
import type { Verification } from "./verification.js";

const mostListed = 8;

const openToTheNetwork =
  "The commands were served for real: they were bounded in time, memory and files, but not kept from the network.";

/** In sentences, what a reader has to know to judge a verification: what was replaced, left out, or not reached. */
export function circumstances(verification: Verification): readonly string[] {
  const { lacking, placeholders, proof } = verification;
  const results = [proof.old, ...proof.fresh];
  const programs = results.flatMap((result) => result.programs ?? []);
  const services = results.flatMap((result) => result.services ?? []);
  const folders = results.flatMap((result) => result.folders ?? []);
  const refused = results.flatMap((result) => result.refused ?? []);
  return [
    ...listed("Not installed, replaced by recording doubles on both sides:", lacking.doubled),
    ...listed("Not installed, replaced by a program that ends well, on both sides:", programs),
    ...listed("Nobody answered at these addresses; a recording double did, on both sides:", services),
    ...listed("Written in a temporary place instead of these folders, on both sides:", folders),
    ...listed("Not set in the environment, given placeholders on both sides:", placeholders),
    ...listed("Kept from the code under test:", refused),
    ...(verification.served ? [openToTheNetwork] : []),
    ...uncontained(proof),
    ...untried(verification),
    ...unanswered(verification),
  ];
}

function listed(text: string, values: readonly string[]): readonly string[] {
  const distinct = [...new Set(values)].sort();
  const more = distinct.length > mostListed ? ` and ${String(distinct.length - mostListed)} more` : "";
  return distinct.length === 0 ? [] : [`${text} ${distinct.slice(0, mostListed).join(", ")}${more}`];
}

/** Python's own fence does not hold for other programs. */
function uncontained({ old, fresh }: Verification["proof"]): readonly string[] {
  if ([old, ...fresh].every(({ contained }) => contained !== false)) return [];
  return ["This system cannot keep programs that the code starts from changing files; Python itself was kept from it."];
}

function untried({ proof, sources }: Verification): readonly string[] {
  if (proof.why !== undefined || proof.untried.length === 0) return [];
  const count = `${String(proof.untried.length)} of ${String(sources.size)} inputs`;
  return [`${count} were not tried: the worker took too long, or ended too often.`];
}

/** Where every job failed, equal errors say nothing about answers. */
function unanswered({ proof }: Verification): readonly string[] {
  if (proof.rows.length === 0) return [];
  const outcomes = proof.rows.map(({ old }) => outcomeOf(old));
  if (outcomes.some(({ kind }) => kind === "completed")) return [];
  const told = outcomes.flatMap((outcome) =>
    outcome.kind === "failed" ? [brief(outcome.fault?.message ?? outcome.error, 200)] : [],
  );
  const reason = told.length === 0 ? "" : ` (mostly: ${mostFrequent(told)})`;
  return [
    `No input was answered by the old worker, so only errors were compared${reason}. Name inputs that work with --inputs.`,
  ];
}

function mostFrequent(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? "";
}
