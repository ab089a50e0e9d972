import type { ControlView, OnEntered } from "./controls.js";
import { attributes, button, element } from "./dom.js";
import { t } from "./localize.js";
import type { Control, Field, FileForm, FileMedia, JsonValue } from "./protocol.js";
import { bytesText } from "./units.js";

type FileControl = Extract<Control, { kind: "file" }>;

/** A body larger than this may be refused on its way to an app in fal's cloud. */
const LARGE = 10 << 20;
/** A longer text is shown as a file, not as text. */
const LONGEST_SHOWN = 300;

const ACCEPTED: Readonly<Record<FileMedia, string>> = {
  image: "image/*",
  audio: "audio/*",
  video: "video/*",
  file: "",
};

/** A file that is chosen, dropped, pasted as text or given by its address. */
export function fileControl(field: Field, control: FileControl, onEntered: OnEntered): ControlView {
  const input = element("input", { type: "text", placeholder: t("Address, or choose a file") });
  attributes(input, { spellcheck: "false" });
  const chosen = element("span", { className: "chosen" });
  const preview = element("img", { className: "preview", alt: t("Chosen image"), hidden: true });
  const picker = element("input", { type: "file", accept: ACCEPTED[control.media], hidden: true });
  const form: { current: FileForm } = { current: control.form };
  const parts: Parts = { input, chosen, preview, media: control.media };

  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const value = encoded(await dataUriOf(file), form.current, file);
    show(parts, value);
    chosen.textContent = `${file.name} · ${bytesText(file.size)}${file.size > LARGE ? ` · ${t("large")}` : ""}`;
    onEntered({ value });
  };
  picker.addEventListener("change", () => void take(picker.files?.[0]));
  input.addEventListener("input", () => {
    const value = control.form === "object" ? { url: input.value } : input.value;
    showPreview(parts, input.value);
    onEntered(input.value === "" && field.nullable ? { value: null } : { value });
  });
  const choose = button(t("Choose File…"), () => {
    picker.click();
  });
  const box = element(
    "div",
    { className: "file" },
    input,
    chosen,
    choose,
    ...formPicker(control, form),
    picker,
    preview,
  );
  acceptDrops(box, take);
  return {
    element: box,
    input,
    show(value) {
      if (typeof value === "string" && value.startsWith("data:") && control.form === "base64")
        form.current = "data-uri";
      show(parts, value);
    },
  };
}

interface Parts {
  readonly input: HTMLInputElement;
  readonly chosen: HTMLElement;
  readonly preview: HTMLImageElement;
  readonly media: FileMedia;
}

function show({ input, chosen, preview, media }: Parts, value: JsonValue | undefined): void {
  const url = typeof value === "object" && value !== null && "url" in value ? value["url"] : value;
  const text = typeof url === "string" ? url : "";
  const isLong = text.length > LONGEST_SHOWN;
  input.value = isLong ? "" : text;
  chosen.textContent = isLong ? t("{0} characters", text.length) : "";
  showPreview({ input, chosen, preview, media }, text);
}

function showPreview({ preview, media }: Parts, text: string): void {
  const source = media === "image" ? imageSource(text) : undefined;
  preview.hidden = source === undefined;
  if (source !== undefined) preview.src = source;
}

function imageSource(text: string): string | undefined {
  if (/^(data:image\/|https:\/\/)/.test(text)) return text;
  const isEncoded = text.length > LONGEST_SHOWN && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
  return isEncoded ? `data:image/*;base64,${text}` : undefined;
}

/** Workers of old want base64 alone, others a data URI: a name cannot always say which. */
function formPicker(control: FileControl, form: { current: FileForm }): readonly HTMLElement[] {
  if (control.form === "object") return [];
  const options = [
    element("option", { value: "base64", textContent: t("as base64") }),
    element("option", { value: "data-uri", textContent: t("as data URI") }),
  ];
  const select = element("select", { className: "form" }, ...options);
  attributes(select, { "aria-label": t("How the file is sent") });
  select.value = control.form;
  select.addEventListener("change", () => {
    form.current = select.value as FileForm;
  });
  return [select];
}

function encoded(dataUri: string, form: FileForm, file: File): JsonValue {
  if (form === "base64") return dataUri.slice(dataUri.indexOf(",") + 1);
  if (form === "data-uri") return dataUri;
  return { url: dataUri, content_type: file.type || "application/octet-stream", file_name: file.name };
}

function dataUriOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      resolve(reader.result as string); // `readAsDataURL` gives a text.
    };
    reader.onerror = () => {
      reject(reader.error ?? new Error("unreadable"));
    };
    reader.readAsDataURL(file);
  });
}

function acceptDrops(box: HTMLElement, take: (file: File | undefined) => Promise<void>): void {
  box.addEventListener("dragover", (event) => {
    event.preventDefault();
    box.classList.add("dropping");
  });
  box.addEventListener("dragleave", () => {
    box.classList.remove("dropping");
  });
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    box.classList.remove("dropping");
    void take(event.dataTransfer?.files[0]);
  });
}
