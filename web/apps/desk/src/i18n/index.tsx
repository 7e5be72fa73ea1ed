// The language of the page: Chinese unless the reader chose English. The choice is remembered.
import type { Language } from "@hemu/format";
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { en } from "./en.ts";
import { type Words, zh } from "./zh.ts";

export { wordFor } from "./wordFor.ts";

const KEY = "hemu.desk.language";

interface Speech {
  language: Language;
  words: Words;
  choose: (language: Language) => void;
}

const Speaking = createContext<Speech>({ language: "zh", words: zh, choose: () => {} });

function apply(language: Language): Language {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  return language;
}

export function SpeechProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() =>
    apply(localStorage.getItem(KEY) === "en" ? "en" : "zh"),
  );
  const speech = useMemo<Speech>(
    () => ({
      language,
      words: language === "zh" ? zh : en,
      choose: (next) => {
        localStorage.setItem(KEY, next);
        setLanguage(apply(next));
      },
    }),
    [language],
  );
  return <Speaking value={speech}>{children}</Speaking>;
}

export function useSpeech(): Speech {
  return useContext(Speaking);
}

export function useWords(): Words {
  return useSpeech().words;
}

/** The name in the reader's language. */
export function nameIn(language: Language, one: { name: string; name_en: string }): string {
  return language === "zh" ? one.name : one.name_en || one.name;
}
