/** The word for a code; the code itself when a newer server sends one we do not know. */
export function wordFor(words: Record<string, string>, code: string | number): string {
  return words[String(code)] ?? String(code);
}
