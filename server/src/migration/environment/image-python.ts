import type { Dockerfile } from "./dockerfile.js";

/** How images say which Python they hold: by their own tag, or by what they install. */
const PATTERNS: readonly RegExp[] = [
  /^(?:[\w.-]+\/)*python:(\d\.\d+)/,
  /\bpy(?:thon)?(3\.\d+)\b/,
  /^(?:[\w.-]+\/)*pytorch:(3\.\d+)-/,
];

/** The Python version of an image, as far as its base or its commands tell. */
export function pythonVersion({ base, steps }: Dockerfile): string | undefined {
  for (const pattern of PATTERNS) {
    const found = pattern.exec(base ?? "")?.[1];
    if (found !== undefined) return found;
  }
  const commands = steps.flatMap((step) => (step.kind === "run" ? step.commands : []));
  const versions = commands.flatMap(({ words }) =>
    words.flatMap((word) => /^(?:\S*\/)?python(3\.\d+)(?:-\w+)?$/.exec(word)?.[1] ?? []),
  );
  return versions.length > 0 && new Set(versions).size === 1 ? versions[0] : undefined;
}
