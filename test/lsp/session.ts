import { afterEach } from "vitest";
import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type InitializeParams,
} from "vscode-languageserver/node";
import type { Engine } from "../../server/src/lsp/engine.js";
import { serve } from "../../server/src/lsp/server.js";
import { loadGrammar } from "../environment/workspace.js";
import { crossedWires, Editor } from "./editor.js";
import { smallEngine } from "./small-engine.js";

export interface SessionOptions {
  readonly capabilities?: ClientCapabilities;
  readonly parameters?: Partial<InitializeParams>;
  readonly settings?: unknown;
  /** How the engine comes to be there; the small one, loaded at once, by default. */
  readonly loadEngine?: () => Promise<Engine>;
  readonly fail?: (reason: string) => void;
}

const editors: Editor[] = [];

afterEach(() => {
  for (const editor of editors.splice(0)) editor.dispose();
});

/** An editor that is connected to a server in this process and has said hello. It is closed behind the test. */
export async function connect(options: SessionOptions = {}): Promise<Editor> {
  const { loadEngine = loadSmallEngine, fail = neverFails } = options;
  const [here, there] = crossedWires();
  const connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(there.input),
    new StreamMessageWriter(there.output),
  );
  serve({ connection, loadEngine, fail });
  const editor = new Editor(here);
  editor.settings = options.settings ?? null;
  editors.push(editor);
  await editor.initialize(options.capabilities, options.parameters);
  return editor;
}

async function loadSmallEngine(): Promise<Engine> {
  await loadGrammar();
  return smallEngine;
}

function neverFails(reason: string): void {
  throw new Error(reason);
}
