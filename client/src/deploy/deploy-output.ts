/** What a deployment led to, as far as fal printed it. */
export interface Deployment {
  /** `app_name`, as fal deployed it. */
  readonly app: string | undefined;
  /** A page to try the app on. */
  readonly playground: string | undefined;
  /** Where the endpoints answer at once, without fal's own `/health`. */
  readonly sync: readonly string[];
  /** Where they answer through the queue. */
  readonly queue: readonly string[];
  readonly logs: string | undefined;
}

/** How far a deployment is. */
export type Stage = "loading" | "building" | "starting";

const stages: readonly (readonly [RegExp, Stage])[] = [
  [/^Deploying '/, "loading"],
  [/^Building environment/, "building"],
  [/^Setting up runtime|^✓ Build complete/, "starting"],
];

/** The stage that a line of `fal deploy` begins, if any. */
export function stageOf(line: string): Stage | undefined {
  return stages.find(([begin]) => begin.test(line))?.[1];
}

/** Build logs are coloured even where nobody sees colours. */
export function withoutColours(line: string): string {
  return line.replace(/\x1b\[[0-9;]*m/g, "").trimEnd();
}

/** Reads the addresses at the end of what `fal deploy` prints. */
export function readDeployment(lines: readonly string[]): Deployment {
  const [app] = matches(lines, /^Deploying '[^']*' as app '([^']+)'/);
  return {
    app,
    playground: below(lines, /^\W*Playground/).find((address) => !/endpoint=\S*(?:health|cancel)$/.test(address)),
    sync: matches(lines, /^\s*Sync\s+(https?:\S+)/).filter(isOwn),
    queue: matches(lines, /^\s*Async\s+(https?:\S+)/).filter(isOwn),
    logs: below(lines, /^\W*Logs\b/)[0],
  };
}

function matches(lines: readonly string[], pattern: RegExp): readonly string[] {
  return lines.flatMap((line) => pattern.exec(line)?.[1] ?? []);
}

/** The addresses in the lines that follow a heading, up to the next heading. */
function below(lines: readonly string[], heading: RegExp): readonly string[] {
  const start = lines.findIndex((line) => heading.test(line));
  if (start === -1) return [];
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.startsWith("▸"));
  return matches(end === -1 ? rest : rest.slice(0, end), /^\s*(https?:\S+)/);
}

function isOwn(address: string): boolean {
  return !address.endsWith("/health");
}
