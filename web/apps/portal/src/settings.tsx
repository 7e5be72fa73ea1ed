// Language and type size: chosen by the reader, remembered on the device.
import type { Language } from "@hemu/format";
import { createContext, type ReactNode, useContext, useState } from "react";
import { keep, kept } from "./keep.ts";
import { dictionaries, type Words } from "./words/index.ts";

type Settings = {
  language: Language;
  large: boolean;
  words: Words;
  setLanguage: (language: Language) => void;
  setLarge: (large: boolean) => void;
};

const Context = createContext<Settings | null>(null);

export function SettingsProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() =>
    kept("localStorage", "hemu.language") === "en" ? "en" : "zh",
  );
  const [large, setLarge] = useState(() => kept("localStorage", "hemu.large") === true);
  show(language, large);
  const settings: Settings = {
    language,
    large,
    words: dictionaries[language],
    setLanguage(next) {
      keep("localStorage", "hemu.language", next);
      setLanguage(next);
    },
    setLarge(next) {
      keep("localStorage", "hemu.large", next);
      setLarge(next);
    },
  };
  return <Context value={settings}>{children}</Context>;
}

/** Set on the root element, where the style sheet and screen readers look; setting it twice changes nothing. */
function show(language: Language, large: boolean): void {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.documentElement.dataset.type = large ? "large" : "normal";
}

export function useSettings(): Settings {
  const settings = useContext(Context);
  if (settings === null) {
    throw new Error("useSettings needs a SettingsProvider around it");
  }
  return settings;
}
