import type { ReactNode } from "react";
import { Alert, Button, Spin } from "../antd.ts";
import { useSpeech, useWords } from "../i18n/index.tsx";
import { sentence } from "./problem.ts";

/** A page: its title in the window and as the only `h1`, what stands beside it, and the content. */
export function Page({ title, extra, children }: { title: string; extra?: ReactNode; children: ReactNode }) {
  const words = useWords();
  return (
    <>
      <title>{`${title} · ${words.shell.product}`}</title>
      <div className="page-head">
        <h1>{title}</h1>
        {extra}
      </div>
      {children}
    </>
  );
}

/** What is shown while something is read or when it could not be read. */
export function Loading() {
  const words = useWords();
  return (
    <div className="loading" role="status">
      <Spin size="small" />
      <span>{words.shell.loading}</span>
    </div>
  );
}

export function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const { language, words } = useSpeech();
  return (
    <Alert
      type="error"
      showIcon
      title={words.shell.failed}
      description={sentence(error, language)}
      action={<Button onClick={retry}>{words.shell.retry}</Button>}
    />
  );
}
