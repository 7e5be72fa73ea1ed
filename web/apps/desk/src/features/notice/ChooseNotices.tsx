import { client, newKey, type Schemas } from "@hemu/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Alert, App, Button, Checkbox, Modal } from "../../antd.ts";
import { command, isDefinite } from "../../api/call.ts";
import { choicesQuery } from "../../api/queries.ts";
import { useSpeech } from "../../i18n/index.tsx";
import { Mark } from "../../shell/Mark.tsx";
import { Failed, Loading } from "../../shell/Page.tsx";
import { sentence } from "../../shell/problem.ts";

type Choice = Schemas["ChoiceView"];

interface TableProps {
  choices: Choice[];
  hasMailbox: boolean;
  set: (changed: Choice) => void;
}

function ChoiceTable({ choices, hasMailbox, set }: TableProps) {
  const { language, words } = useSpeech();
  const { notice } = words;
  return (
    <table className="choices">
      <thead>
        <tr>
          <th scope="col">{notice.kind}</th>
          <th scope="col">{notice.inApp}</th>
          <th scope="col">{notice.mail}</th>
        </tr>
      </thead>
      <tbody>
        {choices.map((choice) => {
          const text = language === "zh" ? choice.text : choice.text_en;
          return (
            <tr key={choice.template}>
              <td>
                {text} {choice.fixed && <Mark>{notice.fixed}</Mark>}
              </td>
              <td>
                <Checkbox
                  aria-label={notice.inAppFor(text)}
                  checked={choice.in_app}
                  disabled={choice.fixed}
                  onChange={(event) => set({ ...choice, in_app: event.target.checked })}
                />
              </td>
              <td>
                <Checkbox
                  aria-label={notice.mailFor(text)}
                  checked={choice.mail && hasMailbox}
                  disabled={!hasMailbox}
                  onChange={(event) => set({ ...choice, mail: event.target.checked })}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** What one wants to be told, and how. */
export function ChooseNotices({ close }: { close: () => void }) {
  const { language, words } = useSpeech();
  const { notice, shell } = words;
  const { message } = App.useApp();
  const queries = useQueryClient();
  const known = useQuery(choicesQuery);
  const [changed, setChanged] = useState<Record<string, Choice>>({});
  const [key, setKey] = useState(newKey);
  const choices = (known.data?.choices ?? []).map((choice) => changed[choice.template] ?? choice);
  const save = useMutation({
    mutationFn: () =>
      command(key, (header) =>
        client.POST("/api/v1/notices/choices", {
          params: { header },
          body: { choices: choices.map(({ template, in_app, mail }) => ({ template, in_app, mail })) },
        }),
      ),
    onSuccess: async () => {
      message.success(notice.saved);
      close();
      await queries.invalidateQueries({ queryKey: choicesQuery.queryKey });
    },
    onError: (error) => {
      if (isDefinite(error)) {
        setKey(newKey());
      }
    },
  });
  const set = (choice: Choice) => setChanged({ ...changed, [choice.template]: choice });
  return (
    <Modal
      open
      title={notice.settings}
      onCancel={close}
      footer={[
        <Button key="cancel" onClick={close}>
          {shell.cancel}
        </Button>,
        <Button
          key="save"
          type="primary"
          disabled={!known.data}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {notice.save}
        </Button>,
      ]}
    >
      <p className="quiet">{notice.settingsLead}</p>
      {known.isPending && <Loading />}
      {known.isError && <Failed error={known.error} retry={() => known.refetch()} />}
      {known.data && !known.data.has_mailbox && <p className="quiet">{notice.noMailbox}</p>}
      {known.data && <ChoiceTable choices={choices} hasMailbox={known.data.has_mailbox} set={set} />}
      {save.isError && (
        <Alert
          type="error"
          showIcon
          role="alert"
          className="form-alert"
          title={sentence(save.error, language)}
        />
      )}
    </Modal>
  );
}
