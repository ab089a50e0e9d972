import { basename, join } from "node:path";
import {
  CancellationTokenSource,
  ProgressLocation,
  Range,
  TestMessage,
  TestRunProfileKind,
  TestRunRequest,
  Uri,
  tests,
  window,
  workspace,
  type CancellationToken,
  type Disposable,
  type Progress,
  type TestItem,
  type TestRun,
} from "vscode";
import type { ComparisonReport } from "../../../server/src/protocol.js";
import { abortSignalOf } from "../abort-signal.js";
import { t } from "../localize.js";
import { setting } from "../settings.js";
import { failureOf, showFailure } from "../show-failure.js";
import { comparedTests, type ComparedTest } from "./compared-tests.js";
import { compare } from "./compare-process.js";

/** Where migrations keep the old workers, beside which their apps are. */
const OLD_WORKERS = "**/.runpod-to-fal/*.py";
const MOST_APPS = 100;

/** What became of a comparison, for whoever runs the command from a program. */
export type Finding = "equal or announced" | "differs" | "not run";

function findingOf({ verdict }: ComparisonReport): Finding {
  return verdict === "differs" || verdict === "not run" ? verdict : "equal or announced";
}

/** Compares migrated apps with the workers that they were, as tests: one app, one test per input below it. */
export class AppComparison implements Disposable {
  readonly output = window.createOutputChannel("fal Comparison");
  readonly #tests = tests.createTestController("runpodToFal.comparison", t("fal: Compared With the RunPod Worker"));
  readonly #cli: string;

  constructor(extension: Uri) {
    this.#cli = join(extension.fsPath, "dist", "cli.js");
    this.#tests.resolveHandler = (item) => (item === undefined ? this.#find() : undefined);
    this.#tests.refreshHandler = () => this.#find();
    this.#tests.createRunProfile(t("Compare"), TestRunProfileKind.Run, async (request, token) => {
      await this.#run(request, token);
    });
  }

  /** Compares one app, whether or not it was found before, and says what was found; undefined where nothing was. */
  async compare(file: Uri): Promise<Finding | undefined> {
    const source = new CancellationTokenSource();
    try {
      const [finding] = await this.#run(new TestRunRequest([this.#item(file)]), source.token);
      return finding;
    } finally {
      source.dispose();
    }
  }

  dispose(): void {
    this.#tests.dispose();
    this.output.dispose();
  }

  /** Only looks at names; nothing is read or run. */
  async #find(): Promise<void> {
    const copies = await workspace.findFiles(OLD_WORKERS, undefined, MOST_APPS);
    for (const copy of copies) this.#item(Uri.joinPath(copy, "..", "..", basename(copy.fsPath)));
  }

  #item(file: Uri): TestItem {
    const known = this.#tests.items.get(file.toString());
    if (known !== undefined) return known;
    const item = this.#tests.createTestItem(file.toString(), workspace.asRelativePath(file), file);
    this.#tests.items.add(item);
    return item;
  }

  /** Inputs of one app go to the same two processes: asking for one of them asks for all. */
  async #run(request: TestRunRequest, token: CancellationToken): Promise<readonly (Finding | undefined)[]> {
    if (!workspace.isTrusted) {
      void window.showWarningMessage(t("Comparing runs the code of both sides: trust this workspace first."));
      return [];
    }
    const asked = request.include ?? [...this.#tests.items].map(([, item]) => item);
    const apps = new Set(asked.map((item) => item.parent ?? item));
    const run = this.#tests.createTestRun(request);
    const findings: (Finding | undefined)[] = [];
    try {
      for (const app of apps) if (!token.isCancellationRequested) findings.push(await this.#compare(app, run, token));
    } finally {
      run.end();
    }
    return findings;
  }

  async #compare(app: TestItem, run: TestRun, token: CancellationToken): Promise<Finding | undefined> {
    if (app.uri === undefined) return undefined;
    const file = app.uri;
    run.started(app);
    try {
      const report = await this.#withProgress(file, run, token);
      if (report === undefined) run.skipped(app);
      else this.#show(app, report, run);
      return report === undefined ? undefined : findingOf(report);
    } catch (error) {
      const failure = failureOf(error, this.output);
      run.errored(app, new TestMessage([failure.message, failure.cause].filter(Boolean).join(" ")));
      void showFailure(failure, { output: this.output, again: () => this.compare(file) });
      return undefined;
    }
  }

  #withProgress(file: Uri, run: TestRun, token: CancellationToken): Thenable<ComparisonReport | undefined> {
    const title = t("Comparing {0} with the RunPod worker", basename(file.fsPath));
    return window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, (progress, own) =>
      compare({
        cli: this.#cli,
        file: file.fsPath,
        falPython: setting("compare.falPython", file),
        runpodPython: setting("compare.runpodPython", file),
        env: process.env,
        signal: abortOnEither(token, own),
        onProgress: (line) => {
          this.#tell(line, progress, run);
        },
      }),
    );
  }

  #tell(line: string, progress: Progress<{ message: string }>, run: TestRun): void {
    progress.report({ message: line });
    this.output.appendLine(line);
    run.appendOutput(`${line}\r\n`);
  }

  #show(app: TestItem, report: ComparisonReport, run: TestRun): void {
    const found = comparedTests(report);
    const items = found.map((test) => this.#child(app, test));
    app.children.replace(items);
    for (const line of report.circumstances) run.appendOutput(`${line}\r\n`);
    found.forEach((test, index) => {
      const item = items[index];
      if (item !== undefined) showOutcome(test, item, run);
    });
    if (report.why !== undefined) run.errored(app, new TestMessage(report.why));
    else if (report.verdict === "differs") run.failed(app, []);
    else run.passed(app);
  }

  #child(app: TestItem, test: ComparedTest): TestItem {
    const item = this.#tests.createTestItem(`${app.id} ${test.id}`, test.label, app.uri);
    item.range = new Range(0, 0, 0, 0);
    if (test.description !== undefined) item.description = test.description;
    return item;
  }
}

function showOutcome({ message, expected, actual }: ComparedTest, item: TestItem, run: TestRun): void {
  if (message === undefined) {
    run.passed(item);
    return;
  }
  const hasTexts = expected !== undefined && actual !== undefined;
  run.failed(item, hasTexts ? TestMessage.diff(message, expected, actual) : new TestMessage(message));
}

function abortOnEither(...tokens: readonly CancellationToken[]): AbortSignal {
  const controller = new AbortController();
  for (const token of tokens) abortSignalOf(token, controller);
  return controller.signal;
}
