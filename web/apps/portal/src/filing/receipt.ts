// The receipt survives a reload of this tab, not its closing: the code opens the request.
import { forget, isRecord, keep, kept } from "../keep.ts";
import type { Receipt } from "./send.ts";

const NAME = "hemu.receipt";

export function keepReceipt(receipt: Receipt): void {
  keep("sessionStorage", NAME, receipt);
}

export function keptReceipt(): Receipt | undefined {
  const found = kept("sessionStorage", NAME);
  return isRecord(found) && typeof found.number === "string" && typeof found.code === "string"
    ? { number: found.number, code: found.code, earlier: found.earlier === true }
    : undefined;
}

export function forgetReceipt(): void {
  forget("sessionStorage", NAME);
}
