import {
  EventEmitter,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  window,
  type Disposable,
  type Range,
  type TreeDataProvider,
  type Uri,
} from "vscode";
import type { AppOutline, EndpointOutline } from "../../../server/src/protocol.js";
import type { LocalTarget } from "../local/local-target.js";
import { t } from "../localize.js";
import { VIEWS } from "../names.js";
import type { OpenFile } from "./open-file.js";

type Node = { readonly app: AppOutline } | { readonly app: AppOutline; readonly endpoint: EndpointOutline };

/** The apps of the open file with their endpoints; empty, it welcomes with what to do instead. */
export class AppsTree implements TreeDataProvider<Node>, Disposable {
  readonly #file: OpenFile;
  readonly #local: LocalTarget;
  readonly #changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #listeners: readonly Disposable[];

  constructor(file: OpenFile, local: LocalTarget) {
    this.#file = file;
    this.#local = local;
    const refresh = (): void => {
      this.#changed.fire(undefined);
    };
    this.#listeners = [
      window.registerTreeDataProvider(VIEWS.apps, this),
      file.onDidChange(refresh),
      local.onDidChange(refresh),
    ];
  }

  getChildren(node?: Node): Node[] {
    if (node === undefined) return this.#file.apps.map((app) => ({ app }));
    return "endpoint" in node ? [] : node.app.endpoints.map((endpoint) => ({ app: node.app, endpoint }));
  }

  getTreeItem(node: Node): TreeItem {
    const item = "endpoint" in node ? endpointItem(node.endpoint) : this.#appItem(node.app);
    const { document } = this.#file;
    if (document !== undefined) item.command = opening(document.uri, "endpoint" in node ? node.endpoint : node.app);
    return item;
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#changed.dispose();
  }

  #appItem({ class: name, name: app, options }: AppOutline): TreeItem {
    const item = new TreeItem(name, TreeItemCollapsibleState.Expanded);
    const { running } = this.#local;
    const isRunning = running?.class === name && running.file === this.#file.document?.uri.fsPath;
    item.description = [app, options["machine_type"], isRunning ? t("running here") : undefined]
      .filter((part) => part !== undefined)
      .join(" · ");
    item.iconPath = new ThemeIcon(isRunning ? "vm-running" : "symbol-class");
    return item;
  }
}

function endpointItem({ path, method, streaming }: EndpointOutline): TreeItem {
  const item = new TreeItem(path);
  item.description = streaming ? `${method} · ${t("stream")}` : method;
  item.iconPath = new ThemeIcon("symbol-method");
  return item;
}

function opening(uri: Uri, { range }: { readonly range: AppOutline["range"] }): NonNullable<TreeItem["command"]> {
  // The command takes the range of the language server's protocol as it is: it has the same form.
  const options = { selection: range as unknown as Range };
  return { title: t("Show Place"), command: "vscode.open", arguments: [uri, options] };
}
