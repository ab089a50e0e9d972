import { attributes, button, element } from "./dom.js";
import { t } from "./localize.js";
import type { Answer, FileMedia, JsonValue, Media } from "./protocol.js";
import { bytesText, durationText } from "./units.js";

/** Shows what came back: as it comes where it is a stream, whole where not. */
export interface AnswerView {
  readonly element: HTMLElement;
  /** Takes the answer away: the next request is on its way, be it that its app must start first. */
  clear(): void;
  started(): void;
  event(index: number, data: JsonValue, media: readonly Media[]): void;
  finished(answer: Answer): void;
}

/** More events than this are counted, and only the last of them shown. */
const MOST_EVENTS = 500;

type Ask = (name: "copyAnswer" | "openAnswer" | "showOutput") => void;

export function makeAnswerView(ask: Ask): AnswerView {
  const status = element("div", { className: "status" });
  attributes(status, { role: "status", "aria-live": "polite" });
  const body = element("div", { className: "body" });
  const view = element(
    "section",
    { className: "answer", hidden: true },
    element("h2", { textContent: t("Answer") }),
    status,
    body,
  );
  return {
    element: view,
    clear() {
      view.hidden = true;
    },
    started() {
      view.hidden = false;
      status.className = "status running";
      status.textContent = t("Waiting for the answer…");
      body.replaceChildren();
    },
    event(index, data, media) {
      status.textContent = t("Event {0}", index + 1);
      if (body.childElementCount >= MOST_EVENTS) body.firstElementChild?.remove();
      body.append(eventElement(index, data, media));
    },
    finished(answer) {
      view.hidden = false;
      status.className = `status ${answer.ok ? "good" : "bad"}`;
      status.textContent = statusText(answer);
      if (answer.kind !== "stream") body.replaceChildren();
      body.append(...answerElements(answer, ask));
    },
  };
}

function statusText({ kind, status, ok, duration, size, error }: Answer): string {
  if (kind === "stopped") return t("Cancelled after {0}", durationText(duration));
  if (kind === "unreachable") return error ?? "";
  const word = ok ? t("OK") : t("Failed");
  return `${word} · ${status} · ${durationText(duration)} · ${bytesText(size)}`;
}

function answerElements(answer: Answer, ask: Ask): readonly Node[] {
  const { kind, error, text, media, status } = answer;
  if (kind === "stopped" || kind === "unreachable") return [outputButton(ask)];
  const parts: Node[] = [];
  if (error !== undefined) parts.push(element("p", { className: "problem", textContent: error }));
  parts.push(...media.map(mediaElement));
  if (text !== "") parts.push(codeElement(text, t("Answer as JSON")));
  const buttons = [
    button(t("Copy"), () => {
      ask("copyAnswer");
    }),
    button(t("Open in Editor"), () => {
      ask("openAnswer");
    }),
  ];
  parts.push(element("div", { className: "buttons" }, ...buttons, status >= 500 ? outputButton(ask) : undefined));
  return parts;
}

function outputButton(ask: Ask): HTMLElement {
  return button(t("Show Output"), () => {
    ask("showOutput");
  });
}

function eventElement(index: number, data: JsonValue, media: readonly Media[]): HTMLElement {
  const number = element("span", { className: "number", textContent: String(index + 1) });
  const text = typeof data === "string" ? data : JSON.stringify(data);
  const shown = text.length > 2000 ? `${text.slice(0, 2000)}…` : text;
  return element(
    "div",
    { className: "event" },
    number,
    element("code", { textContent: shown }),
    ...media.map(mediaElement),
  );
}

/** Scrolls by itself, so it must be reachable by keyboard. */
function codeElement(text: string, label: string): HTMLElement {
  const code = element("pre", { tabIndex: 0, textContent: text });
  attributes(code, { role: "region", "aria-label": label });
  return code;
}

const MEDIA: Readonly<Record<FileMedia, (media: Media) => HTMLElement>> = {
  image: ({ source, at }) => element("img", { src: source, alt: t("Image at {0}", at) }),
  audio: ({ source, at }) => labelled(element("audio", { src: source, controls: true }), t("Audio at {0}", at)),
  video: ({ source, at }) => labelled(element("video", { src: source, controls: true }), t("Video at {0}", at)),
  file: ({ source, at }) => element("a", { href: source, textContent: at }),
};

function mediaElement(media: Media): HTMLElement {
  const caption = element("figcaption", { textContent: media.at });
  return element("figure", {}, MEDIA[media.kind](media), media.at === "" ? undefined : caption);
}

function labelled(target: HTMLElement, label: string): HTMLElement {
  attributes(target, { "aria-label": label });
  return target;
}
