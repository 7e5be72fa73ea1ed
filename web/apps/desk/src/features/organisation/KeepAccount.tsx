import { client, type Schemas } from "@hemu/api";
import { App, Button, Popconfirm } from "../../antd.ts";
import type { CommandHeaders } from "../../api/call.ts";
import { useWords } from "../../i18n/index.tsx";
import { useCommandButton } from "../../shell/useCommandForm.tsx";

type Send = (header: CommandHeaders) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

function Act({ label, sure, send, done }: { label: string; sure?: string; send: Send; done: () => unknown }) {
  const words = useWords();
  const { message } = App.useApp();
  const act = useCommandButton(
    (_, header) => send(header),
    () => {
      message.success(words.account.done);
      return done();
    },
  );
  if (sure === undefined) {
    return (
      <Button loading={act.pending} onClick={act.press}>
        {label}
      </Button>
    );
  }
  return (
    <Popconfirm
      title={label}
      description={sure}
      okText={label}
      cancelText={words.shell.cancel}
      onConfirm={act.press}
    >
      <Button danger loading={act.pending}>
        {label}
      </Button>
    </Popconfirm>
  );
}

/** What a security administrator can do to an account, as far as there is something to do. */
export function KeepAccount({ account, done }: { account: Schemas["AccountPageView"]; done: () => unknown }) {
  const w = useWords().account;
  const params = (header: CommandHeaders) => ({
    params: { path: { account: account.id }, header },
    body: {},
  });
  return (
    <div className="form-foot">
      {account.locked_until && (
        <Act
          label={w.unlock}
          done={done}
          send={(header) => client.POST("/api/v1/accounts/{account}/unlock", params(header))}
        />
      )}
      {account.sessions > 0 && (
        <Act
          label={w.endSessions}
          done={done}
          send={(header) => client.POST("/api/v1/accounts/{account}/end-sessions", params(header))}
        />
      )}
      {account.second_factor && (
        <Act
          label={w.takeOff}
          sure={w.takeOffSure}
          done={done}
          send={(header) => client.POST("/api/v1/accounts/{account}/take-off-second-factor", params(header))}
        />
      )}
      {account.disabled ? (
        <Act
          label={w.enable}
          done={done}
          send={(header) => client.POST("/api/v1/accounts/{account}/enable", params(header))}
        />
      ) : (
        <Act
          label={w.disable}
          sure={w.disableSure}
          done={done}
          send={(header) => client.POST("/api/v1/accounts/{account}/disable", params(header))}
        />
      )}
    </div>
  );
}
