import { FailureError } from "./failure.js";
import { t } from "./localize.js";

/** Whether a text has the form of a key: an id and a secret. */
export function isKey(text: string): boolean {
  return /^[^:\s]+:[^:\s]+$/.test(text.trim());
}

/** An address that a key may be sent to, without a slash at its end: encrypted, or on this machine. */
export function trustedAddress(setting: string, address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isLocal = url?.protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  if (url?.protocol === "https:" || isLocal) return address.replace(/\/+$/, "");
  throw new FailureError({
    kind: "unsafe-address",
    message: t("{0} must be an https address: your key is sent there.", setting),
    remedy: { kind: "open-settings", setting },
  });
}
