// Codes of the second factor (RFC 6238) from a secret in base32: for the demo's administrators the published one.
import { createHmac } from "node:crypto";

/** The second factor of the demo's three administrators, as `hemu demo` prints it. */
export const SECOND_FACTOR = "NBSW25JNMRSW23ZNOFUW4ZZNOF2WC3RB";
export const WITH_SECOND_FACTOR: readonly string[] = ["admin", "security", "audit"];

const STEP_MS = 30_000;
/** The last step used per secret and login: a code is accepted once. */
const used = new Map<string, number>();

function bytes(base32: string): Buffer {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...base32.replace(/\s/g, "")].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0"));
  return Buffer.from((bits.join("").match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

function codeOf(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", bytes(secret)).update(counter).digest();
  const offset = (mac[mac.length - 1] ?? 0) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** A code that was not used before: of this step or the next, waiting where both are gone. */
export async function freshCode(login: string, secret: string = SECOND_FACTOR): Promise<string> {
  const key = `${login} ${secret}`;
  const now = () => Math.floor(Date.now() / STEP_MS);
  const step = Math.max(now(), (used.get(key) ?? 0) + 1);
  while (now() + 1 < step) {
    await new Promise((wake) => setTimeout(wake, 250));
  }
  used.set(key, step);
  return codeOf(secret, step);
}
