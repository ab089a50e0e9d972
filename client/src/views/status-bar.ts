import { StatusBarAlignment, window } from "vscode";
import type { LocalTarget } from "../local/local-target.js";
import { t } from "../localize.js";
import { COMMANDS } from "../names.js";
import type { OpenFile } from "./open-file.js";

interface Shown {
  readonly text: string;
  readonly tooltip: string;
  readonly command: string;
}

/** One item: the app that runs here, else how much of RunPod is left in the open file. */
export function statusBar(file: OpenFile, local: LocalTarget): readonly { dispose(): unknown }[] {
  const item = window.createStatusBarItem("runpodToFal.status", StatusBarAlignment.Left);
  item.name = "fal";
  const show = (): void => {
    const shown = running(local) ?? left(file);
    if (shown === undefined) item.hide();
    else {
      Object.assign(item, shown);
      item.show();
    }
  };
  return [
    {
      dispose: () => {
        item.dispose();
      },
    },
    file.onDidChange(show),
    local.onDidChange(show),
  ];
}

function running({ running: app }: LocalTarget): Shown | undefined {
  if (app === undefined) return undefined;
  const [icon, tooltip] = app.isReady
    ? ["vm-running", t("{0} answers on {1}: call an endpoint", app.class, app.address)]
    : ["loading~spin", t("{0} is starting: show its output", app.class)];
  return {
    text: `$(${icon}) ${app.class}`,
    tooltip,
    command: app.isReady ? COMMANDS.callEndpoint : COMMANDS.showOutput,
  };
}

function left({ findings }: OpenFile): Shown | undefined {
  if (findings === 0) return undefined;
  const tooltip = t("Migrate to a fal App");
  return { text: t("RunPod {0} left", findings), tooltip, command: COMMANDS.migrate };
}
