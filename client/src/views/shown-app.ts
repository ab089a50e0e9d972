import { workspace, Uri } from "vscode";
import type { EndpointOutline } from "../../../server/src/protocol.js";
import type { Language } from "../language-client.js";
import { appKey, type LocalTarget } from "../local/local-target.js";
import { currentPythonDocument } from "../python-document.js";

/** The app that the panel is about. */
export interface ShownApp {
  readonly key: string;
  readonly class: string;
  readonly uri: Uri;
  /** As its text has them. */
  readonly endpoints: readonly EndpointOutline[];
}

let last: Uri | undefined;

/** The app that runs; else that of the open file, or of the Python file that was open last. */
export async function shownApp(language: Language, { running }: LocalTarget): Promise<ShownApp | undefined> {
  last = currentPythonDocument()?.uri ?? last;
  const uri = running === undefined ? last : Uri.file(running.file);
  if (uri === undefined) return undefined;
  const apps = await language.apps(await workspace.openTextDocument(uri)).catch(() => []);
  const app = apps.find((each) => each.class === running?.class) ?? apps[0];
  if (running !== undefined) {
    return { key: running.key, class: running.class, uri, endpoints: app?.endpoints ?? [] };
  }
  return app && { key: appKey(uri.fsPath, app.class), class: app.class, uri, endpoints: app.endpoints };
}
