import { attributes, button, element } from "./dom.js";
import { t } from "./localize.js";
import type { HistoryEntry } from "./protocol.js";
import { durationText } from "./units.js";

/** The last requests; each can be put back into the form. */
export function historyElement(
  entries: readonly HistoryEntry[],
  onRepeat: (id: number) => void,
  onClear: () => void,
): HTMLElement | undefined {
  if (entries.length === 0) return undefined;
  const items = entries.map((entry) => element("li", {}, entryButton(entry, onRepeat)));
  const title = element("summary", { textContent: t("History ({0})", entries.length) });
  return element(
    "details",
    { className: "history" },
    title,
    element("ul", {}, ...items),
    button(t("Clear History"), onClear),
  );
}

function entryButton(entry: HistoryEntry, onRepeat: (id: number) => void): HTMLElement {
  const { id, path, at, ok, status, duration, summary } = entry;
  const mark = ok ? "✓" : "✗";
  const time = new Date(at).toLocaleString();
  const head = `${mark} ${path} · ${status || t("no answer")} · ${durationText(duration)} · ${time}`;
  const made = button(
    "",
    () => {
      onRepeat(id);
    },
    `entry ${ok ? "good" : "bad"}`,
  );
  made.append(element("span", { textContent: head }), element("code", { textContent: summary }));
  attributes(made, { title: t("Put this request back into the form") });
  return made;
}
