import { attributes, button, element } from "./dom.js";
import { draftOf, initialDraft, textOf, type Draft } from "./draft.js";
import { makeForm, type Form } from "./form.js";
import { t } from "./localize.js";
import type { Endpoint, FieldError, JsonObject, JsonValue, PanelState, SnippetKind } from "./protocol.js";

/** What the request part of the page needs from outside. */
export interface RequestOptions {
  /** What was kept when the page was last hidden. */
  readonly saved: unknown;
  readonly save: (state: Saved) => void;
  readonly send: (path: string, body: JsonValue) => void;
  readonly cancel: () => void;
  readonly copy: (as: SnippetKind, path: string, body: JsonValue) => void;
}

/** What a person has arranged and entered. */
interface Saved {
  readonly path: string;
  readonly asJson: boolean;
  /** By app and path. */
  readonly drafts: Readonly<Record<string, Draft>>;
}

export interface RequestView {
  readonly element: HTMLElement;
  show(state: PanelState): void;
  setBusy(busy: boolean): void;
  mark(errors: readonly FieldError[]): void;
  fill(path: string, body: JsonObject): void;
}

/** The form or JSON text of the chosen endpoint, and its buttons. */
export function makeRequestView(options: RequestOptions): RequestView {
  return new EndpointRequest(options);
}

class EndpointRequest implements RequestView {
  readonly element = element("section", { className: "request", hidden: true });
  readonly #options: RequestOptions;
  readonly #picker = element("select");
  readonly #pickerRow: HTMLElement;
  readonly #form = element("div");
  readonly #json = element("textarea", { className: "code body-text", rows: 12 });
  readonly #jsonProblem = element("div", { className: "error" });
  readonly #mode: HTMLButtonElement;
  readonly #send: HTMLButtonElement;
  readonly #cancel: HTMLButtonElement;
  #saved: Saved;
  #state: PanelState | undefined;
  #shown: { readonly key: string; readonly fields: string; readonly form: Form | undefined } | undefined;

  constructor(options: RequestOptions) {
    this.#options = options;
    this.#saved = { path: "/", asJson: false, drafts: {}, ...(options.saved as Partial<Saved> | undefined) };
    this.#picker.id = "endpoint";
    const label = element("label", { htmlFor: "endpoint", textContent: t("Endpoint") });
    this.#pickerRow = element("div", { className: "row" }, element("div", { className: "head" }, label), this.#picker);
    this.#mode = button("", () => {
      this.#save({ asJson: !this.#saved.asJson });
      this.#render();
    });
    this.#send = button(
      t("Send"),
      () => {
        this.#trySend();
      },
      "primary",
    );
    this.#cancel = button(t("Cancel"), options.cancel);
    this.#listen();
    this.#compose();
  }

  show(state: PanelState): void {
    this.#state = state;
    const { endpoints } = state;
    this.element.hidden = state.app === undefined || endpoints.length === 0 || !state.trusted;
    this.#pickerRow.hidden = endpoints.length < 2;
    const options = endpoints.map(({ path, streaming }) =>
      element("option", { value: path, textContent: streaming ? `${path} (${t("stream")})` : path }),
    );
    this.#picker.replaceChildren(...options);
    this.#send.textContent = state.phase === "running" ? t("Send") : t("Run and Send");
    this.#render();
  }

  setBusy(busy: boolean): void {
    this.#send.disabled = busy;
    this.#cancel.disabled = !busy;
  }

  mark(errors: readonly FieldError[]): void {
    this.#shown?.form?.mark(errors);
  }

  fill(path: string, body: JsonObject): void {
    this.#save({ path });
    this.#setDraft(body);
    this.#shown = undefined;
    this.#render();
    this.#send.focus();
  }

  #listen(): void {
    this.#picker.addEventListener("change", () => {
      this.#save({ path: this.#picker.value });
      this.#render();
    });
    this.#json.addEventListener("input", () => {
      const draft = draftOf(this.#json.value);
      this.#sayJson(draft === undefined ? t("This is not a JSON object yet") : undefined);
      if (draft !== undefined) this.#setDraft(draft);
    });
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#trySend();
    });
  }

  #compose(): void {
    attributes(this.#json, { "aria-label": t("Body as JSON"), spellcheck: "false" });
    this.#cancel.disabled = true;
    this.#send.title = t("Ctrl+Enter");
    const copies = (["curl", "python"] as const).map((as) =>
      button(
        as === "curl" ? t("Copy as curl") : t("Copy as Python"),
        () => {
          const endpoint = this.#endpoint();
          if (endpoint !== undefined) this.#options.copy(as, endpoint.path, this.#draft(endpoint));
        },
        "link",
      ),
    );
    const main = element("div", { className: "buttons main" }, this.#send, this.#cancel, this.#mode);
    const more = element("div", { className: "buttons more" }, ...copies);
    this.element.append(this.#pickerRow, this.#form, this.#json, this.#jsonProblem, main, more);
  }

  #endpoint(): Endpoint | undefined {
    const { endpoints = [] } = this.#state ?? {};
    return endpoints.find(({ path }) => path === this.#saved.path) ?? endpoints[0];
  }

  #key(endpoint: Endpoint): string {
    return `${this.#state?.app?.key ?? ""} ${endpoint.path}`;
  }

  #draft(endpoint: Endpoint): Draft {
    return this.#saved.drafts[this.#key(endpoint)] ?? initialDraft(endpoint);
  }

  #setDraft(draft: Draft): void {
    const endpoint = this.#endpoint();
    if (endpoint !== undefined) this.#save({ drafts: { ...this.#saved.drafts, [this.#key(endpoint)]: draft } });
  }

  #save(changed: Partial<Saved>): void {
    this.#saved = { ...this.#saved, ...changed };
    this.#options.save(this.#saved);
  }

  /** Makes the form anew only where its fields have changed: somebody may be typing into it. */
  #render(): void {
    const endpoint = this.#endpoint();
    if (endpoint === undefined) return;
    this.#picker.value = endpoint.path;
    const { fields } = endpoint;
    const asJson = this.#saved.asJson || fields === undefined;
    const key = `${this.#key(endpoint)} ${String(asJson)}`;
    const description = JSON.stringify([fields, endpoint.sample]);
    if (this.#shown?.key === key && this.#shown.fields === description) return;
    const form = asJson
      ? undefined
      : makeForm(fields, (draft) => {
          this.#setDraft(draft);
        });
    this.#shown = { key, fields: description, form };
    this.#form.replaceChildren(...(form === undefined ? [] : [form.element]));
    form?.show(this.#draft(endpoint));
    this.#showMode(asJson, fields !== undefined);
    if (asJson) this.#json.value = textOf(this.#draft(endpoint));
  }

  #showMode(asJson: boolean, hasForm: boolean): void {
    this.#json.hidden = !asJson;
    this.#sayJson(undefined);
    this.#mode.hidden = !hasForm;
    this.#mode.textContent = asJson ? t("Edit as Form") : t("Edit as JSON");
  }

  #sayJson(problem: string | undefined): void {
    this.#jsonProblem.textContent = problem ?? "";
    attributes(this.#json, { "aria-invalid": problem === undefined ? undefined : "true" });
  }

  #trySend(): void {
    const endpoint = this.#endpoint();
    if (endpoint === undefined || this.#send.disabled) return;
    const canSend = this.#shown?.form?.check() ?? this.#jsonProblem.textContent === "";
    if (canSend) this.#options.send(endpoint.path, this.#draft(endpoint));
  }
}
