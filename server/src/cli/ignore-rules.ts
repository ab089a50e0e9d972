import ignore, { type Ignore } from "ignore";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** The `.gitignore` of one folder. */
interface IgnoreFile {
  readonly folder: string;
  readonly rules: Ignore;
}

/** What git ignores at some place: the rules of a folder and of those above it, up to the repository's root. */
export class IgnoreRules {
  private constructor(private readonly files: readonly IgnoreFile[]) {}

  static readonly none = new IgnoreRules([]);

  /** The rules that hold inside a folder without those of its own `.gitignore`. A folder that they ignore was named outright. */
  static above(folder: string): IgnoreRules {
    const outer: IgnoreFile[] = [];
    const root = repositoryRoot(folder);
    for (let current = folder; root !== undefined && current !== root;) {
      current = dirname(current);
      outer.unshift(...ignoreFileIn(current));
    }
    const rules = new IgnoreRules(outer);
    return rules.ignores(folder, true) ? IgnoreRules.none : rules;
  }

  /** These rules and those of the `.gitignore` in a folder. */
  with(folder: string): IgnoreRules {
    const own = ignoreFileIn(folder);
    return own.length === 0 ? this : new IgnoreRules([...this.files, ...own]);
  }

  /** The last file that says anything about a path decides. */
  ignores(path: string, isFolder: boolean): boolean {
    let isIgnored = false;
    for (const { folder, rules } of this.files) {
      const name = relative(folder, path).split(sep).join("/") + (isFolder ? "/" : "");
      const answer = rules.test(name);
      if (answer.ignored) isIgnored = true;
      else if (answer.unignored) isIgnored = false;
    }
    return isIgnored;
  }
}

/** The nearest folder upwards that holds `.git`. */
export function repositoryRoot(folder: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    if (existsSync(join(current, ".git"))) return current;
    if (dirname(current) === current) return undefined;
  }
}

function ignoreFileIn(folder: string): readonly IgnoreFile[] {
  try {
    const text = readFileSync(join(folder, ".gitignore"), "utf8");
    return [{ folder, rules: ignore().add(text) }];
  } catch {
    return [];
  }
}
