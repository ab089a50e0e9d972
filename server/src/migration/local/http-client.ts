import { bindsOf, onlyBind } from "../../python/bindings.js";
import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { keywordArgument, positionalArguments, statementOf } from "../../python/queries.js";
import type { Part } from "../../python/rewriter.js";
import { decision, replace, rewrite } from "./build.js";
import { readAddress, type AddressVariable, type EndpointAddress } from "./http-address.js";
import { envelopeFunction } from "./http-envelopes.js";
import { responseEdits, type ResponseEdits } from "./http-response.js";
import type { Definition, LocalRewrite, Replacement } from "./local-rewrite.js";
import { importAs } from "./names.js";
import { requestArguments } from "./request-arguments.js";
import { removeImports } from "./runpod-imports.js";
import { deleteStatement, markLine } from "./statements.js";
import { valueName } from "./values.js";

/** A request to a RunPod endpoint that is written by hand. */
interface HandRequest {
  readonly call: PyNode;
  readonly address: EndpointAddress;
  readonly isAsync: boolean;
  readonly response: ResponseEdits;
}

/** Changes that belong together. */
interface Changes {
  readonly replacements: readonly Replacement[];
  readonly imports: readonly string[];
  readonly definitions: readonly Definition[];
  readonly dropped: readonly string[];
}

const CALLEE =
  /^(?:requests|requests\.(?:Session|session)\(\)|httpx|httpx\.Client\(\)|(httpx\.AsyncClient\(\)|aiohttp\.ClientSession\(\)))\.(post|get)$/;

/**
 * One rewrite for each of the given addresses of RunPod, which all change all requests that the module writes by hand
 * to `/run`, `/runsync`, `/status` and `/cancel`: a job that one request queues is asked for by another. Undefined
 * where one of the addresses is used otherwise, so that a person must look at it.
 */
export function rewriteHandRequests(
  module: PythonModule,
  addresses: readonly PyNode[],
): readonly LocalRewrite[] | undefined {
  const requests = [...module.root.walk()].flatMap((node) => readRequest(module, node) ?? []);
  const variables = distinct(requests.flatMap(({ address }) => address.variables));
  const derived = variables.filter(({ application }) => application === undefined);
  const isWhole =
    requests.length > 0 &&
    addresses.every((text) => isCovered(text, requests, variables)) &&
    variables.every(({ reads, application }) =>
      reads.every((read) => isCovered(read, requests, derived) || (application !== undefined && isShown(read))),
    );
  if (!isWhole) return undefined;
  const changes = requests.map((request) => rewriteRequest(module, request));
  const all: Changes = {
    replacements: once([
      ...changes.flatMap(({ replacements }) => replacements),
      ...variables.flatMap((variable) => rewriteVariable(module, variable)),
      ...leftovers(module, requests),
    ]),
    imports: changes.flatMap(({ imports }) => imports),
    definitions: changes.flatMap(({ definitions }) => definitions),
    dropped: changes.flatMap(({ dropped }) => dropped),
  };
  return addresses.map((address) => asRewrite(module, address, all));
}

/** Requests whose answers share a variable ask for the same changes where it is read. */
function once(replacements: readonly Replacement[]): readonly Replacement[] {
  const key = ({ span, parts }: Replacement): string => JSON.stringify([span, parts]);
  return [...new Map(replacements.map((replacement) => [key(replacement), replacement])).values()];
}

function asRewrite(module: PythonModule, address: PyNode, changes: Changes): LocalRewrite {
  const { replacements, imports, definitions, dropped } = changes;
  const lost = dropped.length === 0 ? [] : [`fal's client has no argument for ${[...new Set(dropped)].join(", ")}`];
  const caught = CATCHES.test(module.source)
    ? ["catch `fal_client.FalClientError` where errors of the HTTP library are caught"]
    : [];
  const reasons = [
    'give the id of the fal app, "owner/app-name", for the RunPod endpoint',
    "set FAL_KEY",
    ...caught,
    ...lost,
  ];
  const built = rewrite(address, TEXTS, replacements, {
    safety: "review",
    severity: "warning",
    definitions,
    remark: decision(reasons.join("; ")),
  });
  return { ...built, imports };
}

const CATCHES = /\bexcept\b[^:\n]*\b(?:requests|httpx|aiohttp)\b/;

function isCovered(text: PyNode, requests: readonly HandRequest[], variables: readonly AddressVariable[]): boolean {
  return requests.some(({ call }) => call.contains(text)) || variables.some(({ value }) => value.contains(text));
}

/** Whether a variable is only printed or logged: it then tells the app's id. One that goes away cannot be. */
function isShown(read: PyNode): boolean {
  for (let node = read.ancestor("call"); node !== undefined; node = node.ancestor("call"))
    if (/^(?:print|log(?:ging|ger)?\.\w+)$/.test(node.field("function")?.text ?? "")) return true;
  return false;
}

function distinct(variables: readonly AddressVariable[]): readonly AddressVariable[] {
  return variables.filter(({ value }, index) => variables.findIndex((other) => other.value === value) === index);
}

function readRequest(module: PythonModule, node: PyNode): HandRequest | undefined {
  const request = requestOf(module, node);
  const response =
    request === undefined ? undefined : responseEdits(module, node, (call) => requestOf(module, call) !== undefined);
  return request === undefined || response === undefined ? undefined : { ...request, response };
}

