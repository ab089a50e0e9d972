/** Puts the parts of the extension together; each lives in its own file. */
import { commands, l10n, type ExtensionContext, type Uri } from "vscode";
import { chooseApp } from "./app-target.js";
import { AppComparison } from "./compare/comparison.js";
import { Credentials } from "./credentials.js";
import { Deployer } from "./deploy/deploy-command.js";
import { Language } from "./language-client.js";
import { translateWith } from "./localize.js";
import { LocalTarget } from "./local/local-target.js";
import { LogTail } from "./logs/logs-command.js";
import { followMigration, MIGRATED_COMMAND } from "./migration/lightbulb-migration.js";
import { migrateWithPreview } from "./migration/migrate.js";
import { registerReportView } from "./migration/report-view.js";
import { COMMANDS, VIEWS } from "./names.js";
import { pythonDocument } from "./python-document.js";
import { AppsTree } from "./views/apps-tree.js";
import { OpenFile } from "./views/open-file.js";
import { Panel } from "./views/panel.js";
import { statusBar } from "./views/status-bar.js";

/** Called by VS Code when a Python file is opened or a command is used. */
export async function activate(context: ExtensionContext): Promise<void> {
  translateWith((message, ...values) => l10n.t(message, ...values));
  const language = new Language(context);
  const local = new LocalTarget();
  const credentials = new Credentials(context);
  const deployer = new Deployer(credentials);
  const logs = new LogTail(credentials);
  const comparison = new AppComparison(context.extensionUri);
  const panel = new Panel(context.extensionUri, language, local, context.workspaceState);
  const file = new OpenFile(language);
  const tree = new AppsTree(file, local);
  context.subscriptions.push(language, local, deployer, logs, comparison, panel, file, tree, registerReportView());
  context.subscriptions.push(...statusBar(file, local));
  const handlers = commandHandlers({ language, local, credentials, deployer, logs, comparison });
  for (const [id, handler] of Object.entries(handlers))
    context.subscriptions.push(commands.registerCommand(id, handler));
  // A server that cannot start says so itself; the commands are there all the same, and say what they lack.
  await language.ready.catch(() => undefined);
}

type Handlers = Readonly<Record<string, (...args: never[]) => unknown>>;

interface Parts {
  readonly language: Language;
  readonly local: LocalTarget;
  readonly credentials: Credentials;
  readonly deployer: Deployer;
  readonly logs: LogTail;
  readonly comparison: AppComparison;
}

function commandHandlers({ language, local, credentials, deployer, logs, comparison }: Parts): Handlers {
  return {
    [COMMANDS.migrate]: async (uri?: Uri) => {
      const chosen = uri ?? pythonDocument()?.uri;
      await language.ready;
      if (chosen !== undefined) await migrateWithPreview(language.client, [chosen]);
    },
    [MIGRATED_COMMAND]: () => followMigration(),
    [COMMANDS.runLocally]: async (name?: string) => {
      const target = await chooseApp(language, name);
      if (target !== undefined && (await local.run(target))) await commands.executeCommand(`${VIEWS.panel}.focus`);
    },
    [COMMANDS.stopLocally]: () => local.stop(),
    [COMMANDS.callEndpoint]: () => commands.executeCommand(`${VIEWS.panel}.focus`),
    [COMMANDS.compare]: async () => {
      const target = await chooseApp(language);
      return target === undefined ? undefined : comparison.compare(target.document.uri);
    },
    [COMMANDS.deploy]: async (name?: string) => {
      const target = await chooseApp(language, name);
      if (target !== undefined) await deployer.deploy(target);
    },
    [COMMANDS.tailLogs]: (app?: string) => logs.tail(app),
    [COMMANDS.setKey]: () => credentials.ask(),
    [COMMANDS.forgetKey]: () => credentials.forget(),
    [COMMANDS.showOutput]: () => {
      local.output.show(true);
    },
  };
}
