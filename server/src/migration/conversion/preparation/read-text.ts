import type { PythonModule } from "../../../python/module.js";

/** Reads a state of the worker's text as a module; each state is read once, however many steps ask for it. */
export type ReadText = (text: string) => PythonModule | undefined;
