import { stringValue } from "../../python/literals.js";
import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { statementOf } from "../../python/queries.js";
import type { Part } from "../../python/rewriter.js";
import { bindArguments } from "./arguments.js";
import { decision, explain, note, replace, rewrite } from "./build.js";
import { jobForms } from "./endpoint-handle.js";
import { ASYNC_ENDPOINT, CLIENT, ENDPOINT, markUse, receiverOf, texts, type Replace } from "./endpoint-parts.js";
import { streamsOnly } from "./endpoint-stream.js";
import type { LocalRewrite } from "./local-rewrite.js";
import { isManagementCall } from "./management-api.js";
import { importAs } from "./names.js";
import { requestArguments } from "./request-arguments.js";
import { isStep, type SdkUse } from "./sdk-uses.js";
import { deleteStatement, markLine, removeWithItem } from "./statements.js";

/** What a client does with RunPod's SDK, by the name of what it uses. */
const FORMS: Readonly<Record<string, Replace | undefined>> = {
  "runpod.api_key": replaceKey,
  "runpod.endpoint_url_base": explainBase,
  [ENDPOINT]: (module, use) => replaceType(module, use, "str"),
  [ASYNC_ENDPOINT]: (module, use) => replaceType(module, use, "str"),
  "runpod.Job": (module, use) => replaceType(module, use, "SyncRequestHandle"),
  "runpod.AsyncioJob": (module, use) => replaceType(module, use, "AsyncRequestHandle"),
  [`${ENDPOINT}()`]: replaceEndpoint,
  [`${ASYNC_ENDPOINT}()`]: replaceEndpoint,
  [`${ENDPOINT}().run_sync()`]: replaceRunSync,
  [`${ENDPOINT}().run()`]: replaceRun,
  [`${ASYNC_ENDPOINT}().run()`]: replaceRun,
  "runpod.http_client.AsyncClientSession()": replaceSession,
  ...methodsOf(`${ENDPOINT}()`, endpointMethod),
  ...methodsOf(`${ASYNC_ENDPOINT}()`, endpointMethod),
  ...jobForms(`${ENDPOINT}().run()`),
  ...jobForms(`${ASYNC_ENDPOINT}().run()`),
};

function methodsOf(owner: string, form: Replace): Readonly<Record<string, Replace>> {
  return Object.fromEntries(["health()", "purge_queue()", "rp_client"].map((name) => [`${owner}.${name}`, form]));
}

/** RunPod's endpoint client becomes fal's: submit, subscribe and stream instead of run, run_sync and polling. */
export function findEndpointClients(module: PythonModule, uses: readonly SdkUse[]): readonly LocalRewrite[] {
  const found: LocalRewrite[] = [];
  for (const use of uses) {
    const isCall = use.name.endsWith("()");
    if (isCall && use.node.type !== "call") continue;
    const form = FORMS[use.name] ?? (use.name.startsWith("runpod.error.") ? replaceError : undefined);
    const rewritten = form?.(module, use, uses);
    if (rewritten !== undefined) found.push(rewritten);
  }
  return found;
}

/** `runpod.api_key = …`: fal's client reads FAL_KEY itself. */
function replaceKey(module: PythonModule, { node }: SdkUse, uses: readonly SdkUse[]): LocalRewrite | undefined {
  // What manages RunPod's account stays as it is, and needs the key.
  if (uses.some(isManagementCall)) return undefined;
  const message = "RunPod's client is given its key; `fal_client` reads it from the environment variable `FAL_KEY`.";
  const assignment = node.parent?.type === "assignment" && node.fieldName === "left" ? node.parent : undefined;
  if (assignment === undefined) {
    const os = importAs(module, "import os");
    const replacement = replace(node, `${os.name}.environ["FAL_KEY"]`);
    return rewrite(node, texts(message, "Read FAL_KEY"), [replacement], { safety: "review", imports: [os] });
  }
  const isLiteral = stringValue(assignment.field("right")) !== undefined;
  const reason = "set the environment variable FAL_KEY to a key of your fal account";
  return rewrite(node, texts(message, "Leave it to FAL_KEY"), [deleteStatement(module, statementOf(node), uses)], {
    safety: "review",
    remark: isLiteral ? decision(`${reason}; the RunPod key was written into the code`) : note(reason),
  });
}

