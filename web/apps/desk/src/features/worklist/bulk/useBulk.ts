import { newKey } from "@hemu/api";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { command, isDefinite } from "../../../api/call.ts";
import { useSpeech } from "../../../i18n/index.tsx";
import { sentence } from "../../../shell/problem.ts";
import type { StepForm } from "../../request/actions/form.ts";
import { sendStep } from "../../request/actions/send.ts";
import { formFor, type Item, isLeft } from "./plan.ts";

export interface Bulk {
  items: Item[];
  running: boolean;
  stopped: boolean;
  start: (items: Item[], form: StepForm) => Promise<void>;
  goOn: () => Promise<void>;
  stop: () => void;
}

/** Does one case after the other, each as a command of its own, until all are done or somebody stops it. */
export function useBulk(): Bulk {
  const { language } = useSpeech();
  const queries = useQueryClient();
  const [items, setItems] = useState<Item[]>([]);
  const [running, setRunning] = useState(false);
  const [stopped, setStopped] = useState(false);
  const halt = useRef(false);
  const form = useRef<StepForm>({});

  const put = (at: number, change: Partial<Item>) =>
    setItems((before) => before.map((item, index) => (index === at ? { ...item, ...change } : item)));

  const one = async (item: Item, at: number) => {
    put(at, { state: "running" });
    try {
      const values = formFor(item.page, item.action, form.current);
      await command<unknown>(item.key, (headers) => sendStep(item.action, item.page, values, headers));
      put(at, { state: "done", why: undefined });
    } catch (error) {
      // Without an answer it may have been carried out: the same key is kept, so that going on repeats nothing.
      const state = isDefinite(error) ? "refused" : "unknown";
      put(at, { state, why: sentence(error, language) });
    }
  };

  const run = async (all: Item[]) => {
    halt.current = false;
    setStopped(false);
    setRunning(true);
    for (const [at, item] of all.entries()) {
      if (halt.current) {
        break;
      }
      if (isLeft(item)) {
        await one(item, at);
      }
    }
    setStopped(halt.current);
    setRunning(false);
    await queries.invalidateQueries({ queryKey: ["viewRequest"] });
  };

  return {
    items,
    running,
    stopped,
    start: async (fresh, values) => {
      form.current = values;
      const keyed = fresh.map((item) => ({ ...item, key: newKey() }));
      setItems(keyed);
      await run(keyed);
    },
    goOn: () => run(items),
    stop: () => {
      halt.current = true;
    },
  };
}
