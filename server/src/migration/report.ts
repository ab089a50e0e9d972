import type { RuleName } from "./rules/names.js";

/** What a migration did, as `--report FILE.json` prints it. */
export interface MigrationReport {
  readonly files: readonly FileReport[];
}

export type FileStatus = "converted" | "partial" | "unchanged" | "failed";

export interface FileReport {
  /** Relative to the migrated PATH, with `/`. */
  readonly path: string;
  readonly status: FileStatus;
  readonly apps: readonly AppReport[];
  /** What a person must do or choose before the app can be trusted. */
  readonly decisions: readonly Remark[];
  /** What was chosen or changed and is merely announced. */
  readonly notes: readonly Remark[];
}

export interface AppReport {
  readonly class: string;
  readonly name: string;
  readonly file: string;
  readonly endpoints: readonly EndpointReport[];
  readonly bridges: readonly Bridge[];
}

export interface EndpointReport {
  readonly path: string;
  readonly streaming: boolean;
  /** What the input model holds. */
  readonly fields?: readonly FieldReport[];
}

/** One field of an input model, and how its type was told. */
export interface FieldReport {
  /** The caller's key. */
  readonly name: string;
  /** The Python annotation. */
  readonly type: string;
  readonly required: boolean;
  /** Python source; null for a required field. */
  readonly default: string | null;
  readonly confidence: "high" | "medium" | "low";
  /** `schema`, `declaration`, `cast`, `default`, `use`, `sample`, `name`, `none`: several with commas between them. */
  readonly source: string;
}

/** A place where the idiomatic form could not be shown equal and the old form was kept behind an adapter. */
export interface Bridge {
  readonly kind: "input" | "job" | "state" | "answer" | "module";
  /** 1-based line in the original file. */
  readonly line: number;
}

export interface Remark {
  readonly rule: RuleName;
  /** 1-based line in the original file. */
  readonly line: number;
  readonly reason: string;
}
