import { useState } from "react";
import { Button, Drawer, Tabs } from "../../antd.ts";
import { useRoles } from "../../api/queries.ts";
import { useWords } from "../../i18n/index.tsx";
import { Page } from "../../shell/Page.tsx";
import { DivisionTree } from "./DivisionTree.tsx";
import { ListAccounts } from "./ListAccounts.tsx";
import { ListUnits } from "./ListUnits.tsx";
import { OpenAccount } from "./OpenAccount.tsx";
import { OpenUnit } from "./OpenUnit.tsx";

export function ViewOrganisation() {
  const words = useWords();
  const w = words.organisation;
  const roles = useRoles();
  const reads = ["security_administrator", "audit_administrator", "auditor"].some((role) => roles.has(role));
  const [tab, setTab] = useState(reads && !roles.has("auditor") ? "accounts" : "units");
  const [opening, setOpening] = useState(false);
  const close = () => setOpening(false);
  const keeper = tab === "accounts" ? "security_administrator" : "system_administrator";
  const keeps = roles.has(keeper) && tab !== "divisions";
  const what = tab === "accounts" ? w.openAccount : w.openUnit;
  return (
    <Page
      title={w.title}
      extra={
        keeps && (
          <Button type="primary" onClick={() => setOpening(true)}>
            {what}
          </Button>
        )
      }
    >
      <Tabs
        activeKey={tab}
        onChange={setTab}
        destroyOnHidden
        items={[
          { key: "units", label: w.units, children: <ListUnits /> },
          { key: "divisions", label: w.divisions, children: <DivisionTree /> },
          ...(reads ? [{ key: "accounts", label: w.accounts, children: <ListAccounts /> }] : []),
        ]}
      />
      <Drawer title={what} open={opening} onClose={close} destroyOnHidden>
        {tab === "accounts" ? <OpenAccount close={close} /> : <OpenUnit close={close} />}
      </Drawer>
    </Page>
  );
}
