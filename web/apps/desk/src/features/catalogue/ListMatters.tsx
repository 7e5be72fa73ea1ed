import { PlusOutlined } from "@ant-design/icons";
import type { Schemas } from "@hemu/api";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button, Drawer, Input, Table } from "../../antd.ts";
import { mattersQuery, unitsQuery, useRoles } from "../../api/queries.ts";
import { nameIn, useSpeech, wordFor } from "../../i18n/index.tsx";
import { Mark } from "../../shell/Mark.tsx";
import { Failed, Loading, Page } from "../../shell/Page.tsx";
import { CompareVersions } from "./CompareVersions.tsx";
import { ListPrecedents } from "./ListPrecedents.tsx";
import { matches } from "./matches.ts";
import { PublishMatter } from "./PublishMatter.tsx";

type Matter = Schemas["MatterView"];

function ViewMatter({ matter }: { matter: Matter }) {
  const { language, words } = useSpeech();
  const w = words.catalogue;
  const unit = useQuery(unitsQuery).data?.find((one) => one.id === matter.owner);
  const facts: [string, string][] = [
    [w.code, matter.code],
    [w.name, matter.name],
    [w.nameEn, matter.name_en],
    [w.class, wordFor(words.codes.matterClass, matter.class)],
    [w.leadDuty, wordFor(words.codes.duty, matter.lead_duty)],
    [w.legalBasis, matter.legal_basis],
    [w.words, matter.words.join("、")],
    [w.onTheSpot, matter.on_the_spot ? words.shell.yes : words.shell.no],
    [w.departmentOnly, matter.department_only ? words.shell.yes : words.shell.no],
    [words.care.owner, unit ? nameIn(language, unit) : words.shell.none],
    [words.care.validUntil, matter.valid_until ?? words.shell.none],
    [w.since, w.version(matter.since)],
  ];
  return (
    <dl className="facts narrow">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The catalogue in force: which duty leads which matter, on what legal basis. */
export function ListMatters() {
  const { language, words } = useSpeech();
  const w = words.catalogue;
  const keeper = useRoles().has("catalogue_keeper");
  const catalogue = useQuery(mattersQuery);
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState<{ matter?: Matter; edit: boolean }>();
  const [onlyCare, setOnlyCare] = useState(false);
  const [aside, setAside] = useState<"compare" | "precedents">();
  const close = () => setOpen(undefined);
  const cared = (catalogue.data?.matters ?? []).filter((matter) => matter.care.length > 0).length;
  return (
    <Page
      title={w.title}
      extra={
        <div className="list-tools">
          {catalogue.data && <Mark>{w.version(catalogue.data.version)}</Mark>}
          <Input
            type="search"
            className="search"
            aria-label={w.search}
            placeholder={w.searchHint}
            allowClear
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          {keeper && cared > 0 && (
            <Button aria-pressed={onlyCare} onClick={() => setOnlyCare(!onlyCare)}>
              {onlyCare ? words.care.careAll : words.care.careCount(cared)}
            </Button>
          )}
          <Button onClick={() => setAside("compare")}>{words.care.history}</Button>
          <Button onClick={() => setAside("precedents")}>{words.care.precedents}</Button>
          {keeper && (
            <Button
              type="primary"
              icon={<PlusOutlined aria-hidden />}
              onClick={() => setOpen({ edit: true })}
            >
              {w.add}
            </Button>
          )}
        </div>
      }
    >
      {catalogue.isPending && <Loading />}
      {catalogue.isError && <Failed error={catalogue.error} retry={() => catalogue.refetch()} />}
      {catalogue.data && (
        <Table<Matter>
          size="small"
          rowKey="id"
          pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
          dataSource={catalogue.data.matters.filter(
            (matter) => matches(matter, typed) && (!onlyCare || matter.care.length > 0),
          )}
          locale={{ emptyText: w.empty }}
          columns={[
            {
              title: words.forms.matter,
              width: 200,
              render: (_, matter) => (
                <Button
                  type="link"
                  size="small"
                  className="plain-link"
                  onClick={() => setOpen({ matter, edit: false })}
                >
                  {nameIn(language, matter)}
                </Button>
              ),
            },
            { title: w.code, dataIndex: "code", width: 230, className: "code" },
            { title: w.class, width: 130, render: (_, m) => wordFor(words.codes.matterClass, m.class) },
            { title: w.leadDuty, width: 140, render: (_, m) => wordFor(words.codes.duty, m.lead_duty) },
            { title: w.legalBasis, dataIndex: "legal_basis", ellipsis: true },
            { title: w.words, ellipsis: true, render: (_, m) => m.words.join("、") },
            {
              title: words.care.care,
              width: 150,
              hidden: !keeper,
              render: (_, m) =>
                m.care.map((code) => (
                  <Mark key={code} kind="care">
                    {wordFor(words.care.codes, code)}
                  </Mark>
                )),
            },
            {
              title: w.onTheSpot,
              width: 110,
              render: (_, m) => (m.on_the_spot ? words.shell.yes : words.shell.no),
            },
            {
              title: w.departmentOnly,
              width: 120,
              render: (_, m) => (m.department_only ? words.shell.yes : words.shell.no),
            },
          ]}
        />
      )}
      {aside && catalogue.data && (
        <Drawer
          open
          size={760}
          onClose={() => setAside(undefined)}
          closable={{ "aria-label": words.shell.close }}
          title={aside === "compare" ? words.care.history : words.care.precedents}
        >
          {aside === "compare" ? (
            <CompareVersions newest={catalogue.data.version} />
          ) : (
            <ListPrecedents version={catalogue.data.version} />
          )}
        </Drawer>
      )}
      {open && catalogue.data && (
        <Drawer
          open
          size={560}
          onClose={close}
          closable={{ "aria-label": words.shell.close }}
          title={open.matter ? nameIn(language, open.matter) : w.add}
          extra={
            keeper &&
            open.matter &&
            !open.edit && (
              <Button onClick={() => setOpen({ matter: open.matter, edit: true })}>{w.edit}</Button>
            )
          }
        >
          {open.edit ? (
            <PublishMatter matter={open.matter} version={catalogue.data.version} close={close} />
          ) : (
            open.matter && <ViewMatter matter={open.matter} />
          )}
        </Drawer>
      )}
    </Page>
  );
}
