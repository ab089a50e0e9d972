/**
 * What an editor may know of the language server: its requests, its commands, its settings.
 * The client imports this file and no other of the server.
 */
import { NotificationType, RequestType, type Range, type WorkspaceEdit } from "vscode-languageserver-protocol";
import type { Safety } from "./migration/finding.js";
import type { MigrationReport } from "./migration/report.js";
import type { RuleName } from "./migration/rules/names.js";

export type { Safety } from "./migration/finding.js";
export type {
  AppReport,
  Bridge,
  EndpointReport,
  FileReport,
  FileStatus,
  MigrationReport,
  Remark,
} from "./migration/report.js";
export type { ComparedPart, ComparedRow, ComparisonReport } from "./proof/report.js";
export type { RuleName } from "./migration/rules/names.js";

/** `source` of every diagnostic. */
export const DIAGNOSTIC_SOURCE = "RunPod to fal";

/** The section of the editor's settings that holds {@link ServerSettings}: `fal.diagnostics.enable` and so on. */
export const SETTINGS_SECTION = "fal";

/** The settings the server asks for, as they stand in the editor's settings below {@link SETTINGS_SECTION}. */
export interface ServerSettings {
  readonly diagnostics: {
    /** Whether findings are shown at all. Migrating works all the same. */
    readonly enable: boolean;
    /** Rules to show; all of them where the list is empty. */
    readonly select: readonly RuleName[];
    /** Rules to hide. */
    readonly ignore: readonly RuleName[];
  };
}

export const DEFAULT_SETTINGS: ServerSettings = { diagnostics: { enable: true, select: [], ignore: [] } };

/** `initializationOptions` of `initialize`. */
export interface ServerOptions {
  /**
   * Whether the workspace is trusted. In one that is not, the server reads no file but those the editor has opened.
   * Virtual workspaces need no word: a document whose scheme is not `file` is always looked at alone.
   */
  readonly trusted: boolean;
}

/** The client tells the server that the user has trusted the workspace. */
export const workspaceTrusted = new NotificationType<void>("runpodToFal/workspaceTrusted");

/** Commands of `workspace/executeCommand`, for editors without this project's client. Arguments: one `MigrateParams`. */
export const SERVER_COMMANDS = {
  /** Migrates and asks the editor to apply the edit, with confirmation where the editor can ask for it. */
  migrate: "runpodToFal.server.migrate",
} as const;

/** Kinds of code actions beside the plain `quickfix`. */
export const CODE_ACTION_KINDS = {
  /** "Migrate to a fal App": its edit is computed when it is chosen. */
  migrate: "refactor.rewrite.runpodToFal",
  /** All safe fixes of the document, to a fixpoint. */
  fixAll: "source.fixAll.runpodToFal",
} as const;

/** `data` of a diagnostic; the rule is its `code`. Absent where no machine can fix the finding. */
export interface DiagnosticData {
  /** How it can be fixed: by an edit of its own, or by the conversion of the whole file. */
  readonly fix: "local" | "conversion";
  readonly safety: Safety;
}

/** The client asks what a migration would do. Nothing is changed; the client shows it and applies the edit itself. */
export const migrate = new RequestType<MigrateParams, MigrationPreview, void>("runpodToFal/migrate");

export interface MigrateParams {
  /** Files to migrate, or folders whose Python files are all migrated. Open documents count as they stand in the editor. */
  readonly uris: readonly string[];
  /** `realtime`: what a handler yields is sent over a websocket, as msgpack, instead of as server-sent events. */
  readonly streaming?: "events" | "realtime";
  /** `files`: what an answer holds as base64 is uploaded, and callers get a `url` instead. */
  readonly media?: "base64" | "files";
}

export interface MigrationPreview {
  /**
   * One edit over all files, versioned for those that are open, made of small edits so that untouched bytes survive.
   * Where the editor supports it, every part asks for confirmation. Undefined where there is nothing to change.
   */
  readonly edit: WorkspaceEdit | undefined;
  /** Every changed or created file with its whole new text: what a preview shows and what `edit` would leave behind. */
  readonly changed: readonly ChangedDocument[];
  /** Paths are relative to `root`. */
  readonly report: MigrationReport;
  /** The folder the paths of the report are relative to; undefined for a document without a folder. */
  readonly root: string | undefined;
}

export interface ChangedDocument {
  readonly uri: string;
  readonly text: string;
  /** False for a file that the migration changes. */
  readonly created: boolean;
}

/** The client asks which fal apps a document holds: what run, deploy, logs and the panel are offered for. */
export const documentApps = new RequestType<DocumentAppsParams, readonly AppOutline[], void>(
  "runpodToFal/documentApps",
);

export interface DocumentAppsParams {
  readonly uri: string;
}

/** A class that derives from `fal.App`, read from the text as it stands, without running it. */
export interface AppOutline {
  /** The class, as `fal run file.py::Class` wants it. */
  readonly class: string;
  /** `app_name` of the class, or what fal makes of the class name. */
  readonly name: string;
  /** The class name in the text. */
  readonly range: Range;
  readonly endpoints: readonly EndpointOutline[];
  /** Values of the class that are written out in it, as text: `machine_type`, `keep_alive`, `app_auth`. */
  readonly options: Readonly<Record<string, string>>;
}

export interface EndpointOutline {
  /** `/`, `/stream` */
  readonly path: string;
  /** The method. */
  readonly method: string;
  /** The method's name in the text. */
  readonly range: Range;
  /** Whether it answers with a stream of events. */
  readonly streaming: boolean;
  /** The class of the method's input parameter, where it is annotated with one. */
  readonly input: string | undefined;
  /** What that class accepts, where it is a pydantic model of the same file: follows the text while it is typed. */
  readonly schema: InputSchema | undefined;
}

/** JSON Schema, as pydantic gives it for a model; models inside are written out in place. Fields are in their order. */
export interface InputSchema {
  readonly title?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, InputSchema>>;
  readonly required?: readonly string[];
  readonly [keyword: string]: unknown;
}
