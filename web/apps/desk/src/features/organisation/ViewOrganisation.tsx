import { useState } from "react";
import { Tabs } from "../../antd.ts";
import { useRoles } from "../../api/queries.ts";
import { useWords } from "../../i18n/index.tsx";
import { Page } from "../../shell/Page.tsx";
import { DivisionTree } from "./DivisionTree.tsx";
import { ListAccounts } from "./ListAccounts.tsx";
import { ListUnits } from "./ListUnits.tsx";

export function ViewOrganisation() {
  const words = useWords();
  const w = words.organisation;
  const roles = useRoles();
  const [tab, setTab] = useState("units");
  return (
    <Page title={w.title}>
      <Tabs
        activeKey={tab}
        onChange={setTab}
        destroyOnHidden
        items={[
          { key: "units", label: w.units, children: <ListUnits /> },
          { key: "divisions", label: w.divisions, children: <DivisionTree /> },
          ...(roles.has("administrator") || roles.has("auditor")
            ? [{ key: "accounts", label: w.accounts, children: <ListAccounts /> }]
            : []),
        ]}
      />
    </Page>
  );
}
