/**
 * What the endpoint panel's page and the extension tell each other: two maps of messages, imported by both sides.
 * The page never sees a key; the extension makes every request.
 */

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

export type JsonObject = Readonly<Record<string, JsonValue | undefined>>;

/** Messages to the page. */
export interface ToPage {
  /** All that the page shows beside answers; replaces what it had. */
  readonly state: PanelState;
  /** A request has left. */
  readonly started: { readonly id: number };
  /** One event of a streamed answer. */
  readonly event: {
    readonly id: number;
    readonly index: number;
    readonly data: JsonValue;
    readonly media: readonly Media[];
  };
  /** The end of a request, whatever its outcome. */
  readonly answer: { readonly id: number; readonly answer: Answer };
  /** Fills the form, from the history or a sample. */
  readonly fill: { readonly path: string; readonly body: JsonObject };
}

/** Messages to the extension. */
export interface ToExtension {
  /** The page listens from now on. */
  readonly ready: undefined;
  readonly send: { readonly path: string; readonly body: JsonValue };
  readonly cancel: undefined;
  readonly run: undefined;
  readonly stop: undefined;
  /** The button beside a failure. */
  readonly remedy: undefined;
  readonly showOutput: undefined;
  readonly migrate: undefined;
  readonly copy: { readonly as: SnippetKind; readonly path: string; readonly body: JsonValue };
  readonly copyAnswer: undefined;
  readonly openAnswer: undefined;
  readonly repeat: { readonly entry: number };
  readonly clearHistory: undefined;
}

export type SnippetKind = "curl" | "python";

/** One message on its way, tagged with its name. */
export type Message<Messages> = {
  [Name in keyof Messages]: { readonly name: Name; readonly payload: Messages[Name] };
}[keyof Messages];

export interface PanelState {
  readonly app: PanelApp | undefined;
  readonly phase: Phase;
  readonly failure: PanelFailure | undefined;
  readonly endpoints: readonly Endpoint[];
  readonly history: readonly HistoryEntry[];
  readonly trusted: boolean;
}

export type Phase = "stopped" | "starting" | "running";

export interface PanelApp {
  /** What drafts are remembered by. */
  readonly key: string;
  readonly class: string;
  readonly file: string;
  /** Where it answers, when it runs. */
  readonly address: string | undefined;
}

export interface PanelFailure {
  readonly message: string;
  readonly cause: string | undefined;
  /** The text of the one button that helps. */
  readonly remedy: string;
}

export interface Endpoint {
  readonly path: string;
  readonly streaming: boolean;
  /** Undefined where the endpoint takes any object, or nothing: then JSON is typed. */
  readonly fields: readonly Field[] | undefined;
  /** What lies beside the app as its sample input, where it fits this endpoint. */
  readonly sample: JsonObject | undefined;
}

/** One field of a form. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly description: string | undefined;
  readonly required: boolean;
  readonly nullable: boolean;
  readonly control: Control;
  /** What the app takes when the field is left out; undefined where it says nothing. */
  readonly default: JsonValue | undefined;
  readonly example: JsonValue | undefined;
}

export type Control =
  | { readonly kind: "text"; readonly minLength?: number; readonly maxLength?: number; readonly pattern?: string }
  | { readonly kind: "multiline"; readonly minLength?: number; readonly maxLength?: number }
  | {
      readonly kind: "number";
      readonly integer: boolean;
      readonly minimum?: number;
      readonly maximum?: number;
      readonly exclusiveMinimum?: number;
      readonly exclusiveMaximum?: number;
      readonly step?: number;
    }
  | { readonly kind: "boolean" }
  | { readonly kind: "choice"; readonly options: readonly JsonValue[] }
  | { readonly kind: "file"; readonly media: FileMedia; readonly form: FileForm }
  | { readonly kind: "json" };

export type FileMedia = "image" | "audio" | "video" | "file";

/** How a chosen file is written into the field: base64 alone, as a data URI, or as an object with a `url`. */
export type FileForm = "base64" | "data-uri" | "object";

/** What came back. */
export interface Answer {
  /** `stopped`: cancelled by the user. `unreachable`: no answer at all. */
  readonly kind: "json" | "text" | "binary" | "stream" | "stopped" | "unreachable";
  /** 0 where no answer came. */
  readonly status: number;
  readonly ok: boolean;
  /** Milliseconds from sending to the last byte. */
  readonly duration: number;
  /** Bytes received. */
  readonly size: number;
  /** Pretty-printed; long texts inside are shortened for the eye. */
  readonly text: string;
  readonly media: readonly Media[];
  /** What a 422 says about single fields. */
  readonly fieldErrors: readonly FieldError[];
  /** What an error says in one sentence. */
  readonly error: string | undefined;
}

/** A picture, sound or file inside an answer. */
export interface Media {
  /** Where it stands, like `images[0].url`. */
  readonly at: string;
  readonly kind: FileMedia;
  /** A data URI, or an https address. Never an address of this machine: the page may run on another one. */
  readonly source: string;
}

export interface FieldError {
  readonly field: string;
  readonly message: string;
}

export interface HistoryEntry {
  readonly id: number;
  readonly path: string;
  /** ISO 8601 */
  readonly at: string;
  readonly status: number;
  readonly ok: boolean;
  readonly duration: number;
  /** The first characters of the body. */
  readonly summary: string;
}
