import { attributes, element } from "./dom.js";
import { jsonOf, textOf } from "./draft.js";
import { fileControl } from "./file-control.js";
import { t } from "./localize.js";
import { readNumber } from "./number-text.js";
import type { Control, Field, JsonValue } from "./protocol.js";

/** One control of the form. */
export interface ControlView {
  readonly element: HTMLElement;
  /** What gets the keyboard, the label and the marks of an error. */
  readonly input: HTMLElement;
  /** Shows a value that came from elsewhere; undefined shows what the app would take. */
  show(value: JsonValue | undefined): void;
}

/** Tells the form what was entered: a value, or why there is none. */
export type OnEntered = (entered: { readonly value?: JsonValue; readonly error?: string }) => void;

type Make<Kind extends Control["kind"]> = (
  field: Field,
  control: Extract<Control, { kind: Kind }>,
  onEntered: OnEntered,
) => ControlView;

const CONTROLS: { readonly [Kind in Control["kind"]]: Make<Kind> } = {
  text: (field, control, onEntered) => textControl(element("input", { type: "text" }), field, control, onEntered),
  multiline: (field, control, onEntered) => textControl(element("textarea", { rows: 3 }), field, control, onEntered),
  number: numberControl,
  boolean: booleanControl,
  choice: choiceControl,
  file: fileControl,
  json: jsonControl,
};

export function makeControl(field: Field, onEntered: OnEntered): ControlView {
  return CONTROLS[field.control.kind](field, field.control as never, onEntered);
}

function textControl(
  input: HTMLInputElement | HTMLTextAreaElement,
  field: Field,
  { minLength = 0, maxLength }: { readonly minLength?: number; readonly maxLength?: number },
  onEntered: OnEntered,
): ControlView {
  input.placeholder = placeholderOf(field);
  if (maxLength !== undefined) input.maxLength = maxLength;
  input.addEventListener("input", () => {
    const { value } = input;
    onEntered(value.length < minLength ? { error: t("At least {0} characters", minLength) } : { value });
  });
  return {
    element: input,
    input,
    show(value) {
      input.value = typeof value === "string" ? value : "";
    },
  };
}

function numberControl(field: Field, control: Extract<Control, { kind: "number" }>, onEntered: OnEntered): ControlView {
  const input = element("input", { type: "text", placeholder: placeholderOf(field) });
  attributes(input, { inputmode: control.integer ? "numeric" : "decimal", spellcheck: "false" });
  input.addEventListener("input", () => {
    onEntered(input.value === "" && field.nullable ? { value: null } : readNumber(input.value, control));
  });
  return {
    element: input,
    input,
    show(value) {
      input.value = typeof value === "number" ? String(value) : "";
    },
  };
}

function booleanControl(field: Field, _: Control, onEntered: OnEntered): ControlView {
  const input = element("input", { type: "checkbox" });
  const word = element("span", { className: "word" });
  attributes(word, { "aria-hidden": "true" });
  const say = (): void => {
    word.textContent = input.checked ? "true" : "false";
  };
  input.addEventListener("change", () => {
    say();
    onEntered({ value: input.checked });
  });
  return {
    element: element("span", { className: "check" }, input, word),
    input,
    show(value) {
      input.checked = (value ?? field.default) === true;
      say();
    },
  };
}

function choiceControl(
  field: Field,
  { options }: Extract<Control, { kind: "choice" }>,
  onEntered: OnEntered,
): ControlView {
  const texts = options.map((option) => (typeof option === "string" ? option : JSON.stringify(option)));
  const input = element("select", {}, ...texts.map((text) => element("option", { textContent: text, value: text })));
  input.addEventListener("change", () => {
    const value = options[input.selectedIndex];
    if (value !== undefined) onEntered({ value });
  });
  return {
    element: input,
    input,
    show(value) {
      const wanted = JSON.stringify(value ?? field.default ?? null);
      input.selectedIndex = options.findIndex((option) => JSON.stringify(option) === wanted);
    },
  };
}

function jsonControl(field: Field, _: Control, onEntered: OnEntered): ControlView {
  const input = element("textarea", { rows: 2, className: "code", placeholder: placeholderOf(field) || "JSON" });
  attributes(input, { spellcheck: "false" });
  input.addEventListener("input", () => {
    const value = jsonOf(input.value);
    onEntered(value === undefined ? { error: t("This is not JSON yet: texts need quotes") } : { value });
  });
  return {
    element: input,
    input,
    show(value) {
      input.value = textOf(value);
      input.rows = Math.min(10, Math.max(2, input.value.split("\n").length));
    },
  };
}

/** What the app takes when nothing is entered, else an example. */
function placeholderOf({ default: preset, example }: Field): string {
  const value = preset ?? example;
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
