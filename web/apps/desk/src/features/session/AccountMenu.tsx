import { UserOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { App, Button, Dropdown, Modal } from "../../antd.ts";
import { sessionQuery, useSession } from "../../api/queries.ts";
import { useWords } from "../../i18n/index.tsx";
import { EnrolFactor } from "./EnrolFactor.tsx";
import { MyLeave } from "./MyLeave.tsx";
import { MySessions } from "./MySessions.tsx";
import { SetPassword } from "./SetPassword.tsx";
import { useSignOut } from "./useSignOut.ts";

type Dialog = "password" | "factor" | "sessions" | "leave";

/** Everything about one's own account behind one button, so that the head of the page stays calm on a telephone. */
export function AccountMenu() {
  const words = useWords();
  const w = words.account;
  const session = useSession();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [open, setOpen] = useState<Dialog | null>(null);
  const { signOut } = useSignOut();
  const close = () => setOpen(null);
  const item = (key: Dialog, label: string) => ({ key, label, onClick: () => setOpen(key) });
  return (
    <>
      <Dropdown
        trigger={["click"]}
        placement="bottomRight"
        menu={{
          items: [
            item("password", words.shell.changePassword),
            item("factor", w.factor),
            item("sessions", w.sessions),
            item("leave", w.leave),
            { type: "divider" },
            { key: "signOut", label: words.shell.signOut, onClick: signOut },
          ],
        }}
      >
        <Button type="text" aria-label={`${w.menu} ${session.name}`} icon={<UserOutlined aria-hidden />}>
          {session.name}
        </Button>
      </Dropdown>
      <SetPassword due={session.password_due} open={open === "password"} close={close} />
      <Modal
        open={open === "factor"}
        title={w.factor}
        footer={null}
        onCancel={close}
        destroyOnHidden
        width={440}
      >
        <EnrolFactor
          done={async () => {
            message.success(w.factorDone);
            close();
            await queries.refetchQueries({ queryKey: sessionQuery.queryKey });
          }}
        />
      </Modal>
      <Modal open={open === "sessions"} title={w.sessions} footer={null} onCancel={close} destroyOnHidden>
        <MySessions />
      </Modal>
      <Modal open={open === "leave"} title={w.leave} footer={null} onCancel={close} destroyOnHidden>
        <MyLeave />
      </Modal>
    </>
  );
}
