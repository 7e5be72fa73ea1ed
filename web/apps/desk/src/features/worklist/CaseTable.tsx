import type { Schemas } from "@hemu/api";
import { useNavigate } from "@tanstack/react-router";
import type { TableRef } from "antd/es/table";
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { Table } from "../../antd.ts";
import { useRoles } from "../../api/queries.ts";
import { useSpeech } from "../../i18n/index.tsx";
import { BulkBar } from "./bulk/BulkBar.tsx";
import { bulkKindsOf } from "./bulk/plan.ts";
import { useColumns } from "./caseColumns.tsx";
import { moveTo } from "./moveTo.ts";

type Line = Schemas["WorklistLine"];

interface Props {
  items: Line[];
  now: string;
  count: number;
  empty: string;
  staged: boolean;
  loadMore: () => void;
}

const HEAD = 33;
const FOOT = 34;
/** Rows from the end at which the next page is asked for. */
const AHEAD = 30;

/** The height left below an element in the window. */
function useRoom() {
  const ref = useRef<HTMLElement>(null);
  const [room, setRoom] = useState(500);
  useLayoutEffect(() => {
    const measure = () => {
      const top = ref.current?.getBoundingClientRect().top ?? 200;
      setRoom(Math.max(240, window.innerHeight - top - HEAD - FOOT));
    };
    measure();
    window.addEventListener("resize", measure);
    return () => window.removeEventListener("resize", measure);
  }, []);
  return { ref, room };
}

/** Ten thousand rows scroll smoothly: only those in sight are drawn. Arrow keys or J and K move, X chooses, Enter opens. */
export function CaseTable({ items, now, count, empty, staged, loadMore }: Props) {
  const { words } = useSpeech();
  const navigate = useNavigate();
  const columns = useColumns(now, staged);
  const table = useRef<TableRef>(null);
  const { ref, room } = useRoom();
  const [at, setAt] = useState(-1);
  const kinds = bulkKindsOf([...useRoles()]);
  const [chosen, setChosen] = useState<string[]>([]);
  const toggle = (id: string) =>
    setChosen((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id]));

  const open = (line: Line | undefined) => {
    if (line) {
      navigate({ to: "/cases/$request", params: { request: line.id } });
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && event.target === event.currentTarget) {
      open(items[at]);
      return;
    }
    const here = items[at];
    if (
      (event.key === "x" || event.key === "X") &&
      here &&
      kinds.length > 0 &&
      !event.ctrlKey &&
      !event.metaKey
    ) {
      toggle(here.id);
      return;
    }
    const next = moveTo(event.key, at, items.length);
    if (next === undefined || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    setAt(next);
    table.current?.scrollTo({ index: next });
    if (next > items.length - AHEAD) {
      loadMore();
    }
  };

  if (items.length === 0) {
    return <p className="empty">{empty}</p>;
  }
  return (
    <section
      ref={ref}
      className="case-table"
      aria-label={words.cases.table}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the list is moved through with the arrow keys
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <Table<Line>
        ref={table}
        rowSelection={
          kinds.length === 0
            ? undefined
            : {
                columnWidth: 40,
                selectedRowKeys: chosen,
                onChange: (keys) => setChosen(keys.map(String)),
                getTitleCheckboxProps: () => ({ "aria-label": words.bulk.all }),
                getCheckboxProps: (line) => ({ "aria-label": words.bulk.rowLabel(line.number) }),
              }
        }
        virtual
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={items}
        pagination={false}
        scroll={{ x: kinds.length > 0 ? 1220 : 1180, y: room }}
        rowClassName={(_, index) => (index === at ? "row here" : "row")}
        onRow={(line, index) => ({
          onClick: (event) => {
            setAt(index ?? -1);
            // Beside the little box somebody missed it: that is no wish to leave the list.
            if (!(event.target as Element).closest(".ant-table-selection-column")) {
              open(line);
            }
          },
        })}
        onScroll={(event) => {
          const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
          if (scrollHeight - scrollTop - clientHeight < AHEAD * 32) {
            loadMore();
          }
        }}
      />
      <div className="foot">
        <p role="status">{words.cases.loaded(items.length, words.cases.more(count))}</p>
        <BulkBar
          kinds={kinds}
          chosen={items.filter((line) => chosen.includes(line.id))}
          clear={() => setChosen([])}
        />
      </div>
    </section>
  );
}
