// Files that were chosen for a request, before they are sent.
import { forget, isRecord, keep, kept } from "../keep.ts";

export const FILES_MAX = 10;
export const BYTES_MAX = 20 * 1024 * 1024;
/** A phone then gives a photo as JPEG, whatever it takes it in. */
export const ACCEPTED = "image/jpeg,image/png,image/webp,application/pdf,.docx,.xlsx,.txt";

export type Choice = { files: File[]; tooLarge: string[]; tooMany: boolean };

/** Add to what was chosen: the same file once, none that is too large, no more than ten with those sent before. */
export function choose(before: File[], more: File[], room: number): Choice {
  const small = more.filter((file) => file.size <= BYTES_MAX);
  const fresh = small.filter((file) => before.every((one) => nameOf(one) !== nameOf(file)));
  const files = [...before, ...fresh];
  return {
    files: files.slice(0, room),
    tooLarge: more.filter((file) => BYTES_MAX < file.size).map((file) => file.name),
    tooMany: room < files.length,
  };
}

/**
 * What makes a file the same when it is chosen again. Not its time: a phone makes a new copy of a photo each time it is
 * chosen. Two photos of one name and length would not open as a picture, and be refused.
 */
export function nameOf(file: File): string {
  return `${file.name}:${file.size}`;
}

// Where uploads stand, so that one goes on after a reload when the same file is chosen again. In the tab's storage, as
// the receipt: on a shared phone nothing of it is left when the tab is closed. The bytes are never kept.
const NAME = "hemu.uploads";

export function keptPlaces(number: string): Record<string, string> {
  const found = kept("sessionStorage", NAME);
  const places = isRecord(found) && found.number === number && isRecord(found.places) ? found.places : {};
  return Object.fromEntries(
    Object.entries(places).filter((pair): pair is [string, string] => typeof pair[1] === "string"),
  );
}

export function keepPlace(number: string, file: File, place: string): void {
  keep("sessionStorage", NAME, { number, places: { ...keptPlaces(number), [nameOf(file)]: place } });
}

export function forgetPlace(number: string, file: File): void {
  const { [nameOf(file)]: _, ...places } = keptPlaces(number);
  if (Object.keys(places).length === 0) {
    forget("sessionStorage", NAME);
  } else {
    keep("sessionStorage", NAME, { number, places });
  }
}
