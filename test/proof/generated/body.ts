import { chooseAccess } from "./access.js";
import { chooseAnswer, wrapped } from "./answers.js";
import type { Field } from "./fields.js";
import { chooseGuard, chooseGuardOfAll } from "./guards.js";
import { chooseRead } from "./reads.js";
import { chooseRemark } from "./remarks.js";
import { chooseProduct } from "./products.js";
import { chooseShortcut } from "./shortcuts.js";
import { indented, type Lines, type Scene } from "./sketch.js";
import { chooseState } from "./state.js";
import { chooseValues } from "./values.js";

/** Where a handler leaves the rest to another function, and what it hands on. */
type Delegation = "none" | "job" | "input" | "values" | "keywords" | "job and input";

const delegations: readonly Delegation[] = [
  ...(["none", "none", "none", "none", "none"] as const),
  ...(["job", "input", "input", "values", "values", "keywords", "job and input"] as const),
];

/** The statements of a handler that gets its job as `job`. */
export function handlerBody(scene: Scene, job: string): Lines {
  const delegation = scene.choices.pick("delegation", delegations);
  return delegatedBody(scene, job, delegation);
}

function delegatedBody(scene: Scene, job: string, delegation: Delegation): Lines {
  if (delegation === "job") {
    const name = scene.choices.pick("delegated job", ["job", "event", "payload"]);
    const body = handed(scene, `process(${job})`);
    define(scene, [name], fromJob({ ...scene, job: name }, name, "none"));
    return wrapped(scene, "wrapped call", body);
  }
  return fromJob({ ...scene, job }, job, delegation);
}

/** All that a function does which has the job. */
function fromJob(scene: Scene, job: string, delegation: Delegation): Lines {
  const name = scene.choices.pick("input name", ["job_input", "inp", "params_in", "values_in", "body"]);
  const remark = chooseRemark(scene);
  const access = chooseAccess(scene, job, name === job ? "inp" : name);
  const inner: Scene = { ...scene, job: access.job, input: access.input };
  const shortcut = access.held === undefined ? chooseShortcut(inner, access.input) : [];
  const rest = fromInput(inner, access.held, delegation);
  const isInside = scene.choices.chance("wrapped access", 0.5);
  const body = isInside
    ? wrapped(scene, "wrapped", [...remark, ...access.lines, ...shortcut, ...rest.lines])
    : [...remark, ...access.lines, ...shortcut, ...wrapped(scene, "wrapped", rest.lines)];
  return [...rest.declarations, ...body];
}

interface Rest {
  readonly declarations: Lines;
  readonly lines: Lines;
}

function fromInput(scene: Scene, held: ReadonlyMap<Field, string> | undefined, delegation: Delegation): Rest {
  const { input = "{}", job } = scene;
  if (held === undefined && (delegation === "input" || delegation === "job and input")) {
    const withJob = delegation === "job and input" && job !== undefined;
    const parameters = [...(withJob ? ["job_ref"] : []), "data"];
    const rest = readAndWork({ ...scene, job: withJob ? "job_ref" : undefined, input: "data" }, undefined, "none");
    define(scene, parameters, [...rest.declarations, ...rest.lines]);
    const handedOn = [...(withJob ? [job] : []), input].join(", ");
    return { declarations: [], lines: handed(scene, `process(${handedOn})`) };
  }
  if (held === undefined && delegation === "keywords") return byKeywords(scene, input);
  return readAndWork(scene, held, delegation);
}

/** `process(**job_input)`: the fields are parameters. */
function byKeywords(scene: Scene, input: string): Rest {
  const fields = scene.fields.filter(({ key, variable }) => key === variable);
  const parameters = fields.map(({ variable, fallback }) => `${variable}=${fallback}`);
  const values = new Map(fields.map((field) => [field, field.variable]));
  const rest = work({ ...scene, job: undefined, input: "others" }, values);
  define(scene, [...parameters, "**others"], [...rest.declarations, ...rest.lines]);
  return { declarations: [], lines: handed(scene, `process(**${input})`) };
}

function readAndWork(scene: Scene, held: ReadonlyMap<Field, string> | undefined, delegation: Delegation): Rest {
  const isHeld = held !== undefined;
  const lines: string[] = [...(isHeld ? [] : chooseGuardOfAll(scene))];
  const values = new Map<Field, string>();
  for (const field of held?.keys() ?? scene.fields) {
    const read = held === undefined ? chooseRead(scene, field, scene.input ?? "{}") : undefined;
    const expression = read?.expression ?? held?.get(field) ?? "None";
    values.set(field, expression);
    lines.push(...(read?.lines ?? []), ...chooseGuard(scene, field, expression));
  }
  if (delegation !== "values") {
    const rest = work(scene, values);
    return { declarations: rest.declarations, lines: [...lines, ...rest.lines] };
  }
  const parameters = new Map([...values].map(([field]) => [field, field.variable]));
  const rest = work({ ...scene, job: undefined, input: "{}" }, parameters);
  define(scene, [...parameters.values()], [...rest.declarations, ...rest.lines]);
  return { declarations: [], lines: [...lines, ...handed(scene, `process(${[...values.values()].join(", ")})`)] };
}

function work(scene: Scene, values: ReadonlyMap<Field, string>): Rest {
  const made = chooseValues(scene, values);
  const state = chooseState(scene, [...values.values()][0] ?? '"none"');
  const entries = [...made.entries];
  if (state.shown !== undefined) entries.push({ key: "state", expression: state.shown });
  if (scene.job !== undefined && scene.choices.chance("answers the id", 0.12))
    entries.push({ key: "job", expression: `${scene.job}["id"]` });
  const product = chooseProduct(scene, [...values.values()][0] ?? '"none"');
  if (product.entry !== undefined) entries.push({ key: product.entry[0], expression: product.entry[1] });
  const body = [...made.lines, ...state.lines, ...product.lines, ...chooseAnswer(scene, entries)];
  return { declarations: state.declarations, lines: wrapped(scene, "wrapped work", body) };
}

/** The call that hands everything on, as the last of a function's statements. */
function handed(scene: Scene, call: string): Lines {
  const { isGenerator, isAsync } = scene;
  if (isGenerator) return isAsync ? [`async for event in ${call}:`, "    yield event"] : [`yield from ${call}`];
  const value = isAsync ? `await ${call}` : call;
  return scene.choices.chance("handed result", 0.4) ? [`result = ${value}`, "return result"] : [`return ${value}`];
}

function define(scene: Scene, parameters: Lines, body: Lines): void {
  const prefix = scene.isAsync ? "async " : "";
  scene.sketch.define(`${prefix}def process(${parameters.join(", ")}):`, ...indented(body));
}
