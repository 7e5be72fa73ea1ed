// A form that sends one command: the key is kept while the same thing is tried again, and what the server says of a
// field stands at the field.
import { newKey } from "@hemu/api";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Alert, App, type FormInstance } from "../antd.ts";
import { type CommandHeaders, command, isDefinite } from "../api/call.ts";
import { useSpeech } from "../i18n/index.tsx";
import { fieldAtFault, sentence } from "./problem.ts";

type Send<Draft, T> = (
  draft: Draft,
  header: CommandHeaders,
) => Promise<{ data?: T; error?: unknown; response: Response }>;

export function useCommandForm<Draft, T>(
  form: FormInstance<Draft>,
  fields: readonly string[],
  send: Send<Draft, T>,
  done: (answer: T) => unknown,
) {
  const { language } = useSpeech();
  const [key, setKey] = useState(newKey);
  const run = useMutation({
    mutationFn: (draft: Draft) => command(key, (header) => send(draft, header)),
    onSuccess: (answer) => {
      setKey(newKey());
      return done(answer);
    },
    onError: (error) => {
      if (isDefinite(error)) {
        setKey(newKey());
      }
      const name = fieldAtFault(error, fields) as Parameters<typeof form.focusField>[0] | undefined;
      if (name !== undefined) {
        form.setFields([{ name, errors: [sentence(error, language)] } as never]);
        form.focusField(name);
      }
    },
  });
  const problem = run.isError && fieldAtFault(run.error, fields) === undefined ? run.error : undefined;
  return { submit: (draft: Draft) => run.mutate(draft), pending: run.isPending, problem };
}

/** What the server said that belongs to no field. */
export function FormProblem({ problem }: { problem: unknown }) {
  const { language } = useSpeech();
  return problem === undefined ? null : (
    <Alert type="error" showIcon role="alert" className="form-alert" title={sentence(problem, language)} />
  );
}

/** A button that sends one command and says what came of it. */
export function useCommandButton<T>(send: Send<void, T>, done: (answer: T) => unknown) {
  const { language } = useSpeech();
  const { message } = App.useApp();
  const run = useMutation({
    mutationFn: () => command(newKey(), (header) => send(undefined, header)),
    onSuccess: done,
    onError: (error) => message.error(sentence(error, language)),
  });
  return { press: () => run.mutate(), pending: run.isPending };
}
