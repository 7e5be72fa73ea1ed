import { ApiError, newKey } from "@hemu/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Alert, App, Button, Drawer, Form } from "../../antd.ts";
import { command, isDefinite } from "../../api/call.ts";
import { requestQuery } from "../../api/queries.ts";
import { useSpeech, wordFor } from "../../i18n/index.tsx";
import { Failed, Loading } from "../../shell/Page.tsx";
import { isStale, sentence } from "../../shell/problem.ts";
import { AttachFiles } from "../file/AttachFiles.tsx";
import type { Action } from "./actions/codes.ts";
import { formField, type StepForm } from "./actions/form.ts";
import { sendStep } from "./actions/send.ts";
import { StepFields } from "./fields/StepFields.tsx";

interface Props {
  request: string;
  action: Action;
  /** What is already chosen by the way it was opened. */
  preset?: StepForm;
  close: () => void;
  done?: () => void;
}

/** Steps that are often shown by a photo or a document. */
const WITH_FILES: readonly Action[] = ["log_contact", "add_note", "reply"];

/** What was typed into a step that was closed without sending, so that it is there when opened again. */
const unsent = new Map<string, StepForm>();

/** One step of a request: its form in a drawer. What is typed survives refusals, conflicts and closing. */
export function TakeStep({ request, action, preset, close, done }: Props) {
  const { language, words } = useSpeech();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const found = useQuery(requestQuery(request));
  const [form] = Form.useForm<StepForm>();
  const [key, setKey] = useState(newKey);
  const name = wordFor(words.codes.action, action);
  const kept = `${request}:${action}`;
  const possible = found.data?.actions.find((offer) => offer.action === action)?.allowed ?? false;

  const take = useMutation({
    mutationFn: (values: StepForm) => {
      if (!found.data) {
        throw new Error(words.shell.loading);
      }
      const seen = found.data;
      return command<unknown>(key, (headers) => sendStep(action, seen, values, headers));
    },
    onSuccess: async () => {
      unsent.delete(kept);
      message.success(words.forms.done(name));
      done?.();
      close();
      await queries.invalidateQueries({ queryKey: ["viewRequest", request] });
      await queries.invalidateQueries({ queryKey: ["listCases"] });
    },
    onError: async (error) => {
      if (isDefinite(error)) {
        setKey(newKey());
      }
      if (isStale(error)) {
        await found.refetch();
        return;
      }
      const field = error instanceof ApiError ? formField(error.problem.field ?? undefined) : undefined;
      // The call-back names its three answers together; the first of them stands for all.
      const shown = action === "call_back" && field === "answer" ? "contacted" : field;
      if (shown && form.getFieldInstance(shown)) {
        form.setFields([{ name: shown, errors: [sentence(error, language)] }]);
        form.focusField(shown);
      }
    },
  });

  return (
    <Drawer
      open
      title={found.data ? `${name} · ${found.data.number}` : name}
      size={560}
      onClose={close}
      closable={{ "aria-label": words.shell.close }}
      footer={
        <div className="form-foot">
          <Button type="primary" loading={take.isPending} disabled={!possible} onClick={() => form.submit()}>
            {words.forms.submit}
          </Button>
          <Button onClick={close}>{words.shell.cancel}</Button>
          <kbd>{words.record.saveKeys}</kbd>
        </div>
      }
    >
      {found.isPending && <Loading />}
      {found.isError && <Failed error={found.error} retry={() => found.refetch()} />}
      {take.isError && (
        <Alert
          type={isStale(take.error) ? "warning" : "error"}
          showIcon
          role="alert"
          className="form-alert"
          title={
            isStale(take.error)
              ? possible
                ? words.forms.stale
                : words.forms.gone
              : sentence(take.error, language)
          }
        />
      )}
      {found.data && (
        <Form<StepForm>
          form={form}
          name="step"
          layout="vertical"
          initialValues={{ matter: found.data.matter?.id, ...unsent.get(kept), ...preset }}
          scrollToFirstError={{ focus: true }}
          onValuesChange={(_, values) => unsent.set(kept, values)}
          onFinish={(values) => take.mutate(values)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              form.submit();
            }
          }}
        >
          <StepFields action={action} request={found.data} />
          {WITH_FILES.includes(action) && <AttachFiles request={found.data} />}
        </Form>
      )}
    </Drawer>
  );
}
