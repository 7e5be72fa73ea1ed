import { client, newKey, type Schemas } from "@hemu/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Alert, App, Button, Drawer, Form, Input, Select } from "../../antd.ts";
import { command, ifMatch, isDefinite } from "../../api/call.ts";
import { limitsQuery } from "../../api/supervision.ts";
import { useSpeech, wordFor } from "../../i18n/index.tsx";
import { isStale, sentence } from "../../shell/problem.ts";

interface Props {
  row: Schemas["LimitRow"];
  version: number;
  close: () => void;
}

interface Filled {
  amount: string;
  counts: string;
  legal_basis: string;
  valid_from: string;
}

function Outcome({ tried }: { tried: Schemas["LimitsTriedView"] }) {
  const { words } = useSpeech();
  const w = words.limits;
  return (
    <div role="status" className="tried">
      <p>
        <strong>{w.tried(tried.looked_at, tried.changed)}</strong>
      </p>
      {!tried.complete && <p className="quiet">{w.triedPart}</p>}
      {tried.moved.map((moved) => (
        <div key={`${moved.class}${moved.clock}`}>
          <p>
            {wordFor(words.codes.clock, moved.clock)} · {wordFor(words.codes.matterClass, moved.class)}
          </p>
          <ul>
            {moved.shifts
              .filter((shift) => shift.count > 0)
              .map((shift) => (
                <li key={shift.shift}>
                  {wordFor(w.shift, shift.shift)}：{words.supervision.cases(shift.count)}
                </li>
              ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

/** Change one row of the table: try it on what is open, then publish it. */
export function EditLimit({ row, version, close }: Props) {
  const { language, words } = useSpeech();
  const w = words.limits;
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Filled>();
  const [key, setKey] = useState(newKey);
  const body = (filled: Filled) => ({
    rows: [{ ...filled, amount: Number(filled.amount), clock: row.clock, class: row.class }],
  });
  const attempt = useMutation({
    mutationFn: (filled: Filled) =>
      command(newKey(), (header) =>
        client.POST("/api/v1/limits/try", { params: { header }, body: body(filled) }),
      ),
  });
  const publish = useMutation({
    mutationFn: (filled: Filled) =>
      command(key, (header) =>
        client.POST("/api/v1/limits", {
          params: { header: { ...header, "If-Match": ifMatch(version) } },
          body: body(filled),
        }),
      ),
    onSuccess: async (published) => {
      message.success(w.published(published.version));
      close();
      await queries.invalidateQueries({ queryKey: limitsQuery.queryKey });
    },
    onError: async (error) => {
      if (isDefinite(error)) {
        setKey(newKey());
      }
      if (isStale(error)) {
        await queries.refetchQueries({ queryKey: limitsQuery.queryKey });
      }
    },
  });
  const failed = publish.error ?? attempt.error;
  const needed = [{ required: true, message: words.forms.needed }];
  const kind = row.class === "*" ? w.allClasses : wordFor(words.codes.matterClass, row.class);
  return (
    <Drawer
      open
      size={520}
      onClose={close}
      closable={{ "aria-label": words.shell.close }}
      title={w.editOf(wordFor(words.codes.clock, row.clock), kind)}
    >
      <Form<Filled>
        form={form}
        name="limit"
        layout="vertical"
        initialValues={{ ...row, amount: String(row.amount) }}
        onFinish={(filled) => publish.mutate(filled)}
      >
        <Form.Item name="amount" label={w.amount} rules={needed}>
          <Input type="number" min={1} max={3_660} />
        </Form.Item>
        <Form.Item name="counts" label={w.counts} rules={needed}>
          <Select options={Object.entries(words.codes.counts).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item name="legal_basis" label={w.basis} rules={needed}>
          <Input.TextArea rows={2} maxLength={300} />
        </Form.Item>
        <Form.Item name="valid_from" label={w.from} extra={w.fromHint} rules={needed}>
          <Input type="date" />
        </Form.Item>
        <section className="try" aria-label={w.try}>
          <Button
            loading={attempt.isPending}
            onClick={() => form.validateFields().then((filled) => attempt.mutate(filled))}
          >
            {w.try}
          </Button>
          <p className="quiet">{w.tryHint}</p>
          {attempt.data && <Outcome tried={attempt.data} />}
        </section>
        {failed && (
          <Alert
            type="error"
            showIcon
            role="alert"
            className="form-alert"
            title={isStale(failed) ? w.stale : sentence(failed, language)}
          />
        )}
        <div className="form-foot">
          <Button type="primary" htmlType="submit" loading={publish.isPending}>
            {w.publish}
          </Button>
          <Button onClick={close}>{words.shell.cancel}</Button>
        </div>
      </Form>
    </Drawer>
  );
}
