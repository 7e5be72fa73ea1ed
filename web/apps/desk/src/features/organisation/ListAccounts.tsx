import type { Schemas } from "@hemu/api";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Table } from "../../antd.ts";
import { accountsQuery } from "../../api/queries.ts";
import { nameIn, useSpeech, wordFor } from "../../i18n/index.tsx";
import { Failed, Loading } from "../../shell/Page.tsx";

type Account = Schemas["AccountView"];

export function ListAccounts() {
  const { language, words } = useSpeech();
  const w = words.organisation;
  const accounts = useInfiniteQuery(accountsQuery);
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
          { title: w.person, dataIndex: "name", width: 160 },
          {
            title: w.posts,
            render: (_, account) =>
              account.posts
                .map((post) => `${nameIn(language, post.unit)} · ${wordFor(words.codes.role, post.role)}`)
                .join("；"),
          },
        ]}
      />
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
