import { workspace, type Disposable, type ExtensionContext, type TextDocument } from "vscode";
import { LanguageClient, RevealOutputChannelOn, TransportKind, type Middleware } from "vscode-languageclient/node";
import { documentApps, workspaceTrusted, type AppOutline, type ServerOptions } from "../../server/src/protocol.js";
import { resolveMigration } from "./migration/lightbulb-migration.js";

/** The language server, started once and kept up with the editor's settings and trust. */
export class Language implements Disposable {
  readonly client: LanguageClient;
  readonly #started: Promise<void>;
  readonly #trust: Disposable;

  constructor(context: ExtensionContext) {
    const module = context.asAbsolutePath("dist/server.js");
    const options: ServerOptions = { trusted: workspace.isTrusted };
    this.client = new LanguageClient(
      "fal",
      "RunPod to fal",
      { run: { module, transport: TransportKind.ipc }, debug: { module, transport: TransportKind.ipc } },
      {
        documentSelector: [{ language: "python" }],
        initializationOptions: options,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        middleware: this.#middleware(),
      },
    );
    this.#started = this.client.start();
    this.#trust = workspace.onDidGrantWorkspaceTrust(() => {
      void this.#started.then(() => this.client.sendNotification(workspaceTrusted));
    });
  }

  /** Resolves when the server answers. */
  get ready(): Promise<void> {
    return this.#started;
  }

  /** The apps of a document as it stands in the editor; none where the server cannot say. */
  async apps({ uri }: TextDocument): Promise<readonly AppOutline[]> {
    await this.#started;
    return this.client.sendRequest(documentApps, { uri: this.client.code2ProtocolConverter.asUri(uri) });
  }

  dispose(): void {
    this.#trust.dispose();
    void this.#started.then(() => this.client.dispose()).catch(() => undefined);
  }

  /** A migration by lightbulb is prepared here as one by command is: the same preview, the same end. */
  #middleware(): Middleware {
    return {
      resolveCodeAction: (action, token, next) => {
        const uri = migratedUri(action);
        return uri === undefined ? next(action, token) : resolveMigration(this.client, action, uri);
      },
    };
  }
}

/** The document that an action migrates; undefined for every other action. */
function migratedUri(action: object): string | undefined {
  const { data } = action as { readonly data?: { readonly kind?: unknown; readonly uri?: unknown } };
  return data?.kind === "migrate" && typeof data.uri === "string" ? data.uri : undefined;
}
