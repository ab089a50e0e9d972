import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
} from "vscode-languageserver-protocol/node";
import { stop } from "../setup/command.js";
import type { Keystroke } from "./typing.js";

/** How long a server that was told to leave may take, in milliseconds. */
const GRACE = 5_000;

/** A server that is silent for so long has failed, in milliseconds. */
const LONGEST = 30_000;

const URI = "file:///bench/handler.py";

/** A language server as a process, and the one document it is measured with. */
export class MeasuredServer {
  private version = 0;
  private arrived: ((version: number) => void) | undefined;
  /** How many diagnostics the last message held. */
  findings = 0;

  private constructor(
    readonly name: string,
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly connection: ProtocolConnection,
  ) {
    connection.onNotification(PublishDiagnosticsNotification.type, ({ version, diagnostics }) => {
      this.findings = diagnostics.length;
      this.arrived?.(version ?? -1);
    });
  }

  /** Starts a server that sends its diagnostics unasked, over standard input and output. */
  static async start(name: string, command: string, args: readonly string[]): Promise<MeasuredServer> {
    const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
    child.stderr.resume();
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const server = new MeasuredServer(name, child, connection);
    connection.listen();
    const capabilities = { textDocument: { publishDiagnostics: { versionSupport: true, dataSupport: true } } };
    const params = { processId: process.pid, rootUri: null, workspaceFolders: null, capabilities };
    await connection.sendRequest(InitializeRequest.type, params);
    await connection.sendNotification(InitializedNotification.type, {});
    return server;
  }

  /** Milliseconds until the diagnostics of a newly opened text are there. */
  open(text: string, uri = URI): Promise<number> {
    this.version = 1;
    return this.timed(() =>
      this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri, languageId: "python", version: 1, text },
      }),
    );
  }

  /** The memory that the process holds now, in MB. */
  residentMemory(): number {
    const { stdout } = spawnSync("ps", ["-o", "rss=", "-p", String(this.child.pid)], { encoding: "utf8" });
    return Math.round(Number(stdout) / 1024);
  }

  /** Milliseconds until the diagnostics of the changed text are there. */
  type(keystroke: Keystroke): Promise<number> {
    this.version += 1;
    return this.timed(() =>
      this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri: URI, version: this.version },
        contentChanges: [keystroke],
      }),
    );
  }

  async stop(): Promise<void> {
    const left = once(this.child, "exit");
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    await Promise.race([left, delay(GRACE, undefined, { ref: false })]);
    this.connection.dispose();
    await stop(this.child);
  }

  private timed(send: () => Promise<void>): Promise<number> {
    return new Promise((resolve, reject) => {
      const giveUp = setTimeout(() => {
        reject(new Error(`${this.name} sent no diagnostics.`));
      }, LONGEST);
      const started = performance.now();
      this.arrived = (version) => {
        if (version < this.version) return;
        clearTimeout(giveUp);
        resolve(performance.now() - started);
      };
      send().catch(reject);
    });
  }
}
