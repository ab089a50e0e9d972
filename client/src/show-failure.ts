import { commands, Position, Range, Uri, window, type OutputChannel } from "vscode";
import { FailureError, type Failure, type Remedy } from "./failure.js";
import { t } from "./localize.js";
import { COMMANDS } from "./names.js";

/** What a remedy needs to be carried out. */
export interface RemedyContext {
  readonly output: OutputChannel;
  readonly again: () => unknown;
}

type Remedies = {
  readonly [Kind in Remedy["kind"]]: {
    readonly label: () => string;
    readonly apply: (remedy: Extract<Remedy, { kind: Kind }>, context: RemedyContext) => unknown;
  };
};

const remedies: Remedies = {
  install: { label: () => t("Install in Terminal"), apply: install },
  "open-place": { label: () => t("Show Place"), apply: openPlace },
  "open-settings": {
    label: () => t("Open Settings"),
    apply: ({ setting }) => commands.executeCommand("workbench.action.openSettings", setting),
  },
  retry: { label: () => t("Try Again"), apply: (_, { again }) => again() },
  "select-python": {
    label: () => t("Choose Interpreter"),
    apply: () => commands.executeCommand("workbench.action.openSettings", "fal.python.interpreter"),
  },
  "set-key": { label: () => t("Set API Key"), apply: () => commands.executeCommand(COMMANDS.setKey) },
  "show-output": {
    label: () => t("Show Output"),
    apply: (_, { output }) => {
      output.show(true);
    },
  },
};

/** One message with the one button that helps. The raw text stays in the output. */
export async function showFailure({ message, cause, remedy }: Failure, context: RemedyContext): Promise<void> {
  const text = cause === undefined ? message : `${message} ${cause}`;
  context.output.appendLine(text);
  const label = remedyLabel(remedy);
  if ((await window.showErrorMessage(text, label)) === label) await applyRemedy(remedy, context);
}

/** The text of the button that helps. */
export function remedyLabel({ kind }: Remedy): string {
  return remedies[kind].label();
}

/** Does what the button says. */
export async function applyRemedy(remedy: Remedy, context: RemedyContext): Promise<void> {
  await (remedies[remedy.kind] as Remedies["retry"]).apply(remedy as never, context);
}

/** The failure of an error; what nobody foresaw is told in its own words, and noted whole in the output. */
export function failureOf(error: unknown, output: OutputChannel): Failure {
  if (error instanceof FailureError) return error.failure;
  output.appendLine(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const message = error instanceof Error ? error.message : String(error);
  return { kind: "unforeseen", message, remedy: { kind: "show-output" } };
}

/** Typed but not sent: what is installed into a person's interpreter is theirs to decide. */
function install({ python, packages }: Extract<Remedy, { kind: "install" }>): void {
  const terminal = window.createTerminal("fal");
  terminal.show();
  terminal.sendText(`"${python}" -m pip install --upgrade ${packages.join(" ")}`, false);
}

async function openPlace({ place }: Extract<Remedy, { kind: "open-place" }>): Promise<void> {
  const at = new Position(Math.max(place.line - 1, 0), 0);
  await window.showTextDocument(Uri.file(place.file), { selection: new Range(at, at) });
}
