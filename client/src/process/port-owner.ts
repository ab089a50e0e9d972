import { execFile } from "node:child_process";
import { readdir, readFile, readlink } from "node:fs/promises";
import { promisify } from "node:util";

const TIMEOUT = 2000;
/** The state of a listening socket in `/proc/net/tcp`. */
const LISTENING = "0A";

/** Whether a process of this group listens on a port. False where the system does not tell. */
export function listensOn(port: number, group: number): Promise<boolean> {
  return process.platform === "linux" ? listensOnLinux(port, group) : listedByLsof(port, group);
}

async function listensOnLinux(port: number, group: number): Promise<boolean> {
  const tables = await Promise.all(["tcp", "tcp6"].map((name) => text(`/proc/net/${name}`)));
  const sockets = new Set(tables.flatMap((table) => listeningSockets(table, port)));
  const processes = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const members = await Promise.all(processes.map(async (pid) => ((await groupOf(pid)) === group ? [pid] : [])));
  const opened = await Promise.all(members.flat().map(openSockets));
  return opened.flat().some((socket) => sockets.has(socket));
}

function listeningSockets(table: string, port: number): readonly string[] {
  return table.split("\n").flatMap((line) => {
    const [, local = "", , state, , , , , , inode] = line.trim().split(/\s+/);
    const isIt = state === LISTENING && parseInt(local.slice(local.lastIndexOf(":") + 1), 16) === port;
    return isIt && inode !== undefined ? [`socket:[${inode}]`] : [];
  });
}

/** The third word after the name in parentheses, which may hold anything. */
async function groupOf(pid: string): Promise<number> {
  const status = await text(`/proc/${pid}/stat`);
  return Number(status.slice(status.lastIndexOf(")") + 2).split(" ")[2]);
}

async function openSockets(pid: string): Promise<readonly string[]> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  return Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => "")));
}

/** Empty for a process that has just gone. */
function text(path: string): Promise<string> {
  return readFile(path, "utf8").catch(() => "");
}

async function listedByLsof(port: number, group: number): Promise<boolean> {
  const words = ["-nP", "-a", `-iTCP:${port}`, "-sTCP:LISTEN", "-g", String(group), "-t"];
  const listed = await promisify(execFile)("lsof", words, { timeout: TIMEOUT }).catch(() => ({ stdout: "" }));
  return listed.stdout.trim() !== "";
}
