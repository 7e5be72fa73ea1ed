import { Button } from "../antd.ts";
import { useSpeech } from "../i18n/index.tsx";

export function LanguageSwitch() {
  const { language, words, choose } = useSpeech();
  const other = language === "zh" ? "en" : "zh";
  return (
    <Button
      type="text"
      lang={other === "zh" ? "zh-CN" : "en"}
      aria-label={words.shell.languageLabel}
      onClick={() => choose(other)}
    >
      {words.shell.language}
    </Button>
  );
}