function explainBase(_module: PythonModule, use: SdkUse): LocalRewrite | undefined {
  if (isStep(use)) return undefined;
  const message =
    "`fal_client` finds its servers itself; the variables `FAL_RUN_HOST` and `FAL_QUEUE_RUN_HOST` change them.";
  return explain(use.node, texts(message, "Remove the address"));
}

function replaceType(module: PythonModule, use: SdkUse, type: string): LocalRewrite | undefined {
  if (isStep(use)) return undefined;
  const client = importAs(module, CLIENT);
  const name = type === "str" ? type : `${client.name}.${type}`;
  const message = "fal's client has no endpoint objects: the app's id is a string, a request a handle.";
  const imports = type === "str" ? [] : [client];
  return rewrite(use.node, texts(message, `Use ${name}`), [replace(use.node, name)], { imports });
}

/** `runpod.Endpoint("id")` becomes the id itself, which must be made an app's. */
function replaceEndpoint(module: PythonModule, { node }: SdkUse): LocalRewrite {
  const [given] = node.field("arguments")?.namedChildren ?? [];
  const id = given?.type === "keyword_argument" ? given.field("value") : given;
  const message = "A RunPod endpoint has an id of its own; on fal, an app is called by its name, `owner/app-name`.";
  if (id === undefined || id.is("list_splat", "dictionary_splat"))
    return explain(node, texts(message, "Give the app's name"));
  const isApp = /^[^/\s]+\/[^/\s]+/.test(stringValue(id) ?? "");
  const reason = `write "owner/app-name" for ${id.text}, because that is the id of a RunPod endpoint`;
  const mark = stringValue(id) !== undefined && !isApp ? markLine(module, node, reason) : [];
  return rewrite(node, texts(message, "Call the fal app by its name"), [replace(node, id), ...mark], {
    safety: "review",
    remark: isApp
      ? undefined
      : decision(`${id.text} names a RunPod endpoint: give the id of the fal app, "owner/app-name"`),
  });
}

const RUN_MESSAGE = {
  submit: "`run` queues a job on RunPod; on fal, `fal_client.submit` does and returns a handle.",
  subscribe:
    "`run_sync` waits for a job on RunPod; on fal, `fal_client.subscribe` waits and raises when the app fails.",
} as const;

function replaceRunSync(module: PythonModule, { node }: SdkUse): LocalRewrite {
  const given = bindArguments(node, ["request_input", "timeout"]);
  const timeout = given?.get("timeout");
  const payload = given?.get("request_input");
  const subject = texts(RUN_MESSAGE.subscribe, "Call fal_client.subscribe");
  if (payload === undefined) return explain(node, subject);
  const request = requestArguments(module, payload);
  const client = importAs(module, CLIENT);
  const end = timeout === undefined ? [")"] : [", client_timeout=", timeout, ")"];
  const parts = [`${client.name}.subscribe(`, ...receiverOf(node), ", arguments=", ...request.parts, ...end];
  return rewrite(node, subject, [replace(node, ...parts)], {
    safety: "review",
    imports: [client],
    definitions: request.definitions,
    remark: remarkOn(request.dropped, "a failed request now raises FalClientHTTPError; run_sync returned None"),
  });
}

