import { unbindHandler } from "./bound-handlers.js";
import { foldCertainConditions } from "./certain-conditions.js";
import { enterContexts } from "./context-decorators.js";
import { callEntryFunction } from "./entry-functions.js";
import { spellOutDictionaries } from "./dictionary-calls.js";
import { lookUpDefaults } from "./look-up-defaults.js";
import { unmakeHandler } from "./made-handlers.js";
import { askForKeys } from "./missing-keys.js";
import { spellOutPartials } from "./partial-handlers.js";
import type { ReadText } from "./read-text.js";
import { dropSelfTests } from "./self-tests.js";
import { branchSequentialStarts } from "./sequential-starts.js";
import { makeAnswersSerialisable } from "./serialisable-answers.js";
import { partSharedLines } from "./shared-lines.js";
import { leaveMethod } from "./starts-in-methods.js";
import { keepThreadSettings } from "./thread-settings.js";

const STEPS: readonly ((text: string, read: ReadText) => string)[] = [
  partSharedLines,
  spellOutDictionaries,
  callEntryFunction,
  foldCertainConditions,
  enterContexts,
  branchSequentialStarts,
  spellOutPartials,
  unmakeHandler,
  leaveMethod,
  unbindHandler,
  dropSelfTests,
  lookUpDefaults,
  askForKeys,
  keepThreadSettings,
  makeAnswersSerialisable,
];

/** A worker's text after the rewrites that make the conversion's work plain and keep its meaning. */
export function prepare(text: string, read: ReadText): string {
  return STEPS.reduce((prepared, step) => step(prepared, read), text);
}
