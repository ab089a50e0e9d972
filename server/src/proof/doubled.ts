import type { Program, Sides } from "./prove.js";

/** Never doubled: what the SDKs themselves stand on, and what is installed beside them for the proof. */
const neverDoubled = new Set(["fal", "runpod", "fastapi", "pydantic", "PIL", "numpy"]);

/** What the environments lack of what the two programs import. */
export interface Lacking {
  /** Replaced by recording doubles, on both sides alike. */
  readonly doubled: readonly string[];
  /** Must be installed; by side. */
  readonly old: readonly string[];
  readonly fresh: readonly string[];
  /** Environment variables that the old worker reads without a default, and that nobody set. */
  readonly variables: readonly string[];
}

export async function lackingPackages(sides: Sides, old: Program, fresh: Program): Promise<Lacking> {
  const survey = { requests: [], survey: true } as const;
  const { missing: before = [], variables = [] } = await sides.old.run({ ...old, ...survey });
  const { missing: after = [] } = await sides.fresh.run({ ...fresh, ...survey });
  const isDoubled = (name: string): boolean => !neverDoubled.has(name);
  return {
    doubled: [...new Set([...before, ...after].filter(isDoubled))].sort(),
    old: before.filter((name) => !isDoubled(name)),
    fresh: after.filter((name) => !isDoubled(name)),
    variables,
  };
}
