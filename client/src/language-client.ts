import { workspace, type Disposable, type ExtensionContext, type TextDocument } from "vscode";
import { LanguageClient, RevealOutputChannelOn, TransportKind } from "vscode-languageclient/node";
import {
  documentApps,
  migrate,
  workspaceTrusted,
  type AppOutline,
  type MigrationPreview,
  type ServerOptions,
} from "../../server/src/protocol.js";

/** The language server, started once and kept up with the editor's settings and trust. */
export class Language implements Disposable {
  readonly #client: LanguageClient;
  readonly #started: Promise<void>;
  readonly #trust: Disposable;

  constructor({ asAbsolutePath }: ExtensionContext) {
    const module = asAbsolutePath("dist/server.js");
    const options: ServerOptions = { trusted: workspace.isTrusted };
    this.#client = new LanguageClient(
      "fal",
      "RunPod to fal",
      { run: { module, transport: TransportKind.ipc }, debug: { module, transport: TransportKind.ipc } },
      {
        documentSelector: [{ language: "python" }],
        initializationOptions: options,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
      },
    );
    this.#started = this.#client.start();
    this.#trust = workspace.onDidGrantWorkspaceTrust(() => {
      void this.#started.then(() => this.#client.sendNotification(workspaceTrusted));
    });
  }

  /** Resolves when the server answers. */
  get ready(): Promise<void> {
    return this.#started;
  }

  /** The apps of a document as it stands in the editor. */
  async apps({ uri }: TextDocument): Promise<readonly AppOutline[]> {
    await this.#started;
    return this.#client.sendRequest(documentApps, { uri: this.#client.code2ProtocolConverter.asUri(uri) });
  }

  /** What a migration of a document would do, with the edit in the editor's own form. */
  async migrate({ uri }: TextDocument): Promise<Migration> {
    await this.#started;
    const converter = this.#client.code2ProtocolConverter;
    const preview = await this.#client.sendRequest(migrate, { uris: [converter.asUri(uri)] });
    return { preview, edit: await this.#client.protocol2CodeConverter.asWorkspaceEdit(preview.edit) };
  }

  dispose(): void {
    this.#trust.dispose();
    void this.#started.then(() => this.#client.dispose()).catch(() => undefined);
  }
}

export interface Migration {
  readonly preview: MigrationPreview;
  readonly edit: Awaited<ReturnType<LanguageClient["protocol2CodeConverter"]["asWorkspaceEdit"]>> | undefined;
}