function replaceRun(module: PythonModule, use: SdkUse): LocalRewrite {
  const { node, name } = use;
  const isAsync = name.startsWith(ASYNC_ENDPOINT);
  const given = bindArguments(node, [isAsync ? "endpoint_input" : "request_input"]);
  const payload = given === undefined ? undefined : [...given.values()][0];
  const subject = texts(RUN_MESSAGE.submit, "Call fal_client.submit");
  if (payload === undefined) return explain(node, subject);
  const request = requestArguments(module, payload);
  const client = importAs(module, CLIENT);
  const streams = streamsOnly(module, node);
  const method = (streams ? "stream" : "submit") + (isAsync ? "_async" : "");
  const webhook = request.webhook === undefined || streams ? [] : [", webhook_url=", request.webhook];
  const parts: readonly Part[] = [
    `${client.name}.${method}(`,
    ...receiverOf(node),
    ", arguments=",
    ...request.parts,
    ...webhook,
    ")",
  ];
  const replaced = streams && node.parent?.type === "await" ? node.parent : node;
  const isDoubled = isAsync && request.isUnwrapped;
  return rewrite(node, subject, [replace(replaced, ...parts)], {
    safety: "review",
    severity: isDoubled ? "warning" : "information",
    imports: [client],
    definitions: request.definitions,
    remark: isDoubled ? note(DOUBLED) : remarkOn(request.dropped, undefined),
  });
}

const DOUBLED =
  'AsyncioEndpoint.run wraps what it is given, so the worker saw {"input": {"input": …}}; fal is given the inner input';

function remarkOn(dropped: readonly string[], reason: string | undefined): LocalRewrite["remark"] {
  const keys = dropped.length === 0 ? [] : [`${dropped.join(", ")}: fal's client has no such argument`];
  const reasons = [...(reason === undefined ? [] : [reason]), ...keys];
  return reasons.length === 0 ? undefined : note(reasons.join("; "));
}

function endpointMethod(module: PythonModule, { node }: SdkUse): LocalRewrite {
  const message =
    "`fal_client` neither reports the health of an app nor empties its queue; `fal apps` and fal's platform API do.";
  return markUse(module, node, texts(message, "Use `fal apps runners` or the platform API"));
}

function replaceError(module: PythonModule, use: SdkUse): LocalRewrite | undefined {
  if (isStep(use)) return undefined;
  const client = importAs(module, CLIENT);
  const message = "RunPod's client has errors of its own; those of `fal_client` are `FalClientError` and its kinds.";
  const replacement = replace(use.node, `${client.name}.FalClientError`);
  return rewrite(use.node, texts(message, "Catch FalClientError"), [replacement], {
    safety: "review",
    imports: [client],
  });
}

/** The session that RunPod's asynchronous client is given: fal's has its own. */
function replaceSession(module: PythonModule, { node }: SdkUse, uses: readonly SdkUse[]): LocalRewrite {
  const message = "RunPod's asynchronous client needs a session; `fal_client` opens its own.";
  const item = node.parent?.type === "as_pattern" ? node.parent.parent : node.parent;
  const target = node.parent?.type === "as_pattern" ? node.parent.field("alias")?.namedChildren[0] : undefined;
  const unwrapped =
    item?.type === "with_item" && isOnlyForClient(module, target, uses) ? removeWithItem(module, item) : undefined;
  if (unwrapped !== undefined) return rewrite(node, texts(message, "Remove the session"), unwrapped);
  const aiohttp = importAs(module, "import aiohttp");
  const session = replace(node, `${aiohttp.name}.ClientSession()`);
  return rewrite(node, texts(message, "Open an aiohttp session"), [session], { imports: [aiohttp] });
}

/** Whether only RunPod's client is given the session. */
function isOnlyForClient(module: PythonModule, session: PyNode | undefined, uses: readonly SdkUse[]): boolean {
  if (session === undefined) return true;
  const references = module.scopes.bindingOf(session)?.references ?? [];
  return references.every(({ node, role }) => {
    const call = node.parent?.type === "argument_list" ? node.parent.parent : undefined;
    return role === "bind" || uses.some((use) => use.node === call && use.name === `${ASYNC_ENDPOINT}()`);
  });
}
