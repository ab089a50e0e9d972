import type { TextDocument } from "vscode-languageserver-textdocument";
import { diagnosticsOf } from "./diagnostics.js";
import { attempt, report } from "./guard.js";
import type { Session } from "./session.js";

/** How long diagnostics may be held back while changes keep coming in, in milliseconds. */
const LONGEST_WAIT = 100;

/**
 * Sends diagnostics unasked, to clients that do not ask. Nothing is delayed: changes that have already arrived are
 * taken in first, and only the newest text is looked at.
 */
export class DiagnosticsPublisher {
  private readonly due = new Set<string>();
  private arrivals = 0;
  private deadline: number | undefined;

  constructor(private readonly session: Session) {}

  changed({ uri }: TextDocument): void {
    this.due.add(uri);
    this.arrivals += 1;
    if (this.deadline !== undefined) return;
    this.deadline = Date.now() + LONGEST_WAIT;
    setImmediate(() => {
      this.settle(0);
    });
  }

  closed({ uri }: TextDocument): void {
    this.due.delete(uri);
    this.send(uri, { diagnostics: [] });
  }

  /** Messages that wait are handled one per turn of the event loop: a turn without a change means there is none left. */
  private settle(seen: number): void {
    const { arrivals, deadline = 0 } = this;
    if (arrivals !== seen && Date.now() < deadline) {
      setImmediate(() => {
        this.settle(arrivals);
      });
      return;
    }
    this.deadline = undefined;
    for (const uri of this.takeDue()) void this.publish(uri);
  }

  private takeDue(): readonly string[] {
    const uris = [...this.due];
    this.due.clear();
    return uris;
  }

  private async publish(uri: string): Promise<void> {
    const document = this.session.documents.get(uri);
    if (document === undefined) return;
    const { version } = document;
    try {
      const diagnostics = await diagnosticsOf(this.session, document);
      if (this.session.documents.get(uri) !== document) return;
      if (document.version === version) this.send(uri, { version, diagnostics });
      else this.changed(document);
    } catch (error) {
      report(this.session, "diagnostics", error);
    }
  }

  private send(uri: string, parts: Omit<Parameters<Session["connection"]["sendDiagnostics"]>[0], "uri">): void {
    attempt(this.session, "diagnostics", this.session.connection.sendDiagnostics({ uri, ...parts }));
  }
}
