import type { InputField } from "../../../server/src/proof/input-schema.js";
import type { Choices } from "./choices.js";
import type { Field } from "./fields.js";

/** Lines of Python; a level of indentation is four spaces. */
export type Lines = readonly string[];

export function indented(lines: Lines): Lines {
  return lines.map((line) => (line === "" ? "" : `    ${line}`));
}

/** The parts of a worker's file, gathered while its fragments are chosen. */
export class Sketch {
  readonly imports = new Set<string>();
  readonly constants: string[] = [];
  /** Functions and classes, each a block of lines. */
  readonly definitions: Lines[] = [];
  /** What the module does when it is loaded. */
  readonly state: string[] = [];
  /** What happens right before the worker starts. */
  readonly starting: string[] = [];
  /** Fields of the input that are asked for beside those that are worked on. */
  readonly otherFields: InputField[] = [];
  /** Packages that are not installed and are doubled on both sides. */
  readonly doubles = new Set<string>();

  constructor(
    readonly choices: Choices,
    /** What `runpod.serverless` is called in this file. */
    readonly serverless: string,
  ) {}

  import(...statements: readonly string[]): void {
    for (const statement of statements) this.imports.add(statement);
  }

  define(...lines: Lines): void {
    this.definitions.push(lines);
  }
}

/** The function that a fragment writes into. */
export interface Scene {
  readonly sketch: Sketch;
  readonly choices: Choices;
  readonly fields: readonly Field[];
  readonly isGenerator: boolean;
  readonly isAsync: boolean;
  /** How the job is reached here; undefined where it is not. */
  readonly job: string | undefined;
  /** How the input is reached here; undefined before it is. */
  readonly input: string | undefined;
}

/** An f-string around expressions that may hold quotes of their own. */
export function formatted(text: string): string {
  return text.includes('"') ? `f'${text}'` : `f"${text}"`;
}
