import { indented, type Lines, type Scene } from "./sketch.js";
import { prepareState, stateForms, type StateForm } from "./state-forms.js";

/** What a function does with the worker's state. */
export interface StateUse {
  /** `global` and its like, which stand first in a function. */
  readonly declarations: Lines;
  readonly lines: Lines;
  readonly shown: string | undefined;
}

const unused: StateUse = { declarations: [], lines: [], shown: undefined };

/** What a worker keeps between requests, used where the request is handled or by a function that is called there. */
export function chooseState(scene: Scene, value: string): StateUse {
  const { choices, sketch } = scene;
  const form = choices.pick("state", stateForms);
  if (form.shown === undefined) return unused;
  prepareState(sketch, form);
  if (!choices.chance("state.function", 0.25)) return useOf(form, value);
  const { declarations, lines, shown } = useOf(form, "value");
  sketch.define("def keep(value):", ...indented([...declarations, ...lines, `return ${shown ?? "None"}`]));
  return { ...unused, shown: `keep(${value})` };
}

function useOf({ declarations = [], lines = [], shown }: StateForm, value: string): StateUse {
  const put = (text: string): string => text.replaceAll("VALUE", value);
  return { declarations, lines: lines.map(put), shown: shown === undefined ? undefined : put(shown) };
}
