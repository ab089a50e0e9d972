import type { Json, JsonObject } from "./json.js";

/** What a runner process is asked: one JSON line each. The Python programs in `server/python` read these names. */
export interface Task {
  /** The folder whose copy is run; absent where `files` is everything. */
  readonly folder?: string;
  /** Files laid over the copy, by path relative to the folder. */
  readonly files?: Readonly<Record<string, string>>;
  readonly file: string;
  readonly requests: readonly Request[];
  /** The endpoint that the requests go to; the old side has none. */
  readonly path?: string;
  /** Load the app and describe it, without `setup()` and without a request. */
  readonly describe?: boolean;
  /** List what the program asks of its environment in vain; run nothing. */
  readonly survey?: boolean;
  /** Pairs of picture files to compare by their pixels; nothing else is done (new side only). */
  readonly pictures?: readonly (readonly [string, string])[];
  /** Which call of `start` is meant, where the worker makes several (old side only): 0 for the first. */
  readonly registration?: number;
  /** Every other request, from the first on, comes from a client who leaves after the first event (new side only). */
  readonly cancelled?: boolean;
  /** All requests at the same moment, instead of one after the other. */
  readonly together?: boolean;
  /** As deployed: through the pickle, with nothing but the shipped files beside it. */
  readonly pickled?: boolean;
  /** Top-level packages that are replaced by recording doubles. */
  readonly doubles?: readonly string[];
  /** Where files that answers speak of are kept, by digest. */
  readonly artefacts?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly network?: boolean;
  readonly limits?: Partial<Limits>;
}

/** A RunPod job: what the old handler gets. The new app gets its input, and its id in a header. */
export interface Request {
  readonly id: string;
  readonly input: Json;
  readonly [key: string]: Json;
}

export interface Limits {
  readonly loadSeconds: number;
  readonly requestSeconds: number;
  /** No request is begun after this time. */
  readonly totalSeconds: number;
  readonly memoryMegabytes: number;
  readonly logKilobytes: number;
}

/** A file that a string of an answer stands for. */
export interface Artefact {
  readonly size: number;
  readonly sha256: string;
  /** The worker wrote it, on its own disk. */
  readonly written?: boolean;
}

interface Answer {
  /** How the process ended instead of answering: `time`, `output`, `exit code 1`, `signal 9`, `not tried`. */
  readonly ended?: string;
  readonly files?: Readonly<Record<string, Artefact>>;
  readonly calls?: readonly string[];
  /** How many calls on doubles there had been when each part of a stream was sent. */
  readonly callsBefore?: readonly number[];
}

export interface OldAnswer extends Answer {
  /** The body of the SDK's last post, or null where it posted nothing. */
  readonly posted?: JsonObject | null;
  readonly stream?: readonly Json[];
  /** Why a post was not made: the value could not be serialised. */
  readonly unposted?: readonly string[];
  readonly why?: string | null;
  /** The exception behind a failure, and whether the worker's own code raised it. */
  readonly fault?: { readonly message: string; readonly own: boolean };
}

/** A body or an event: JSON where it is JSON. */
export type Content = { readonly json: Json } | { readonly text: string };

export interface NewAnswer extends Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Content;
  readonly events?: readonly Content[];
  readonly raw?: string;
  /** What the server raised after it had answered 500. */
  readonly error?: string | null;
}

interface RunResult<A> {
  readonly started: boolean;
  readonly why?: string | null;
  readonly answers: readonly A[];
  /** What the fence kept the code from: `network huggingface.co`, `write /etc/passwd`. */
  readonly refused?: readonly string[];
  readonly loadCalls?: readonly string[];
  readonly log: string;
  /** How many requests are taken at the same moment. */
  readonly concurrency?: number;
  /** How many really were in the user's code at the same moment, where they came together. */
  readonly overlap?: number;
  /** The answer to a survey: packages, and environment variables without a default. */
  readonly missing?: readonly string[];
  readonly variables?: readonly string[];
  /** Addresses at which nobody could be reached and a double answered. */
  readonly services?: readonly string[];
  /** Programs that were started and are not installed. */
  readonly programs?: readonly string[];
  /** Top folders that the machine lacks, or that are not the code's own: what it wrote there was kept in another place. */
  readonly folders?: readonly string[];
  /** Whether the kernel keeps the programs that the code starts from changing files of others. */
  readonly contained?: boolean;
}

export interface OldResult extends RunResult<OldAnswer> {
  readonly streams?: boolean;
  /** The name of the handler's function, which later handlers' endpoints are named after. */
  readonly handler?: string | null;
  readonly aggregates?: boolean;
  /** `refresh_worker` in the config of `start`. */
  readonly refreshes?: boolean;
}

export interface NewResult extends RunResult<NewAnswer> {
  readonly appName?: string;
  readonly className?: string;
  readonly endpoints?: readonly string[];
  readonly openapi?: JsonObject;
  /** The answer about `pictures`. */
  readonly same?: readonly boolean[];
}
