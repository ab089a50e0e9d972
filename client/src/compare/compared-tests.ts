import type { ComparedPart, ComparedRow, ComparisonReport } from "../../../server/src/protocol.js";
import { t } from "../localize.js";

/** One line of the Test Explorer. */
export interface ComparedTest {
  readonly id: string;
  readonly label: string;
  /** Beside the label: what was announced beforehand. */
  readonly description: string | undefined;
  /** Why it failed; undefined where it passed. */
  readonly message: string | undefined;
  /** For the editor's own diff. */
  readonly expected?: string;
  readonly actual?: string;
}

/** What a comparison found, as tests: one per input and endpoint, and one for what belongs to no input. */
export function comparedTests(report: ComparisonReport): readonly ComparedTest[] {
  const parts: readonly (readonly [string, string, ComparedPart])[] = [
    ["loading", t("What is loaded at the start"), report.loading],
    ["together", t("Several requests at once"), report.together],
  ];
  const apart = parts
    .filter(([, , part]) => part.verdict !== "equal")
    .map(([id, label, part]) => ({ id, label, ...verdictOf(part) }));
  return [...report.rows.map(rowTest), ...apart];
}

function rowTest(row: ComparedRow): ComparedTest {
  const endpoint = row.endpoint === "/" ? "" : `${row.endpoint} `;
  return {
    id: `${row.endpoint} ${row.request.id}`,
    label: `${endpoint}${JSON.stringify(row.request.input)}`.slice(0, 200),
    ...verdictOf(row),
    expected: row.expected,
    actual: row.actual,
  };
}

function verdictOf({ verdict, announced, differences }: ComparedPart): Pick<ComparedTest, "description" | "message"> {
  const told = differences.map(({ at, reason }) => [at, reason].filter((part) => part !== undefined && part !== ""));
  return {
    description: announced.length === 0 ? undefined : `≈ ${announced.join("; ")}`,
    message: verdict === "differs" ? told.map((parts) => parts.join(": ")).join("\n") : undefined,
  };
}
