/** The page of the endpoint panel: shows what the extension tells it, and tells it what a person asks for. */
import { makeAnswerView } from "./answer.js";
import { element } from "./dom.js";
import { headerElements } from "./header.js";
import { historyElement } from "./history.js";
import { translateWith } from "./localize.js";
import type { Message, PanelState, ToExtension, ToPage } from "./protocol.js";
import { makeRequestView } from "./request.js";

/** What the editor puts into every webview. */
declare function acquireVsCodeApi(): {
  postMessage(message: Message<ToExtension>): void;
  getState(): unknown;
  setState(state: unknown): void;
};

const editor = acquireVsCodeApi();
translateWith(document.body.dataset["texts"]);

function post<Name extends keyof ToExtension>(name: Name, payload: ToExtension[Name]): void {
  editor.postMessage({ name, payload } as Message<ToExtension>);
}

const header = element("header");
const answer = makeAnswerView((name) => {
  post(name, undefined);
});
const request = makeRequestView({
  saved: editor.getState(),
  save: (state) => {
    editor.setState(state);
  },
  send: (path, body) => {
    answer.clear();
    post("send", { path, body });
  },
  cancel: () => {
    post("cancel", undefined);
  },
  copy: (as, path, body) => {
    post("copy", { as, path, body });
  },
});
const history = element("footer");
let lastFailure: string | undefined;
document.body.append(element("main", {}, header, request.element, answer.element, history));

const handlers: { readonly [Name in keyof ToPage]: (payload: ToPage[Name]) => void } = {
  state: showState,
  started: () => {
    request.setBusy(true);
    answer.started();
    answer.element.scrollIntoView({ block: "nearest" });
  },
  event: ({ index, data, media }) => {
    answer.event(index, data, media);
  },
  answer: ({ answer: given }) => {
    request.setBusy(false);
    request.mark(given.fieldErrors);
    answer.finished(given);
    answer.element.scrollIntoView({ block: "nearest" });
  },
  fill: ({ path, body }) => {
    request.fill(path, body);
  },
};

window.addEventListener("message", ({ data }: MessageEvent<Message<ToPage>>) => {
  (handlers[data.name] as (payload: unknown) => void)(data.payload);
});
post("ready", undefined);

function showState(state: PanelState): void {
  const ask = (name: "run" | "stop" | "remedy" | "showOutput" | "migrate") => () => {
    post(name, undefined);
  };
  const actions = {
    run: ask("run"),
    stop: ask("stop"),
    remedy: ask("remedy"),
    showOutput: ask("showOutput"),
    migrate: ask("migrate"),
  };
  header.replaceChildren(...headerElements(state, actions));
  // Somebody who pressed Send at the end of a long form would not see what went wrong at its top.
  if (state.failure !== undefined && state.failure.message !== lastFailure) header.scrollIntoView();
  lastFailure = state.failure?.message;
  request.show(state);
  const list = historyElement(
    state.history,
    (entry) => {
      post("repeat", { entry });
    },
    () => {
      post("clearHistory", undefined);
    },
  );
  keepOpen(history, list);
}

/** A list that a person has opened stays open when it is made anew. */
function keepOpen(holder: HTMLElement, list: HTMLElement | undefined): void {
  const wasOpen = holder.querySelector("details")?.open ?? false;
  holder.replaceChildren(...(list === undefined ? [] : [list]));
  const details = holder.querySelector("details");
  if (details !== null) details.open = wasOpen;
}
