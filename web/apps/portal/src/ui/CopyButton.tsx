import { useState } from "react";
import { useSettings } from "../settings.tsx";

export function CopyButton({ text, what }: { text: string; what: string }) {
  const { words } = useSettings();
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  async function copyText(): Promise<void> {
    setState((await copy(text)) ? "copied" : "failed");
  }
  return (
    <>
      <button type="button" className="button button-small" onClick={() => void copyText()}>
        {words.copy(what)}
      </button>
      <span role="status" className="copied">
        {state === "copied" ? words.copied : state === "failed" ? words.copyFailed : ""}
      </span>
    </>
  );
}

/** By the clipboard where the page may use it, else by a selection, as older browsers do. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "sr";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
