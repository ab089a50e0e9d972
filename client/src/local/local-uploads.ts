import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Upload {
  readonly bytes: Buffer;
  readonly type: string;
}

/** Old files go when newer ones need their room: an app may answer all day. Bytes. */
const ROOM = 512 * 1024 * 1024;

/**
 * Takes what `fal.toolkit` uploads, so that an app answers with images and files without a key and without a network.
 * The app posts to a Unix socket; the files are then served on a loopback port.
 */
export class LocalUploads {
  readonly #folder: string;
  readonly #socket: Server;
  readonly #files: Server;
  readonly #uploads: Map<string, Upload>;

  private constructor(folder: string, socket: Server, files: Server, uploads: Map<string, Upload>) {
    this.#folder = folder;
    this.#socket = socket;
    this.#files = files;
    this.#uploads = uploads;
  }

  static async start(): Promise<LocalUploads> {
    const uploads = new Map<string, Upload>();
    const folder = await mkdtemp(join(tmpdir(), "fal-"));
    const files = createServer((request, response) => {
      serveFile(uploads, request, response);
    });
    await listening(files, () => files.listen(0, "127.0.0.1"));
    const { port } = files.address() as AddressInfo;
    let number = 0;
    const socket = createServer((request, response) => {
      void takeUpload(request, response, (upload, name) => {
        const id = `u${String((number += 1))}`;
        makeRoom(uploads, upload.bytes.length);
        uploads.set(`/${id}/${name}`, upload);
        return { id, url: `http://127.0.0.1:${String(port)}/${id}/${name}` };
      });
    });
    await listening(socket, () => socket.listen(join(folder, "s")));
    return new LocalUploads(folder, socket, files, uploads);
  }

  /** What makes an app upload here. The key is none: fal only wants to see one. */
  get environment(): Readonly<Record<string, string>> {
    return { FAL_USE_LOCAL_UPLOADER: "1", FAL_API_SOCKET: join(this.#folder, "s"), FAL_KEY: "any:any" };
  }

  async stop(): Promise<void> {
    for (const server of [this.#socket, this.#files]) {
      server.closeAllConnections();
      server.close();
    }
    this.#uploads.clear();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function listening(server: Server, listen: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.once("listening", resolve);
    listen();
  });
}

async function takeUpload(
  request: IncomingMessage,
  response: ServerResponse,
  keep: (upload: Upload, name: string) => { readonly id: string; readonly url: string },
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (request.method === "GET") {
    answer(response, 200, { state: "completed" });
    return;
  }
  if (request.method !== "POST" || request.url !== "/v1/uploads") {
    answer(response, 404, { detail: "Not Found" });
    return;
  }
  const type = request.headers["content-type"] ?? "application/octet-stream";
  const { id, url } = keep({ bytes: Buffer.concat(chunks), type }, fileName(request.headers["x-fal-file-name"]));
  answer(response, 202, { state: "accepted_local", upload_id: id, file_url: url });
}

function fileName(header: string | string[] | undefined): string {
  const name = (Array.isArray(header) ? header[0] : header)?.split(/[/\\]/).at(-1) ?? "";
  return encodeURIComponent(name === "" ? "file" : name);
}

function makeRoom(uploads: Map<string, Upload>, size: number): void {
  let taken = size + [...uploads.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
  for (const [path, { bytes }] of uploads) {
    if (taken <= ROOM) return;
    uploads.delete(path);
    taken -= bytes.length;
  }
}

function serveFile(uploads: ReadonlyMap<string, Upload>, request: IncomingMessage, response: ServerResponse): void {
  const upload = uploads.get(request.url ?? "");
  if (upload === undefined) {
    answer(response, 404, { detail: "Not Found" });
    return;
  }
  response.writeHead(200, { "content-type": upload.type, "content-length": upload.bytes.length });
  response.end(request.method === "HEAD" ? undefined : upload.bytes);
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
