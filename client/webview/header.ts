import { attributes, button, element } from "./dom.js";
import { t } from "./localize.js";
import type { PanelState, Phase } from "./protocol.js";

/** What the buttons of the header ask for. */
export interface HeaderActions {
  readonly run: () => void;
  readonly stop: () => void;
  readonly remedy: () => void;
  readonly showOutput: () => void;
  readonly migrate: () => void;
}

const PHASES: Readonly<Record<Phase, () => string>> = {
  stopped: () => t("not running"),
  starting: () => t("starting: loading the file, then setup()"),
  running: () => t("running on this machine"),
};

/** Which app this is, how it is, and what can be done about that. */
export function headerElements({ app, phase, failure, trusted }: PanelState, actions: HeaderActions): readonly Node[] {
  if (!trusted) return [note(t("Running an app executes its code. Trust this workspace to run apps and call them."))];
  if (app === undefined) return noApp(actions);
  const dot = element("span", { className: `dot ${phase}` });
  attributes(dot, { "aria-hidden": "true" });
  const state = element("span", { className: "phase", textContent: PHASES[phase]() });
  attributes(state, { role: "status" });
  const title = element("div", { className: "app" }, dot, element("h1", { textContent: app.class }), state);
  const place = element("div", { className: "place", textContent: app.address ?? app.file });
  return [title, place, ...failureElements(failure, actions), buttonsOf(phase, actions)];
}

function noApp(actions: HeaderActions): readonly Node[] {
  return [
    note(t("Open a Python file with a fal.App to call its endpoints, or migrate a RunPod worker first.")),
    element("div", { className: "buttons" }, button(t("Migrate to a fal App"), actions.migrate, "primary")),
  ];
}

function note(text: string): HTMLElement {
  return element("p", { className: "note", textContent: text });
}

function failureElements(failure: PanelState["failure"], { remedy }: HeaderActions): readonly Node[] {
  if (failure === undefined) return [];
  const cause = failure.cause === undefined ? undefined : element("code", { textContent: failure.cause });
  const box = element(
    "div",
    { className: "failure" },
    element("p", { textContent: failure.message }),
    cause,
    element("div", { className: "buttons" }, button(failure.remedy, remedy)),
  );
  attributes(box, { role: "alert" });
  return [box];
}

function buttonsOf(phase: Phase, { run, stop, showOutput }: HeaderActions): HTMLElement {
  const first = phase === "stopped" ? button(t("Run App Locally"), run) : button(t("Stop"), stop);
  return element(
    "div",
    { className: "buttons" },
    first,
    phase === "stopped" ? undefined : button(t("Output"), showOutput),
  );
}
