import type { TextDocument } from "vscode-languageserver-textdocument";
import { hasMarks } from "../migration/check/marks.js";
import type { Finding } from "../migration/finding.js";
import type { Engine } from "./engine.js";

/** A larger text is not analysed while it is typed: no worker a person wrote comes near. */
const MOST_CHARACTERS = 1_000_000;
const MOST_LINES = 20_000;

interface Checked {
  readonly version: number;
  readonly findings: readonly Finding[];
}

/** The findings of the open documents, each computed once per version. What a document held goes when it is closed. */
export class FindingsStore {
  private readonly checked = new WeakMap<TextDocument, Checked>();

  of(document: TextDocument, engine: Engine): readonly Finding[] {
    const known = this.checked.get(document);
    if (known?.version === document.version) return known.findings;
    const findings = engine.check(document.getText());
    this.checked.set(document, { version: document.version, findings });
    return findings;
  }
}

/** Whether a document can have findings. Most Python holds nothing of RunPod's, and needs no parser at all. */
export function mayHaveFindings(document: TextDocument): boolean {
  return isPython(document) && !isTooLarge(document) && hasMarks(document.getText());
}

export function isPython({ languageId, uri }: TextDocument): boolean {
  return languageId === "python" || uri.endsWith(".py");
}

export function isTooLarge(document: TextDocument): boolean {
  return document.getText().length > MOST_CHARACTERS || document.lineCount > MOST_LINES;
}
