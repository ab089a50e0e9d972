import { expect } from "vitest";
import { findLocalModules } from "../../server/src/migration/environment/local-modules.js";
import { inferRequirements } from "../../server/src/migration/environment/requirements.js";
import { moduleOf, workspaceOf } from "./workspace.js";

/** A project and the requirements of the worker in it, the last file that is called `handler.py`. */
export interface RequirementsCase {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly items: readonly string[];
  /** Parts of the remarks, each with its kind; every remark must be named. */
  /** Whether the modules of the project that the worker imports are looked at too. */
  readonly followed?: boolean;
  readonly remarks?: readonly (readonly ["note" | "decision", string])[];
}

/** Compares items and remarks; every remark must be named. */
export function checkRequirements({ files, items, remarks = [], followed = false }: RequirementsCase): void {
  const workspace = workspaceOf(files);
  const path = Object.keys(files).findLast((name) => name.endsWith("handler.py")) ?? "";
  const worker = moduleOf(workspace, path);
  const helpers = followed ? findLocalModules(workspace, worker).modules.map(({ module }) => module) : [];
  const inferred = inferRequirements(workspace, [worker, ...helpers]);
  expect(inferred.items).toEqual(items);
  expect(inferred.remarks).toEqual(
    remarks.map(([kind, part]) => ({ kind, rule: "requirements", reason: expect.stringContaining(part) as string })),
  );
}
