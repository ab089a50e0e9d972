import { DockerfileParser, type Instruction } from "dockerfile-ast";
import type { Workspace } from "../workspace.js";
import { baseName, filesOf, folderOf, foldersUpFrom, joinPath } from "./paths.js";
import { shellCommands, type ShellCommand } from "./shell.js";

/** A Dockerfile, read as far as a migration asks. */
export interface Dockerfile {
  readonly path: string;
  readonly text: string;
  /** The image it stands on, build arguments filled in where they have a default. */
  readonly base: string | undefined;
  /** The steps of the final image in order, those of the stages it is built from included. */
  readonly steps: readonly DockerStep[];
}

export type DockerStep =
  | { readonly kind: "run"; readonly line: number; readonly commands: readonly ShellCommand[] }
  | { readonly kind: "copy"; readonly line: number; readonly sources: readonly string[]; readonly target: string }
  | { readonly kind: "start"; readonly line: number; readonly words: readonly string[] }
  | { readonly kind: "workdir"; readonly line: number; readonly path: string }
  | { readonly kind: "env"; readonly line: number; readonly variables: ReadonlyMap<string, string> };

/** The Dockerfile that builds a worker: of the nearest ones, one that names the worker's file. */
export function findDockerfile(workspace: Workspace, path: string): Dockerfile | undefined {
  const candidates = dockerfilesFor(workspace, path);
  const texts = candidates.map((candidate) => ({ candidate, text: workspace.read(candidate) ?? "" }));
  const chosen = texts.find(({ text }) => text.includes(baseName(path))) ?? texts[0];
  return chosen === undefined ? undefined : parseDockerfile(chosen.candidate, chosen.text);
}

const DOCKERFILE_FOLDERS = ["", ".runpod", "docker", "builder", "build"];

/** Dockerfiles around a worker, the nearest first; in each folder the plain name before variants. */
function dockerfilesFor(workspace: Workspace, path: string): readonly string[] {
  const all = [...filesOf(workspace)].filter(isDockerfile);
  return foldersUpFrom(path).flatMap((folder) =>
    DOCKERFILE_FOLDERS.flatMap((name) => {
      const place = joinPath(folder, name === "" ? "." : name);
      return all.filter((file) => folderOf(file) === place).sort(byPlainness);
    }),
  );
}

function isDockerfile(path: string): boolean {
  return /^(?:Dockerfile(?:[.\-_][\w.-]+)?|[\w.-]+\.[Dd]ockerfile|Containerfile)$/.test(baseName(path));
}

function byPlainness(a: string, b: string): number {
  return baseName(a).length - baseName(b).length || (a < b ? -1 : 1);
}

/** Reads a Dockerfile. Never fails: what is no instruction is left out. */
export function parseDockerfile(path: string, text: string): Dockerfile {
  const reader = new DockerfileReader(text);
  return { path, text, ...reader.read() };
}

interface Stage {
  readonly base: string;
  readonly name: string | undefined;
  readonly steps: DockerStep[];
}

class DockerfileReader {
  private readonly variables = new Map<string, string>();
  private readonly stages: Stage[] = [];

  constructor(private readonly text: string) {}

  read(): Pick<Dockerfile, "base" | "steps"> {
    for (const instruction of DockerfileParser.parse(withoutComments(this.text)).getInstructions()) {
      READERS[instruction.getKeyword().toUpperCase()]?.(this, instruction);
    }
    const last = this.stages.at(-1);
    return last === undefined ? { base: undefined, steps: [] } : this.resolve(last);
  }

  from(instruction: Instruction): void {
    const words = this.words(instruction).filter((word) => !word.startsWith("--"));
    const as = words.findIndex((word) => word.toUpperCase() === "AS");
    const name = as < 0 ? undefined : words[as + 1]?.toLowerCase();
    this.stages.push({ base: words[0] ?? "", name, steps: [] });
  }

