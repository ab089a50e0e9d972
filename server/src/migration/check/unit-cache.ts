import type { Split } from "./split.js";
import { readUnit, type Unit } from "./unit.js";

/** How much text the cache may hold parsed: some files. Nodes take about forty times the memory of their text. */
const CAPACITY = 300_000;

interface Latest {
  readonly split: Split;
  /** One per statement; undefined for those that are not read. */
  readonly units: readonly (Unit | undefined)[];
  /** Of a large text only some statements are read. */
  readonly isLarge: boolean;
}

/** Parsed statements by their text, the least recently used dropped first. */
export class UnitCache {
  private readonly units = new Map<string, Unit | null>();
  private size = 0;
  /** The text that was read last, with the units of its statements: the next one is mostly the same. */
  latest: Latest | undefined;

  get(text: string): Unit | undefined {
    const known = this.units.get(text);
    if (known !== undefined) {
      this.units.delete(text);
      this.units.set(text, known);
      return known ?? undefined;
    }
    const unit = readUnit(text);
    this.units.set(text, unit ?? null);
    this.size += text.length;
    this.shrink();
    return unit;
  }

  /** Whether a text is parsed already. */
  has(text: string): boolean {
    return this.units.has(text);
  }

  clear(): void {
    this.units.clear();
    this.latest = undefined;
    this.size = 0;
  }

  private shrink(): void {
    for (const text of this.units.keys()) {
      if (this.size <= CAPACITY || this.units.size === 1) return;
      this.units.delete(text);
      this.size -= text.length;
    }
  }
}
