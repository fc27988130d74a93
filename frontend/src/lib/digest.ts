/** The fingerprint of a text, by our own script since plain http has no `crypto.subtle`. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** SHA-256 of the text's UTF-8 in lower-case hex, the same as `document.digest` on the server. */
export function digest(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