  define(instruction: Instruction): ReadonlyMap<string, string> {
    const content = instruction.getArgumentsContent() ?? "";
    const pairs = [...content.matchAll(/([A-Za-z_]\w*)=("(?:\\.|[^"])*"|'[^']*'|\S*)/g)];
    const legacy = pairs.length === 0 ? /^(\w+)\s+(.*)$/s.exec(content) : null;
    const defined = new Map<string, string>();
    for (const [, name, value] of legacy === null ? pairs : [legacy]) {
      if (name === undefined) continue;
      defined.set(name, this.filledIn((value ?? "").replace(/^(["'])(.*)\1$/s, "$2")));
    }
    for (const [name, value] of defined) this.variables.set(name, value);
    return defined;
  }

  add(step: DockerStep): void {
    this.stages.at(-1)?.steps.push(step);
  }

  words(instruction: Instruction): readonly string[] {
    return listForm(this.content(instruction)) ?? this.content(instruction).split(/\s+/).filter(Boolean);
  }

  content(instruction: Instruction): string {
    return this.filledIn(instruction.getArgumentsContent() ?? "");
  }

  private filledIn(text: string): string {
    return text.replace(/\$\{(\w+)(?::?-([^}]*))?\}|\$(\w+)/g, (whole, braced, fallback, bare) => {
      const [name, otherwise] = [braced ?? bare, fallback] as readonly (string | undefined)[];
      return this.variables.get(name ?? "") ?? otherwise ?? whole;
    });
  }

  /** A stage after those it is built from. Invariant: a stage only names earlier ones. */
  private resolve(stage: Stage): Pick<Dockerfile, "base" | "steps"> {
    const index = this.stages.indexOf(stage);
    const parent = this.stages.slice(0, index).findLast(({ name }) => name === stage.base.toLowerCase());
    if (parent === undefined) return { base: stage.base, steps: stage.steps };
    const inherited = this.resolve(parent);
    return { base: inherited.base, steps: [...inherited.steps, ...stage.steps] };
  }
}

type InstructionReader = (reader: DockerfileReader, instruction: Instruction) => void;

const copyStep: InstructionReader = (reader, instruction) => {
  const [target, ...sources] = [...reader.words(instruction).filter((word) => !word.startsWith("--"))].reverse();
  const fromStage = (instruction.getRawArgumentsContent() ?? "").includes("--from=");
  if (target === undefined || fromStage) return;
  reader.add({ kind: "copy", line: lineOf(instruction), sources: sources.reverse(), target });
};

const startStep: InstructionReader = (reader, instruction) => {
  const content = reader.content(instruction);
  const words = listForm(content) ?? shellCommands(content).flatMap((command) => command.words);
  reader.add({ kind: "start", line: lineOf(instruction), words });
};

const READERS: Readonly<Record<string, InstructionReader | undefined>> = {
  FROM: (reader, instruction) => {
    reader.from(instruction);
  },
  ARG: (reader, instruction) => {
    reader.define(instruction);
  },
  ENV: (reader, instruction) => {
    const variables = reader.define(instruction);
    reader.add({ kind: "env", line: lineOf(instruction), variables });
  },
  RUN: (reader, instruction) => {
    const content = reader.content(instruction).replace(/^(?:--\w+\S*\s+)+/, "");
    const words = listForm(content);
    const commands = words === undefined ? shellCommands(withoutHeredocMarks(content)) : [{ words }];
    reader.add({ kind: "run", line: lineOf(instruction), commands });
  },
  COPY: copyStep,
  ADD: copyStep,
  CMD: startStep,
  ENTRYPOINT: startStep,
  WORKDIR: (reader, instruction) => {
    reader.add({ kind: "workdir", line: lineOf(instruction), path: reader.content(instruction).trim() });
  },
};

/** Comment lines become empty ones, so that lines keep their numbers; a comment may stand inside a continued command. */
function withoutComments(text: string): string {
  return text.replace(/^[ \t]*#(?!\s*(?:escape|syntax|check)\s*=).*$/gm, "");
}

function lineOf(instruction: Instruction): number {
  return instruction.getRange().start.line + 1;
}

/** The words of an exec form `["a", "b"]`. */
function listForm(content: string): readonly string[] | undefined {
  if (!content.trimStart().startsWith("[")) return undefined;
  try {
    const value: unknown = JSON.parse(content);
    return Array.isArray(value) ? value.map(String) : undefined;
  } catch {
    return undefined;
  }
}

function withoutHeredocMarks(content: string): string {
  const mark = /^<<-?\s*["']?(\w+)["']?.*$/m.exec(content);
  if (mark?.[1] === undefined) return content;
  return content.replace(mark[0], "").replace(new RegExp(`^\\s*${mark[1]}\\s*$`, "m"), "");
}
