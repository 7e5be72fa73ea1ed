import { ApiError, type Problem } from "@hemu/api";
import { upload } from "@hemu/api/upload";
import { useCallback, useEffect, useRef, useState } from "react";
import { forgetPlace, keepPlace, keptPlaces, nameOf } from "./chosen.ts";

export type Sending = {
  file: File;
  key: string;
  state: "waiting" | "sending" | "paused" | "refused" | "done";
  sent: number;
  problem?: Problem;
};

type Access = { number: string; code: string };

/** Send files one after another, as a slow network likes it. What breaks off waits, and goes on when it is back. */
export function useUploads(access: Access, first: File[], onDone: () => void) {
  const [items, setItems] = useState<Sending[]>(() => first.map(waiting));
  const told = useRef(onDone);
  told.current = onDone;
  const busy = useRef<AbortController>(undefined);
  const { number, code } = access;

  const change = useCallback((file: File, part: Partial<Sending>) => {
    setItems((now) => now.map((item) => (item.file === file ? { ...item, ...part } : item)));
  }, []);

  useEffect(() => {
    const next = items.find((item) => item.state === "waiting");
    if (next === undefined || busy.current !== undefined) {
      return;
    }
    const { file, key } = next;
    const stop = new AbortController();
    busy.current = stop;
    change(file, { state: "sending" });
    const target = {
      uploads: `/api/v1/portal/requests/${encodeURIComponent(number)}/uploads`,
      headers: () => ({ "X-Tracking-Code": code }),
    };
    upload(target, file, {
      key,
      place: keptPlaces(number)[nameOf(file)],
      signal: stop.signal,
      onPlace: (place) => keepPlace(number, file, place),
      onSent: (sent) => change(file, { sent }),
    })
      .then(
        () => {
          forgetPlace(number, file);
          change(file, { state: "done", sent: file.size });
          told.current();
        },
        (error: unknown) => change(file, after(error)),
      )
      .finally(() => {
        busy.current = undefined;
        // So that the next one is looked for.
        setItems((now) => [...now]);
      });
  }, [items, change, number, code]);

  const resume = useCallback(() => {
    setItems((now) => now.map((item) => (item.state === "paused" ? again(item) : item)));
  }, []);
  useEffect(() => {
    window.addEventListener("online", resume);
    return () => window.removeEventListener("online", resume);
  }, [resume]);
  useEffect(() => () => busy.current?.abort(), []);

  return {
    items,
    add: (files: File[]) => setItems((now) => [...now, ...files.map(waiting)]),
    pause: (file: File) => {
      if (items.some((item) => item.file === file && item.state === "sending")) {
        busy.current?.abort();
      }
      change(file, { state: "paused" });
    },
    retry: (file: File) => setItems((now) => now.map((item) => (item.file === file ? again(item) : item))),
    drop: (file: File) => setItems((now) => now.filter((item) => item.file !== file)),
  };
}

function waiting(file: File): Sending {
  const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
  return { file, key, state: "waiting", sent: 0 };
}

function again(item: Sending): Sending {
  const { problem: _, ...rest } = item;
  return { ...rest, state: "waiting" };
}

function after(error: unknown): Partial<Sending> {
  if (!(error instanceof ApiError)) {
    // Stopped by hand, or gone from the page.
    return { state: "paused" };
  }
  const { problem } = error;
  const later = problem.status === 0 || 500 <= problem.status || problem.code === "too_many_uploads";
  return { state: later ? "paused" : "refused", problem };
}
