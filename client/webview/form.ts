import { makeControl, type ControlView } from "./controls.js";
import { attributes, element } from "./dom.js";
import { initialValue, missingFields, withField, type Draft } from "./draft.js";
import { t } from "./localize.js";
import { limitsText } from "./number-text.js";
import type { Field, FieldError, JsonValue } from "./protocol.js";

/** The form of one endpoint. */
export interface Form {
  readonly element: HTMLElement;
  /** Shows a draft that came from elsewhere: the JSON text, the history. */
  show(draft: Draft): void;
  /** Marks what the app refused. */
  mark(errors: readonly FieldError[]): void;
  /** Whether the draft can be sent; where not, says why at the fields and goes to the first. */
  check(): boolean;
}

interface Row {
  readonly field: Field;
  readonly control: ControlView;
  readonly element: HTMLElement;
  readonly tick: HTMLInputElement | undefined;
  readonly error: HTMLElement;
  /** Why what stands in the control cannot be sent. */
  problem: string | undefined;
}

export function makeForm(fields: readonly Field[], onChange: (draft: Draft) => void): Form {
  const state: { draft: Draft } = { draft: {} };
  const rows = fields.map((field) =>
    makeRow(field, (value) => {
      state.draft = withField(state.draft, field.name, value);
      onChange(state.draft);
    }),
  );
  return {
    element: element("div", { className: "fields" }, ...rows.map((row) => row.element)),
    show(draft) {
      state.draft = draft;
      for (const row of rows) showValue(row, draft[row.field.name]);
    },
    mark(errors) {
      for (const row of rows) say(row, errors.find(({ field }) => field === row.field.name)?.message);
    },
    check: () => check(rows, state.draft),
  };
}

function check(rows: readonly Row[], draft: Draft): boolean {
  const missing = missingFields(
    rows.map(({ field }) => field),
    draft,
  );
  for (const row of rows) {
    const isSent = row.tick?.checked ?? true;
    say(row, isSent ? (row.problem ?? (missing.includes(row.field.name) ? t("Needed") : undefined)) : undefined);
  }
  const first = rows.find(({ error }) => error.textContent !== "");
  first?.control.input.focus();
  return first === undefined;
}

function makeRow(field: Field, onValue: (value: JsonValue | undefined) => void): Row {
  const id = `field-${field.name}`;
  const error = element("div", { className: "error", id: `${id}-error` });
  const tick = field.required ? undefined : element("input", { type: "checkbox", className: "tick" });
  const control = makeControl(field, ({ value, error: problem }) => {
    row.problem = problem;
    if (row.tick !== undefined) row.tick.checked = true;
    row.element.classList.remove("left-out");
    say(row, problem);
    if (problem === undefined) onValue(value);
  });
  control.input.id = id;
  const described = [field.description === undefined ? "" : `${id}-description`, error.id].join(" ").trim();
  attributes(control.input, { "aria-describedby": described, "aria-required": String(field.required) });
  const row: Row = {
    field,
    control,
    tick,
    error,
    element: rowElement(id, field, control, tick, error),
    problem: undefined,
  };
  if (tick !== undefined) followTick(row, tick, onValue);
  return row;
}

/** An optional field is sent only while its box is ticked; entering something ticks it. */
function followTick(row: Row, tick: HTMLInputElement, onValue: (value: JsonValue | undefined) => void): void {
  const label = t("Send {0}", row.field.label);
  attributes(tick, { "aria-label": label, title: label });
  tick.addEventListener("change", () => {
    const value = tick.checked ? initialValue(row.field) : undefined;
    onValue(value);
    showValue(row, value, tick.checked);
    if (tick.checked) row.control.input.focus();
  });
}

function rowElement(
  id: string,
  field: Field,
  control: ControlView,
  tick: HTMLInputElement | undefined,
  error: HTMLElement,
): HTMLElement {
  const label = element("label", { htmlFor: id, textContent: field.label });
  const hint = element("span", { className: "hint", textContent: hintOf(field) });
  const description =
    field.description === undefined
      ? undefined
      : element("div", { className: "description", id: `${id}-description`, textContent: field.description });
  const head = element("div", { className: "head" }, tick, label, hint);
  return element("div", { className: "row" }, head, description, control.element, error);
}

function hintOf({ required, control }: Field): string {
  const limits = control.kind === "number" ? limitsText(control) : "";
  return [required ? t("required") : "", limits].filter((part) => part !== "").join(" · ");
}

function showValue(row: Row, value: JsonValue | undefined, isSent = value !== undefined): void {
  row.problem = undefined;
  say(row, undefined);
  if (row.tick !== undefined) row.tick.checked = isSent;
  row.element.classList.toggle("left-out", row.tick !== undefined && !isSent);
  row.control.show(value);
}

function say(row: Row, problem: string | undefined): void {
  row.error.textContent = problem ?? "";
  attributes(row.control.input, { "aria-invalid": problem === undefined ? undefined : "true" });
}
