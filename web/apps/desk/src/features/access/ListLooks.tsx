import type { Schemas } from "@hemu/api";
import { shortTime } from "@hemu/format";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Button, Form, Input, Table } from "../../antd.ts";
import { type LooksAsked, looksQuery } from "../../api/queries.ts";
import { nameIn, useSpeech, wordFor } from "../../i18n/index.tsx";
import { Failed, Loading, Page } from "../../shell/Page.tsx";

type Look = Schemas["LookView"];

/** Empty fields ask for nothing. */
function asked(values: LooksAsked): LooksAsked {
  const filled = Object.entries(values).filter(([, value]) => value?.trim());
  return Object.fromEntries(filled.map(([name, value]) => [name, value?.trim()]));
}

function useColumns() {
  const { language, words } = useSpeech();
  const { look } = words.access;
  return [
    { title: look.at, width: 130, render: (_: unknown, one: Look) => shortTime(one.at) },
    {
      title: look.who,
      width: 150,
      render: (_: unknown, one: Look) => (one.login ? `${one.name}（${one.login}）` : look.system),
    },
    {
      title: look.unit,
      render: (_: unknown, one: Look) =>
        `${nameIn(language, one.unit)} · ${wordFor(words.codes.role, one.role)}`,
    },
    {
      title: look.caseItem,
      width: 190,
      render: (_: unknown, one: Look) =>
        one.case && one.number ? (
          <Link to="/cases/$request" params={{ request: one.case }}>
            {one.number}
          </Link>
        ) : (
          "–"
        ),
    },
    { title: look.what, width: 130, render: (_: unknown, one: Look) => wordFor(words.codes.what, one.what) },
    {
      title: look.purpose,
      width: 190,
      render: (_: unknown, one: Look) => wordFor(words.codes.purpose, one.purpose),
    },
  ];
}

/** Who looked at what: for auditors, by person, case and days. */
export function ListLooks() {
  const { words } = useSpeech();
  const { look } = words.access;
  const queries = useQueryClient();
  const [filter, setFilter] = useState<LooksAsked>({});
  const looks = useInfiniteQuery(looksQuery(filter));
  const columns = useColumns();
  const rows = looks.data?.pages.flatMap((page) => page.looks) ?? [];
  return (
    <Page title={words.access.looks}>
      <p className="quiet modal-note">{look.lead}</p>
      <Form<LooksAsked>
        className="look-filter"
        name="looks"
        layout="inline"
        onFinish={(values) => {
          const next = asked(values);
          queries.removeQueries({ queryKey: ["listLooks", next] });
          setFilter(next);
        }}
      >
        <Form.Item name="account" label={look.login}>
          <Input autoComplete="off" maxLength={40} />
        </Form.Item>
        <Form.Item name="case" label={look.number}>
          <Input autoComplete="off" maxLength={20} />
        </Form.Item>
        <Form.Item name="from" label={look.from}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="before" label={look.before}>
          <Input type="date" />
        </Form.Item>
        <Button type="primary" htmlType="submit">
          {look.search}
        </Button>
      </Form>
      {looks.isPending && <Loading />}
      {looks.isError && <Failed error={looks.error} retry={() => looks.refetch()} />}
      {looks.data && rows.length === 0 && <p className="empty">{look.empty}</p>}
      {rows.length > 0 && (
        <section aria-label={look.table}>
          <Table<Look>
            size="small"
            rowKey="id"
            pagination={false}
            scroll={{ x: 900 }}
            dataSource={rows}
            columns={columns}
          />
        </section>
      )}
      {looks.hasNextPage && (
        <Button className="more" loading={looks.isFetchingNextPage} onClick={() => looks.fetchNextPage()}>
          {look.more}
        </Button>
      )}
    </Page>
  );
}
