/** An option that is taken more or less often than the others beside it. */
export interface Weighted {
  readonly weight?: number;
}

/**
 * Choices that depend on a seed and on what is chosen alone, so that one of them can be made simpler while all others
 * stay: of every list the first option is the simplest.
 */
export class Choices {
  private readonly made = new Map<string, number>();

  constructor(
    private readonly seed: string,
    private readonly simplified: ReadonlySet<string> = new Set(),
  ) {}

  /** What was chosen and could be simpler. */
  get intricate(): readonly string[] {
    return [...this.made].filter(([, index]) => index > 0).map(([label]) => label);
  }

  pick<Option>(label: string, options: readonly Option[]): Option {
    const index = this.indexIn(label, options);
    this.made.set(label, index);
    const option = options[index];
    if (option === undefined) throw new Error(`Nothing to choose from for ${label}`);
    return option;
  }

  chance(label: string, likelihood: number): boolean {
    const isTaken = !this.simplified.has(label) && this.random(label) < likelihood;
    this.made.set(label, isTaken ? 1 : 0);
    return isTaken;
  }

  /** Between one and `most` different options, in the order in which they are listed. */
  some<Option>(label: string, options: readonly Option[], most: number): readonly Option[] {
    const count = this.pick(
      `${label}.count`,
      Array.from({ length: most }, (_, index) => index + 1),
    );
    const ranked = options.map((option, index) => ({ option, index, rank: this.random(`${label}.${String(index)}`) }));
    const chosen = ranked.sort((a, b) => a.rank - b.rank).slice(0, count);
    return chosen.sort((a, b) => a.index - b.index).map(({ option }) => option);
  }

  private indexIn(label: string, options: readonly unknown[]): number {
    if (this.simplified.has(label)) return 0;
    const weights = options.map(weightOf);
    let left = this.random(label) * weights.reduce((sum, weight) => sum + weight, 0);
    const index = weights.findIndex((weight) => (left -= weight) < 0);
    return index < 0 ? options.length - 1 : index;
  }

  /** A number in [0, 1) for a label: FNV-1a with a last mixing, because labels differ in few letters. */
  private random(label: string): number {
    let hash = 0x811c9dc5;
    for (const letter of `${this.seed}/${label}`) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
  }
}

function weightOf(option: unknown): number {
  if (typeof option !== "object" || option === null || !("weight" in option)) return 1;
  return typeof option.weight === "number" ? option.weight : 1;
}
