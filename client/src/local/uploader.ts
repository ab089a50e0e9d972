import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";

/** fal's upload service on this machine: apps post their files to its socket, and get an address of its file server. */
export interface Uploader {
  /** What an app needs to know in order to use it. */
  readonly environment: Readonly<Record<string, string>>;
  /** `http://127.0.0.1:N`, below which the files are. */
  readonly address: string;
  close(): Promise<void>;
}

interface StoredFile {
  readonly path: string;
  readonly contentType: string;
}

/** Starts the service; undefined on systems without Unix sockets, where fal cannot use one either. */
export async function startUploader(): Promise<Uploader | undefined> {
  if (process.platform === "win32") return undefined;
  const folder = await mkdtemp(join(tmpdir(), "fal-"));
  const socket = join(folder, "uploads.sock");
  const files = new Map<string, StoredFile>();
  const fileServer = createServer((request, response) => void sendFile(files, request, response));
  await listen(fileServer, { host: "127.0.0.1", port: 0 });
  const address = `http://127.0.0.1:${(fileServer.address() as AddressInfo).port}`;
  const uploads = createServer((request, response) => void takeUpload({ folder, address, files }, request, response));
  await listen(uploads, { path: socket });
  return {
    environment: {
      FAL_USE_LOCAL_UPLOADER: "1",
      FAL_API_SOCKET: socket,
      // The toolkit wants some key before it looks at the socket; with a key, fal would look up a team of its settings.
      FAL_KEY: "local:local",
      FAL_CONFIG_PATH: join(folder, "no-config.toml"),
    },
    address,
    async close() {
      await Promise.all([close(fileServer), close(uploads)]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Storage {
  readonly folder: string;
  readonly address: string;
  readonly files: Map<string, StoredFile>;
}

/** `POST /v1/uploads` with the bytes as they are. A caller that waits for completion asks by GET: it is complete. */
async function takeUpload(storage: Storage, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === "GET") {
    answer(response, 200, { state: "completed" });
    return;
  }
  if (request.method !== "POST" || request.url !== "/v1/uploads") {
    answer(response, 404, { detail: "Not Found" });
    return;
  }
  try {
    const id = `u${storage.files.size + 1}`;
    const name = basename(headerOf(request, "x-fal-file-name") ?? "file") || "file";
    const path = join(storage.folder, id);
    storage.files.set(`/${id}/${encodeURIComponent(name)}`, {
      path,
      contentType: headerOf(request, "content-type") ?? "application/octet-stream",
    });
    await mkdir(storage.folder, { recursive: true });
    await pipeline(request, createWriteStream(path));
    const fileUrl = `${storage.address}/${id}/${encodeURIComponent(name)}`;
    answer(response, 202, { state: "accepted_local", upload_id: id, file_url: fileUrl });
  } catch (error) {
    answer(response, 500, { detail: String(error) });
  }
}

async function sendFile(
  files: ReadonlyMap<string, StoredFile>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = files.get(new URL(request.url ?? "/", "http://localhost").pathname);
  if (file === undefined) {
    answer(response, 404, { detail: "Not Found" });
    return;
  }
  try {
    const { size } = await stat(file.path);
    response.writeHead(200, { "content-type": file.contentType, "content-length": size });
    await pipeline(createReadStream(file.path), response);
  } catch {
    response.destroy();
  }
}

function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

function listen(server: Server, where: { host?: string; port?: number; path?: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(where, resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
