import type { Model } from "../../fal/model.js";
import type { Streaming } from "./answers/realtime-method.js";
import type { PlaceLines } from "./imports/search-path.js";
import type { Bridge, EndpointReport, Remark } from "../report.js";

/** What one handler contributes to the App. */
export interface EndpointDraft {
  /** Complete methods, indented to stand in the class. */
  readonly methods: readonly string[];
  readonly models: readonly Model[];
  readonly endpoints: readonly EndpointReport[];
  /** Import statements, one name each. */
  readonly imports: readonly string[];
  /** Functions the file needs beside the App, by name. */
  readonly definitions: ReadonlyMap<string, string>;
  readonly bridges: readonly Bridge[];
  readonly notes: readonly Remark[];
  readonly decisions: readonly Remark[];
}

/** Everything that is known of the surroundings of a worker, gathered before its text is touched. */
export interface Surroundings {
  readonly className: string;
  readonly appName: string;
  /** Options of the class beside its name: `max_multiplexing=4`. */
  readonly options: readonly string[];
  readonly machineType: string;
  readonly gpuCount: number | undefined;
  readonly requirements: readonly string[];
  readonly appFiles: readonly string[];
  /** `app_files_context_dir`; undefined where the worker's own folder will do. */
  readonly contextFolder: string | undefined;
  /** Folders that `setup()` must add to `sys.path`, relative to the current one. */
  readonly pathFolders: readonly string[];
  /** Under which package the worker's folder is found on that path, as the parts of its name; none for the folder itself. */
  readonly ownPackage: readonly string[];
  /** The code opens files by relative paths, or asks where its own file is. */
  readonly opensFiles: boolean;
  /** Paths of the old image that the code names, and where the app finds these files. */
  readonly shippedPaths: ReadonlyMap<string, string>;
  /** How the chunks of generators reach the caller. */
  readonly streaming: Streaming;
  /** Paths of endpoints by handler, where they are not those of a worker. */
  readonly paths: ReadonlyMap<string, string>;
  /** Handlers that answer an HTTP route as they are. */
  readonly routes: ReadonlySet<string>;
  /** What sets up logging as RunPod's SDK did. */
  readonly logging: PlaceLines;
  readonly samples: readonly Readonly<Record<string, unknown>>[];
}
