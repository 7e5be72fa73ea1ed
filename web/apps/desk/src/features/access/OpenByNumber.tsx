import { useNavigate } from "@tanstack/react-router";
import { Input } from "../../antd.ts";
import { useWords } from "../../i18n/index.tsx";

/** A caller says a number: open that case. */
export function OpenByNumber() {
  const words = useWords();
  const navigate = useNavigate();
  return (
    <Input
      className="by-number"
      aria-label={words.access.openByNumber}
      placeholder={words.access.openByNumberHint}
      maxLength={20}
      autoComplete="off"
      onPressEnter={(event) => {
        const request = event.currentTarget.value.trim();
        if (request) {
          navigate({ to: "/cases/$request", params: { request } });
        }
      }}
    />
  );
}
