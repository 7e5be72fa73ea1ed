/** Where a key takes the reader in a list; nothing when the key is not for moving. */
export function moveTo(key: string, at: number, length: number): number | undefined {
  const last = length - 1;
  switch (key) {
    case "ArrowDown":
    case "j":
      return Math.min(at + 1, last);
    case "ArrowUp":
    case "k":
      return Math.max(at - 1, 0);
    case "PageDown":
      return Math.min(at + 15, last);
    case "PageUp":
      return Math.max(at - 15, 0);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return undefined;
  }
}
