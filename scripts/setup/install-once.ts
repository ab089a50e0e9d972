import { link, mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const marker = ".installed.json";
const pollEvery = 250;

/** What an installed folder holds, as names whose presence saves an installation. */
export type Contents = readonly string[];

export interface Installation {
  readonly folder: string;
  /** What is needed of it now. */
  readonly contents: Contents;
  /** Makes an empty folder into one that holds `contents`. */
  readonly create: (contents: Contents) => Promise<void>;
  /** Adds to a finished folder what it lacks; absent where everything comes with `create`. */
  readonly extend?: (missing: Contents) => Promise<void>;
  /** Called when another process is at it. */
  readonly onWait: () => void;
}

/**
 * Brings a folder to what is needed, once. A note inside is written last and taken away first, so that a folder whose
 * installation was killed is made again; a lock file beside it lets one process work while the others wait.
 */
export async function installOnce(installation: Installation): Promise<void> {
  if (missingIn(await installed(installation.folder), installation.contents)?.length === 0) return;
  const unlock = await lock(installation);
  try {
    await install(installation);
  } finally {
    await unlock();
  }
}

async function install({ folder, contents, create, extend }: Installation): Promise<void> {
  const present = await installed(folder);
  const missing = missingIn(present, contents);
  if (missing?.length === 0) return;
  await rm(join(folder, marker), { force: true });
  if (missing === undefined || extend === undefined) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await create(contents);
  } else {
    await extend(missing);
  }
  await writeFile(join(folder, marker), JSON.stringify([...(present ?? []), ...(missing ?? contents)]));
}

/** What the note in the folder says, or undefined where the folder is absent or unfinished. */
async function installed(folder: string): Promise<Contents | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, marker), "utf8")) as Contents;
  } catch {
    return undefined;
  }
}

function missingIn(present: Contents | undefined, needed: Contents): Contents | undefined {
  return present === undefined ? undefined : needed.filter((name) => !present.includes(name));
}

async function lock({ folder, onWait }: Installation): Promise<() => Promise<void>> {
  const path = `${folder}.lock`;
  await mkdir(dirname(path), { recursive: true });
  for (let waited = false; !(await take(path)); waited = true) {
    if (!waited) onWait();
    await delay(pollEvery);
  }
  return () => rm(path, { force: true });
}

/** Takes the lock, or takes it over from a process that no longer lives. */
async function take(path: string): Promise<boolean> {
  try {
    const file = await open(path, "wx");
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  if (await isAbandoned(path)) await clearAway(path);
  return false;
}

/** Takes an abandoned lock away. Of several that try, one gets it; a lock taken meanwhile by another is put back. */
async function clearAway(path: string): Promise<void> {
  const aside = `${path}.${String(process.pid)}`;
  try {
    await rename(path, aside);
    if (!(await isAbandoned(aside))) await link(aside, path);
  } catch {
    // Another process was quicker: the next look shows what it left.
  } finally {
    await rm(aside, { force: true });
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  try {
    const owner = Number(await readFile(path, "utf8"));
    // A lock without a number is being written just now, or its writer died in that instant.
    if (owner === 0) return Date.now() - (await stat(path)).mtimeMs > 10_000;
    return !isAlive(owner);
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
