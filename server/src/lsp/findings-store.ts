import type { TextDocument } from "vscode-languageserver-textdocument";
import { isAboutRunpod } from "../migration/mentions.js";
import type { Finding } from "../migration/finding.js";
import type { Engine } from "./engine.js";
import { RecentlyUsed } from "./recently-used.js";

/** A larger text is not analysed while it is typed: no worker a person wrote comes near. */
const MOST_CHARACTERS = 1_000_000;
const MOST_LINES = 20_000;

interface Checked {
  readonly version: number;
  readonly findings: readonly Finding[];
}

/** A check that takes longer than this is felt while typing, in milliseconds. */
const SLOW = 250;

/** So many documents keep what was found; for the others it is found again when somebody asks. */
export const MOST_KEPT = 4;

/** The findings of the open documents, each computed once per version. What a document held goes when it is closed. */
export class FindingsStore {
  /** Of a few documents only: findings hold what their fixes will be built from. */
  private readonly checked = new RecentlyUsed<TextDocument, Checked>(MOST_KEPT);

  constructor(private readonly warn: (message: string) => void) {}

  of(document: TextDocument, engine: Engine): readonly Finding[] {
    const known = this.checked.get(document);
    const checked = known?.version === document.version ? known : this.check(document, engine);
    this.checked.set(document, checked);
    return checked.findings;
  }

  forget(document: TextDocument): void {
    this.checked.delete(document);
  }

  private check(document: TextDocument, engine: Engine): Checked {
    const started = performance.now();
    const findings = engine.check(document.getText());
    const took = performance.now() - started;
    if (took > SLOW) this.warn(`Checking ${document.uri} took ${took.toFixed(0)} ms.`);
    return { version: document.version, findings };
  }
}

/** Whether a document can have findings. Most Python holds nothing of RunPod's, and needs no parser at all. */
export function mayHaveFindings(document: TextDocument): boolean {
  return isPython(document) && !isTooLarge(document) && isAboutRunpod(document.getText());
}

export function isPython({ languageId, uri }: TextDocument): boolean {
  return languageId === "python" || uri.endsWith(".py");
}

export function isTooLarge(document: TextDocument): boolean {
  return document.getText().length > MOST_CHARACTERS || document.lineCount > MOST_LINES;
}
