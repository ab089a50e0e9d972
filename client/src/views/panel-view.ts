import { randomBytes } from "node:crypto";
import { Uri, l10n, type Disposable, type Webview, type WebviewView, type WebviewViewProvider } from "vscode";
import type { Message, ToExtension, ToPage } from "../../webview/protocol.js";

/** What a person can ask for in the panel. */
export type PanelHandlers = {
  readonly [Name in keyof ToExtension]: (payload: ToExtension[Name]) => unknown;
};

/** The panel's frame: the page, its policy, and the way messages take. It decides nothing. */
export class PanelView implements WebviewViewProvider {
  readonly #extension: Uri;
  readonly #handlers: PanelHandlers;
  #view: WebviewView | undefined;
  /** A page hears nothing before it says that it is ready. */
  #isReady = false;

  constructor(extension: Uri, handlers: PanelHandlers) {
    this.#extension = extension;
    this.#handlers = handlers;
  }

  get isListening(): boolean {
    return this.#isReady;
  }

  resolveWebviewView(view: WebviewView): void {
    this.#view = view;
    this.#isReady = false;
    const folder = Uri.joinPath(this.#extension, "dist", "webview");
    view.webview.options = { enableScripts: true, localResourceRoots: [folder] };
    const listener: Disposable = view.webview.onDidReceiveMessage((message: Message<ToExtension>) => {
      if (message.name === "ready") this.#isReady = true;
      (this.#handlers[message.name] as (payload: unknown) => unknown)(message.payload);
    });
    view.onDidDispose(() => {
      listener.dispose();
      this.#view = undefined;
      this.#isReady = false;
    });
    view.webview.html = pageOf(view.webview, folder);
  }

  post<Name extends keyof ToPage>(name: Name, payload: ToPage[Name]): void {
    if (this.#isReady) void this.#view?.webview.postMessage({ name, payload });
  }
}

/** No script but the page's own runs; nothing is loaded from anywhere but the pictures an answer links to. */
function pageOf(webview: Webview, folder: Uri): string {
  const nonce = randomBytes(16).toString("base64url");
  const uri = (name: string): string => webview.asWebviewUri(Uri.joinPath(folder, name)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    "img-src data: https:",
    "media-src data: https:",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="${uri("panel.css")}">
<title>fal endpoint</title>
</head>
<body data-texts="${escaped(JSON.stringify(l10n.bundle ?? {}))}">
<script nonce="${nonce}" src="${uri("panel.js")}"></script>
</body>
</html>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
