import type { Schemas } from "@hemu/api";
import { shortTime } from "@hemu/format";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button, Select, Table } from "../../antd.ts";
import { type NoticeState, outboxQuery } from "../../api/queries.ts";
import { useSpeech, wordFor } from "../../i18n/index.tsx";
import { Mark } from "../../shell/Mark.tsx";
import { Failed, Loading, Page } from "../../shell/Page.tsx";
import { outcomeWords } from "./outcomeWords.ts";

type Item = Schemas["OutboxItemView"];

const STATES: NoticeState[] = ["waiting", "sent", "failed", "given_up", "no_way"];

function OutboxTable({ items }: { items: Item[] }) {
  const { language, words } = useSpeech();
  const { codes, notice } = words;
  const readable = items.some((item) => item.words !== null);
  return (
    <Table<Item>
      size="small"
      rowKey="id"
      pagination={false}
      scroll={{ x: 1240 }}
      dataSource={items}
      expandable={
        readable
          ? {
              rowExpandable: (item) => item.words !== null,
              expandRowByClick: true,
              columnTitle: notice.open,
              columnWidth: 64,
              expandedRowRender: (item) => <p className="said">{item.words}</p>,
            }
          : undefined
      }
      columns={[
        { title: notice.created, width: 130, render: (_, item) => shortTime(item.created_at) },
        { title: notice.number, dataIndex: "number", width: 180, className: "figures" },
        {
          title: notice.kind,
          width: 260,
          render: (_, item) => (language === "zh" ? item.text : item.text_en),
        },
        { title: notice.channel, width: 80, render: (_, item) => wordFor(codes.noticeChannel, item.channel) },
        { title: notice.addressee, dataIndex: "to", width: 150, className: "figures" },
        {
          title: notice.state,
          width: 120,
          render: (_, item) => (
            <Mark kind={["failed", "given_up", "no_way"].includes(item.state) ? "care" : undefined}>
              {wordFor(codes.noticeState, item.state)}
            </Mark>
          ),
        },
        { title: notice.tries, dataIndex: "attempts", width: 70, align: "right" },
        {
          title: notice.outcome,
          width: 220,
          render: (_, item) =>
            item.hold_until && item.state === "waiting"
              ? notice.heldUntil(shortTime(item.hold_until))
              : item.last_outcome && outcomeWords(item.last_outcome, words),
        },
      ]}
    />
  );
}

/** Everything that went to requesters: for those who keep the installation running, and those who audit it. */
export function Outbox() {
  const { words } = useSpeech();
  const { codes, notice } = words;
  const [state, setState] = useState<NoticeState>();
  const found = useInfiniteQuery(outboxQuery(state));
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title={notice.outbox}
      extra={
        <Select<NoticeState | "all">
          aria-label={notice.stateLabel}
          className="outbox-state"
          value={state ?? "all"}
          onChange={(chosen) => setState(chosen === "all" ? undefined : chosen)}
          options={[
            { value: "all", label: notice.allStates },
            ...STATES.map((value) => ({ value, label: wordFor(codes.noticeState, value) })),
          ]}
        />
      }
    >
      <p className="quiet outbox-lead">
        {notice.outboxLead}
        {items.some((item) => item.words !== null) && ` ${notice.outboxDemo}`}
      </p>
      {found.isPending && <Loading />}
      {found.isError && <Failed error={found.error} retry={() => found.refetch()} />}
      {found.data && items.length === 0 && <p className="empty">{notice.outboxEmpty}</p>}
      {items.length > 0 && <OutboxTable items={items} />}
      {found.hasNextPage && (
        <p className="more">
          <Button loading={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
            {notice.more}
          </Button>
        </p>
      )}
    </Page>
  );
}
