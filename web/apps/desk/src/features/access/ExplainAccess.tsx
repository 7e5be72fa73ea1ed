import type { Schemas } from "@hemu/api";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Alert, Button, Form, Input } from "../../antd.ts";
import { whyQuery } from "../../api/queries.ts";
import { nameIn, useSpeech, wordFor } from "../../i18n/index.tsx";
import { Mark } from "../../shell/Mark.tsx";
import { Loading, Page } from "../../shell/Page.tsx";
import { sentence } from "../../shell/problem.ts";

interface Asked {
  user: string;
  number: string;
}

function Part({ part }: { part: Schemas["ExplainedView"] }) {
  const { language, words } = useSpeech();
  const { why } = words.access;
  const about = [
    part.unit && nameIn(language, part.unit),
    part.role && wordFor(words.codes.role, part.role),
    part.reason && wordFor(words.codes.recusal, part.reason),
  ].filter(Boolean);
  return (
    <li className="why-part">
      <Mark kind={part.allows ? "main" : undefined}>{part.allows ? why.allows : why.denies}</Mark>
      <strong>
        {wordFor(why.sources, part.source)}
        {about.length > 0 && `：${about.join(" · ")}`}
      </strong>
      <span className="quiet">{language === "zh" ? part.sentence : part.sentence_en}</span>
    </li>
  );
}

function Answer({ found }: { found: Schemas["AccessExplainedView"] }) {
  const { words } = useSpeech();
  const { why } = words.access;
  return (
    <section className="panel" aria-labelledby="why-title" aria-live="polite">
      <h2 id="why-title">
        {found.allowed ? why.yes(found.name) : why.no(found.name)} · {found.number}
      </h2>
      {found.parts.length === 0 && <p className="quiet">{why.nothing}</p>}
      <ul className="why">
        {found.parts.map((part, n) => (
          // The order is the server's and does not change while it is shown.
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts have no name of their own
          <Part key={n} part={part} />
        ))}
      </ul>
    </section>
  );
}

/** Why could, or could not, this person see that case: for auditors and administrators. */
export function ExplainAccess() {
  const { language, words } = useSpeech();
  const { why, look } = words.access;
  const [asked, setAsked] = useState<Asked>({ user: "", number: "" });
  const answer = useQuery({ ...whyQuery(asked.user, asked.number), enabled: asked.user !== "" });
  return (
    <Page title={words.access.explain}>
      <p className="quiet modal-note">{why.lead}</p>
      <Form<Asked>
        className="look-filter"
        name="why"
        layout="inline"
        onFinish={(values) => setAsked({ user: values.user.trim(), number: values.number.trim() })}
      >
        <Form.Item
          name="user"
          label={look.login}
          rules={[{ required: true, whitespace: true, message: words.forms.needed }]}
        >
          <Input autoFocus autoComplete="off" maxLength={40} />
        </Form.Item>
        <Form.Item
          name="number"
          label={look.number}
          rules={[{ required: true, whitespace: true, message: words.forms.needed }]}
        >
          <Input autoComplete="off" maxLength={20} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={answer.isFetching}>
          {why.ask}
        </Button>
      </Form>
      {asked.user === "" && <p className="empty">{why.empty}</p>}
      {answer.isLoading && <Loading />}
      {answer.isError && (
        <Alert type="warning" showIcon role="alert" title={sentence(answer.error, language)} />
      )}
      {answer.data && <Answer found={answer.data} />}
    </Page>
  );
}
