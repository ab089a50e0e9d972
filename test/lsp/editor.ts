import { PassThrough, type Readable, type Writable } from "node:stream";
import {
  CodeActionRequest,
  CodeActionResolveRequest,
  CodeActionTriggerKind,
  ConfigurationRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  InitializedNotification,
  InitializeRequest,
  LogMessageNotification,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShowMessageNotification,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentEdit,
  type ClientCapabilities,
  type CodeAction,
  type CodeActionKind,
  type InitializeParams,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";

/** What a modern editor says of itself. It does not ask for diagnostics, so that the tests see each one that is sent. */
export const MODERN: ClientCapabilities = {
  workspace: {
    applyEdit: true,
    configuration: true,
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ["create", "rename", "delete"],
      changeAnnotationSupport: { groupsOnLabel: true },
    },
  },
  textDocument: {
    hover: { contentFormat: ["markdown", "plaintext"] },
    publishDiagnostics: { versionSupport: true, codeDescriptionSupport: true, dataSupport: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
      dataSupport: true,
      resolveSupport: { properties: ["edit"] },
    },
  },
};

/** The two ends of a wire, as the editor sees it. */
export interface Wire {
  readonly input: Readable;
  readonly output: Writable;
}

/** Two wires that are each other's other end. */
export function crossedWires(): readonly [Wire, Wire] {
  const [there, back] = [new PassThrough(), new PassThrough()];
  return [
    { input: back, output: there },
    { input: there, output: back },
  ];
}

/** A text editor without a screen: it keeps documents, tells the server of every change and applies what it is given. */
export class Editor {
  readonly connection: ProtocolConnection;
  readonly logged: string[] = [];
  readonly shown: string[] = [];
  readonly published: PublishDiagnosticsParams[] = [];
  /** What the editor's settings hold below the section the server asks for. */
  settings: unknown = null;
  private readonly documents = new Map<string, TextDocument>();
  private readonly waiting = new Set<() => void>();

  constructor({ input, output }: Wire) {
    this.connection = createProtocolConnection(new StreamMessageReader(input), new StreamMessageWriter(output));
    this.connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.published.push(params);
      for (const look of this.waiting) look();
    });
    this.connection.onNotification(LogMessageNotification.type, ({ message }) => {
      // How long a check takes on a busy machine is a benchmark's question.
      if (!/ took \d+ ms\.$/.test(message)) this.logged.push(message);
    });
    this.connection.onNotification(ShowMessageNotification.type, ({ message }) => void this.shown.push(message));
    this.connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => this.settings));
    this.connection.onRequest(RegistrationRequest.type, () => undefined);
    this.connection.listen();
  }

  async initialize(
    capabilities: ClientCapabilities = MODERN,
    more: Partial<InitializeParams> = {},
  ): Promise<InitializeResult> {
    const params = { processId: null, rootUri: null, workspaceFolders: null, capabilities, ...more };
    const result = await this.connection.sendRequest(InitializeRequest.type, params);
    await this.connection.sendNotification(InitializedNotification.type, {});
    return result;
  }

  open(uri: string, text: string, version = 1): TextDocument {
    const document = TextDocument.create(uri, "python", version, text);
    this.documents.set(uri, document);
    const textDocument = { uri, languageId: "python", version, text };
    void this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
    return document;
  }

  close(uri: string): void {
    this.documents.delete(uri);
    void this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** The text of an open document. */
  text(uri: string): string {
    return this.document(uri).getText();
  }

  document(uri: string): TextDocument {
    const document = this.documents.get(uri);
    if (document === undefined) throw new Error(`${uri} is not open`);
    return document;
  }

  /** Changes a document as typing does: by ranges, one version further. */
  change(uri: string, ...edits: readonly TextEdit[]): number {
    const document = this.document(uri);
    const version = document.version + 1;
    const contentChanges = edits.map(({ range, newText }) => ({ range, text: newText }));
    TextDocument.update(document, contentChanges, version);
    const textDocument = { uri, version };
    void this.connection.sendNotification(DidChangeTextDocumentNotification.type, { textDocument, contentChanges });
    return version;
  }

  /** Types a text at the end of the first occurrence of another, one character per change. */
  type(uri: string, behind: string, typed: string): void {
    const offset = this.text(uri).indexOf(behind) + behind.length;
    for (const [index, character] of typed.split("").entries()) {
      const start = this.document(uri).positionAt(offset + index);
      this.change(uri, { range: { start, end: start }, newText: character });
    }
  }

  /** The place of the first occurrence of a text, or of only the part it begins with. */
  range(uri: string, text: string, part = text): Range {
    const document = this.document(uri);
    const start = document.getText().indexOf(text);
    if (start < 0) throw new Error(`${text} is not in ${uri}`);
    return { start: document.positionAt(start), end: document.positionAt(start + part.length) };
  }

  /** The diagnostics of a version of a document, once they are there. */
  async diagnostics(uri: string, version = this.document(uri).version): Promise<PublishDiagnosticsParams> {
    return this.until(() => this.published.findLast((sent) => sent.uri === uri && sent.version === version));
  }

  /** What was sent about a document, once something satisfies the condition. */
  async until<Found>(find: () => Found | undefined): Promise<Found> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        this.waiting.delete(look);
        resolve(found);
      };
      this.waiting.add(look);
      look();
    });
  }

  /** The code actions at a text, as the lightbulb asks for them. */
  async actions(uri: string, at: string, only?: CodeActionKind[]): Promise<CodeAction[]> {
    const context = { diagnostics: [], triggerKind: CodeActionTriggerKind.Automatic, ...(only && { only }) };
    const params = { textDocument: { uri }, range: this.range(uri, at), context };
    return ((await this.connection.sendRequest(CodeActionRequest.type, params)) ?? []) as CodeAction[];
  }

  async resolve(action: CodeAction): Promise<CodeAction> {
    return this.connection.sendRequest(CodeActionResolveRequest.type, action);
  }

  /** Chooses an action as a user does: resolved if need be, then applied. Returns the edit. */
  async choose(action: CodeAction): Promise<WorkspaceEdit> {
    const { edit } = action.edit === undefined ? await this.resolve(action) : action;
    if (edit === undefined) throw new Error(`${action.title} changes nothing`);
    this.apply(edit);
    return edit;
  }

  /** Applies an edit; refuses it as a whole where a version in it is not the current one. */
  apply({ changes, documentChanges }: WorkspaceEdit): void {
    const edits = documentChanges?.filter(TextDocumentEdit.is) ?? [];
    for (const { textDocument } of edits) {
      const open = this.documents.get(textDocument.uri);
      const isStale = textDocument.version !== null && textDocument.version !== open?.version;
      if (isStale) throw new Error(`${textDocument.uri} is at another version`);
    }
    for (const change of documentChanges ?? [])
      if ("kind" in change && change.kind === "create") this.open(change.uri, "");
    for (const edit of edits) this.change(edit.textDocument.uri, ...inReverse(edit.edits as TextEdit[]));
    for (const [uri, list] of Object.entries(changes ?? {})) this.change(uri, ...inReverse(list));
  }

  dispose(): void {
    this.connection.dispose();
  }
}

/** Edits of one change count from the text before any of them; changes of a document count from the one before. */
function inReverse(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort(
    (a, b) => b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character,
  );
}
