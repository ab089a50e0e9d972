import { findFooting, type Conditions, type Footing } from "./footing.js";
import { candidateInputs, generatedInputs, likeliestInput } from "./generated-inputs.js";
import { inputsBeside, type SourcedInput } from "./input-files.js";
import { inputFields, type InputField } from "./input-schema.js";
import { isObject } from "./json.js";
import type { Program, Sides } from "./prove.js";
import { requestsOf } from "./requests.js";

export interface InputQuestion {
  readonly old: Program;
  readonly fresh: Program;
  /** The endpoint that takes the inputs; by default `/`, or `/stream` where there is no other. */
  readonly path?: string;
  /** Inputs that a person named: then there are no others. */
  readonly named: readonly SourcedInput[] | undefined;
  readonly seed: number;
  readonly variables: readonly string[];
  readonly conditions: Conditions;
}

export interface Inputs {
  readonly inputs: readonly SourcedInput[];
  readonly footing: Footing;
}

/** The inputs that were named; else what lies beside the app, and variations of what the old worker answers. */
export async function inputsFor(sides: Sides, question: InputQuestion): Promise<Inputs> {
  const { old, fresh, named, seed, variables, conditions } = question;
  if (named !== undefined) {
    const requests = requestsOf(named.map(({ value }) => value));
    return { inputs: named, footing: await findFooting(sides.old, old, requests, variables, conditions) };
  }
  const samples = inputsBeside(`${fresh.folder ?? "."}/${fresh.file}`);
  const fields = await fieldsOf(sides, question);
  const candidates = requestsOf(candidateInputs(fields, samples).map((input) => ({ input })));
  const footing = await findFooting(sides.old, old, candidates, variables, conditions);
  const answered = footing.answered?.input;
  const base = isObject(answered) ? answered : likeliestInput(fields, samples);
  const generated = generatedInputs(fields, samples, seed, base);
  return { inputs: [...samples, ...generated], footing };
}

/** The fields of the app's own input model. */
async function fieldsOf(sides: Sides, { fresh, path, conditions }: InputQuestion): Promise<readonly InputField[]> {
  const task = { ...fresh, requests: [], describe: true, doubles: conditions.doubles ?? [] };
  const { openapi = {}, endpoints = [] } = await sides.fresh.run(task);
  return inputFields(openapi, path ?? (endpoints.includes("/") ? "/" : "/stream"));
}
