import type { Choices, Weighted } from "./choices.js";
import type { Lines } from "./sketch.js";

/** The parts of a worker's file, in the order in which an author would write them. */
export interface Parts {
  /** What brings RunPod. */
  readonly runpod: Lines;
  readonly imports: Lines;
  readonly constants: Lines;
  readonly definitions: readonly Lines[];
  /** The state, the handler and, behind either, what the module does when it is loaded. */
  readonly body: readonly Lines[];
  /** What only the registration needs, and itself. */
  readonly starting: readonly Lines[];
  /** The starting file makes something that the handler uses. */
  readonly isPrepared: boolean;
  /** The handler as the registration names it. */
  readonly handler: string;
}

/** A file of a worker, as blocks that are still to be laid out. */
export interface SourceFile {
  readonly path: string;
  readonly imports: Lines;
  readonly blocks: readonly Lines[];
}

interface Split extends Weighted {
  readonly name: string;
  /** The files, the starting one first; undefined where a worker cannot be divided so. */
  readonly files: (parts: Parts, choices: Choices) => readonly SourceFile[] | undefined;
}

const start = "handler.py";

function whole({ runpod, imports, constants, definitions, body, starting }: Parts): readonly SourceFile[] {
  return [{ path: start, imports: [...runpod, ...imports], blocks: [constants, ...definitions, ...body, ...starting] }];
}

const splits: readonly Split[] = [
  { name: "one file", weight: 6, files: whole },
  {
    name: "settings in a module",
    files: (parts) => {
      if (parts.constants.length === 0) return undefined;
      const [file] = whole({ ...parts, constants: [] });
      const names = boundBy(parts.constants);
      return file === undefined
        ? undefined
        : [
            { ...file, imports: [...file.imports, `from settings import ${names.join(", ")}`] },
            { path: "settings.py", imports: [], blocks: [parts.constants] },
          ];
    },
  },
  {
    name: "helpers in a module",
    weight: 2,
    files: (parts, choices) => {
      const { moved, kept } = divided(parts);
      if (moved.length === 0) return undefined;
      const [file] = whole({ ...parts, definitions: kept });
      const place = choices.pick("helpers' module", ["helpers", "utils", "src.helpers"]);
      const names = moved
        .flatMap(boundBy)
        .filter((name) => mentions([...kept, ...parts.body, ...parts.starting], name));
      const line = `from ${place} import ${names.join(", ")}`;
      return file === undefined || names.length === 0
        ? undefined
        : [
            { ...file, imports: [...file.imports, line] },
            {
              path: `${place.replaceAll(".", "/")}.py`,
              imports: neededBy(moved, [...parts.runpod, ...parts.imports]),
              blocks: moved,
            },
          ];
    },
  },
  {
    name: "handler in a module",
    weight: 1.5,
    files: (parts, choices) => {
      if (parts.isPrepared) return undefined;
      const blocks = [parts.constants, ...parts.definitions, ...parts.body];
      const names = blocks.flatMap(boundBy).filter((name) => mentions([[parts.handler], ...parts.starting], name));
      const place = choices.pick("handler's module", ["worker_code", "inference", "src.worker_code"]);
      const imports = [...parts.runpod, ...parts.imports];
      return [
        {
          path: start,
          imports: [...neededBy(parts.starting, imports), `from ${place} import ${[...new Set(names)].join(", ")}`],
          blocks: parts.starting,
        },
        { path: `${place.replaceAll(".", "/")}.py`, imports: neededBy(blocks, imports), blocks },
      ];
    },
  },
];

/** The files of a worker; in one where it cannot be divided as was chosen. */
export function divide(choices: Choices, parts: Parts): readonly SourceFile[] {
  return choices.pick("modules", splits).files(parts, choices) ?? whole(parts);
}

/** Functions and classes that need nothing of the module but each other, and the rest. */
function divided({ constants, definitions, body }: Parts): {
  readonly moved: readonly Lines[];
  readonly kept: readonly Lines[];
} {
  const moved = new Set(definitions);
  for (let size = -1; size !== moved.size;) {
    size = moved.size;
    const names = [constants, ...body, ...definitions.filter((block) => !moved.has(block))].flatMap(boundBy);
    for (const block of moved) if (names.some((name) => mentions([block], name))) moved.delete(block);
  }
  return { moved: [...moved], kept: definitions.filter((block) => !moved.has(block)) };
}

/** The names that lines bind at module level. */
function boundBy(lines: Lines): readonly string[] {
  return lines.flatMap((line) => {
    const definition = /^(?:async )?(?:def|class) (\w+)/.exec(line)?.[1];
    const targets = /^((?:\w+, )*\w+) = /.exec(line)?.[1];
    const nested = /^ {4}(\w+) = /.exec(line)?.[1];
    const opens = /^(?:try|with|for|if)\b/.test(lines[0] ?? "");
    return [definition ?? [], targets?.split(", ") ?? [], (opens ? nested : undefined) ?? []].flat();
  });
}

function mentions(blocks: readonly Lines[], name: string): boolean {
  return blocks.some((lines) => lines.some((line) => new RegExp(`\\b${name}\\b`).test(line)));
}

/** The import statements of which lines need a name. */
function neededBy(blocks: readonly Lines[], imports: Lines): Lines {
  return imports.filter((statement) => {
    const names = statement.replace(/^.*\bimport /, "").split(", ");
    return names.some((name) => mentions(blocks, (name.split(" as ").at(-1) ?? name).split(".")[0] ?? name));
  });
}
