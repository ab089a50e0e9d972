import { commands, Position, Range, Uri, window, type OutputChannel } from "vscode";
import { FailureError, type Failure, type Remedy } from "./failure.js";
import { COMMANDS } from "./names.js";

/** What a remedy needs to be carried out. */
export interface RemedyContext {
  readonly output: OutputChannel;
  /** The interpreter that lacks something. */
  readonly python: string | undefined;
  readonly again: () => unknown;
}

type Remedies = {
  readonly [Kind in Remedy["kind"]]: {
    readonly label: string;
    readonly apply: (remedy: Extract<Remedy, { kind: Kind }>, context: RemedyContext) => unknown;
  };
};

const remedies: Remedies = {
  install: { label: "Install in Terminal", apply: install },
  open: { label: "Show Place", apply: open },
  "show-output": {
    label: "Show Output",
    apply: (_, { output }) => {
      output.show(true);
    },
  },
  "choose-interpreter": {
    label: "Choose Interpreter",
    apply: () => commands.executeCommand("workbench.action.openSettings", "fal.python.interpreter"),
  },
  "set-key": { label: "Set API Key", apply: () => commands.executeCommand(COMMANDS.setKey) },
  "try-again": { label: "Try Again", apply: (_, { again }) => again() },
};

/** One message with one button. The raw text stays in the output. */
export async function showFailure({ message, remedy }: Failure, context: RemedyContext): Promise<void> {
  const { label, apply } = remedies[remedy.kind] as Remedies["install"];
  if ((await window.showErrorMessage(message, label)) === label) await apply(remedy as never, context);
}

/** The failure of an error; what nobody foresaw is told in its own words, and noted whole in the output. */
export function failureOfError(error: unknown, output: OutputChannel): Failure {
  if (error instanceof FailureError) return error.failure;
  output.appendLine(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return { message: error instanceof Error ? error.message : String(error), remedy: { kind: "show-output" } };
}

/** Typed but not sent: what is installed into a person's interpreter is theirs to decide. */
function install({ packages }: Extract<Remedy, { kind: "install" }>, { python }: RemedyContext): void {
  const terminal = window.createTerminal("fal");
  terminal.show();
  terminal.sendText(`"${python ?? "python3"}" -m pip install ${packages.join(" ")}`, false);
}

async function open({ file, line }: Extract<Remedy, { kind: "open" }>): Promise<void> {
  const place = new Position(Math.max(line - 1, 0), 0);
  await window.showTextDocument(Uri.file(file), { selection: new Range(place, place) });
}
