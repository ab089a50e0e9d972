/** The language server as a program: `--stdio` for any editor, `--node-ipc` for VS Code. */
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import {
  createConnection,
  LSPErrorCodes,
  ProposedFeatures,
  StreamMessageReader,
  type Connection,
  type ConnectionOptions,
  Message,
  type ResponseMessage,
} from "./lsp/language-server.js";
import { outlineApps } from "./lsp/app-outline.js";
import type { Engine, RuleText } from "./lsp/engine.js";
import { serve } from "./lsp/server.js";
import { WholeMessageWriter } from "./lsp/whole-message-writer.js";
import { check, migrate } from "./migration/engine.js";
import { RULES } from "./migration/rules/index.js";
import type { RuleName } from "./migration/rules/names.js";
import { isValidPython, loadPython } from "./python/parser.js";

/** A message that takes longer than this to arrive never will: its announced length was wrong. Milliseconds. */
const LONGEST_MESSAGE = 30_000;

const options: ConnectionOptions = { connectionStrategy: { cancelUndispatched: cancelled } };

/**
 * How much a heap may grow before V8 collects it again, in percent of what lived through the last collection. V8's own
 * choice lets the garbage of many opened documents pile up to half of all memory; typing costs the same either way.
 */
const HEAP_GROWTH = 20;

main();

function main(): void {
  setFlagsFromString(`--heap-growing-percent=${String(HEAP_GROWTH)}`);
  const connection = process.argv.includes("--node-ipc")
    ? createConnection(ProposedFeatures.all, options)
    : overStdio();
  // A promise that nobody waits for must not take the server down with it.
  process.on("unhandledRejection", (reason) => {
    connection.console.error(reason instanceof Error ? (reason.stack ?? reason.message) : String(reason));
  });
  serve({ connection, loadEngine, fail });
}

/** Standard input and output are the default: every editor can start that. */
function overStdio(): Connection {
  const reader = new StreamMessageReader(process.stdin);
  const connection = createConnection(ProposedFeatures.all, reader, new WholeMessageWriter(process.stdout), options);
  // Where a header is broken, nobody knows where the next message starts: a server that stayed would be deaf.
  // A body that is no JSON costs that message only.
  reader.onError((error) => {
    if (!(error instanceof SyntaxError)) fail(error.message);
  });
  reader.partialMessageTimeout = LONGEST_MESSAGE;
  reader.onPartialMessage(() => {
    fail("A message did not arrive whole.");
  });
  reader.onClose(() => process.exit(0));
  return connection;
}

/** Both WebAssembly files lie beside the bundle. */
async function loadEngine(): Promise<Engine> {
  const beside = (name: string): string => join(__dirname, name);
  await loadPython({ runtime: beside("web-tree-sitter.wasm"), grammar: beside("tree-sitter-python.wasm") });
  return { check, migrate, rule: ruleText, isValid: isValidPython, apps: outlineApps };
}

function ruleText(name: RuleName): RuleText | undefined {
  return RULES.find((rule) => rule.name === name);
}

/** A request that is withdrawn before its turn has come is not worked on. */
function cancelled(message: Message): ResponseMessage | undefined {
  if (!Message.isRequest(message) || message.method === "initialize" || message.method === "shutdown") return undefined;
  return {
    jsonrpc: "2.0",
    id: message.id,
    error: { code: LSPErrorCodes.RequestCancelled, message: "Cancelled." },
  };
}

/** Ends the process with an error, so that the client starts a new one and sends it its documents. */
function fail(reason: string): void {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}
