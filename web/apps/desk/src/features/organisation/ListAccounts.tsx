import type { Schemas } from "@hemu/api";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button, Drawer, Table } from "../../antd.ts";
import { accountsQuery } from "../../api/queries.ts";
import { nameIn, useSpeech, wordFor } from "../../i18n/index.tsx";
import { Mark } from "../../shell/Mark.tsx";
import { Failed, Loading } from "../../shell/Page.tsx";
import { ViewAccount } from "./ViewAccount.tsx";

type Account = Schemas["AccountView"];

export function ListAccounts() {
  const { language, words } = useSpeech();
  const w = words.organisation;
  const accounts = useInfiniteQuery(accountsQuery);
  const [opened, setOpened] = useState<Account>();
  if (accounts.isPending) {
    return <Loading />;
  }
  if (accounts.isError) {
    return <Failed error={accounts.error} retry={() => accounts.refetch()} />;
  }
  return (
    <>
      <Table<Account>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={accounts.data.pages.flat()}
        columns={[
          { title: w.login, dataIndex: "login", width: 200, className: "code" },
          {
            title: w.person,
            width: 200,
            render: (_, account) => (
              <>
                <Button
                  type="link"
                  size="small"
                  className="cell-link"
                  aria-label={words.account.open(account.name)}
                  onClick={() => setOpened(account)}
                >
                  {account.name}
                </Button>
                {account.disabled && <Mark kind="care">{words.account.disabled}</Mark>}
              </>
            ),
          },
          {
            title: w.posts,
            render: (_, account) =>
              account.posts
                .map((post) => `${nameIn(language, post.unit)} · ${wordFor(words.codes.role, post.role)}`)
                .join("；"),
          },
        ]}
      />
      <Drawer
        title={opened && `${opened.name} · ${opened.login}`}
        open={opened !== undefined}
        onClose={() => setOpened(undefined)}
        size={520}
        destroyOnHidden
      >
        {opened && <ViewAccount id={opened.id} />}
      </Drawer>
      {accounts.hasNextPage && (
        <Button
          className="more"
          loading={accounts.isFetchingNextPage}
          onClick={() => accounts.fetchNextPage()}
        >
          {w.moreAccounts}
        </Button>
      )}
    </>
  );
}