function requestOf(module: PythonModule, call: PyNode): Omit<HandRequest, "response"> | undefined {
  const callee = call.type === "call" ? call.field("function") : undefined;
  const method = callee?.field("attribute")?.text;
  if (callee === undefined || (method !== "post" && method !== "get")) return undefined;
  const [matched, asyncClient] = CALLEE.exec(valueName(module, callee) ?? "") ?? [];
  const url = positionalArguments(call)[0] ?? keywordArgument(call, "url");
  const address = matched === undefined || url === undefined ? undefined : readAddress(module, url);
  if (address === undefined) return undefined;
  const sends = address.operation === "run" || address.operation === "runsync";
  if (sends && (method !== "post" || payloadOf(call) === undefined)) return undefined;
  return { call, address, isAsync: asyncClient !== undefined };
}

/** `json={…}`, or `data=json.dumps({…})`. */
function payloadOf(call: PyNode): PyNode | undefined {
  const json = keywordArgument(call, "json");
  if (json !== undefined) return json;
  const data = keywordArgument(call, "data") ?? keywordArgument(call, "content");
  const isDump = data?.type === "call" && data.field("function")?.text === "json.dumps";
  return isDump ? positionalArguments(data)[0] : undefined;
}

const TEXTS = {
  rule: "endpoint-http",
  message: "This request is sent to a RunPod endpoint; on fal, `fal_client` calls an app by its name, `owner/app`.",
  title: "Call the fal app with fal_client",
} as const;

function rewriteRequest(module: PythonModule, { call, address, isAsync, response }: HandRequest): Changes {
  const { application, operation, job } = address;
  const payload = job === undefined ? payloadOf(call) : undefined;
  const sent = payload === undefined ? undefined : requestArguments(module, payload);
  const isPlain = operation === "runsync" && response.isOutputAlone;
  const client = importAs(module, "import fal_client");
  const definition = isPlain ? undefined : envelopeFunction(module, operation, isAsync);
  const name = definition?.name ?? `${client.name}.subscribe${isAsync ? "_async" : ""}`;
  const timeout = operation === "runsync" ? timeoutOf(call) : undefined;
  const limit = timeout === undefined ? [] : [isPlain ? ", client_timeout=" : ", timeout=", timeout];
  const webhook = sent?.webhook === undefined || operation !== "run" ? [] : [", webhook_url=", sent.webhook];
  const given: readonly Part[] = job === undefined ? [", arguments=", ...(sent?.parts ?? ["{}"])] : [", ", job];
  const parts: readonly Part[] = [
    `${isAsync ? "await " : ""}${name}(`,
    application,
    ...given,
    ...webhook,
    ...limit,
    ")",
  ];
  const mark = typeof application === "string" ? markLine(module, call, APP_ID) : [];
  return {
    replacements: [...response.put(parts), ...response.edits, ...mark],
    imports: isPlain ? [client.statement] : [],
    definitions: [...(definition === undefined ? [] : [definition]), ...(sent?.definitions ?? [])],
    dropped: sent?.dropped ?? [],
  };
}

const APP_ID = 'write "owner/app-name", because that is the id of a RunPod endpoint';

/** How long a caller waits, where it is one number. */
function timeoutOf(call: PyNode): PyNode | undefined {
  const timeout = keywordArgument(call, "timeout");
  return timeout?.is("integer", "float", "identifier", "attribute") === true ? timeout : undefined;
}

function rewriteVariable(module: PythonModule, { value, application }: AddressVariable): readonly Replacement[] {
  if (application === undefined) return [deleteStatement(module, statementOf(value), [])];
  const mark = typeof application === "string" ? markLine(module, value, APP_ID) : [];
  return [replace(value, application), ...mark];
}

/** Headers and imports that nothing else than the requests used. */
function leftovers(module: PythonModule, requests: readonly HandRequest[]): readonly Replacement[] {
  const isGone = (node: PyNode): boolean => requests.some(({ call }) => call.contains(node));
  const headers = requests.flatMap(({ call }) => keywordArgument(call, "headers") ?? []);
  const bindings = new Set(
    headers.flatMap((node) => (node.type === "identifier" ? module.scopes.bindingOf(node) : undefined) ?? []),
  );
  const statements = [...bindings].flatMap((binding) => {
    const bind = onlyBind(binding);
    const isUnused = binding.references.every(({ node, role }) => role !== "read" || isGone(node));
    return bind?.parent?.type === "assignment" && isUnused ? [statementOf(bind)] : [];
  });
  const imports = module.names.imports.filter(({ module: name, local }) => {
    const binding = HTTP_LIBRARIES.has(name) ? module.scopes.module.bindings.get(local) : undefined;
    const reads = binding?.references.filter(({ role }) => role === "read") ?? [];
    return reads.length > 0 && bindsOf(binding).length === 1 && reads.every(({ node }) => isGone(node));
  });
  return [...statements.map((statement) => deleteStatement(module, statement, [])), ...removeImports(module, imports)];
}

const HTTP_LIBRARIES: ReadonlySet<string> = new Set(["requests", "httpx"]);
