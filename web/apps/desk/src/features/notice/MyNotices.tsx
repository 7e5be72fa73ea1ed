import { BellOutlined, SettingOutlined } from "@ant-design/icons";
import { client, newKey } from "@hemu/api";
import { shortTime } from "@hemu/format";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { App, Badge, Button, Popover } from "../../antd.ts";
import { command } from "../../api/call.ts";
import { noticesQuery, useSession } from "../../api/queries.ts";
import { useSpeech } from "../../i18n/index.tsx";
import { Failed, Loading } from "../../shell/Page.tsx";
import { sentence } from "../../shell/problem.ts";
import { ChooseNotices } from "./ChooseNotices.tsx";

/** Whenever the server says that there is something new, the bell, the counts and the open case are read again. */
function useLive() {
  const queries = useQueryClient();
  const { csrf_token: session } = useSession();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new session needs a new stream
  useEffect(() => {
    const live = new EventSource("/api/v1/live");
    live.addEventListener("notice", () => {
      queries.invalidateQueries({ queryKey: ["myNotices"] });
      queries.invalidateQueries({ queryKey: ["listCases", "count"] });
      queries.invalidateQueries({ queryKey: ["viewRequest"] });
      queries.invalidateQueries({ queryKey: ["supervisionBoard"] });
    });
    return () => live.close();
  }, [queries, session]);
}

/** What one wants to be told: rarely changed, so it stands beside the notices themselves. */
function NoticePanel({ close, settings }: { close: () => void; settings: () => void }) {
  const { words } = useSpeech();
  return (
    <>
      <NoticeList close={close} />
      <div className="notices-foot">
        <Button size="small" type="link" icon={<SettingOutlined aria-hidden />} onClick={settings}>
          {words.notice.settings}
        </Button>
      </div>
    </>
  );
}

function NoticeList({ close }: { close: () => void }) {
  const { language, words } = useSpeech();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const notices = useQuery(noticesQuery);
  const read = useMutation({
    mutationFn: () =>
      command(newKey(), (header) => client.POST("/api/v1/notices/read", { params: { header }, body: {} })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["myNotices"] }),
    onError: (error) => message.error(sentence(error, language)),
  });
  if (notices.isPending) {
    return <Loading />;
  }
  if (notices.isError) {
    return <Failed error={notices.error} retry={() => notices.refetch()} />;
  }
  if (notices.data.notices.length === 0) {
    return <p className="quiet">{words.shell.noNotices}</p>;
  }
  return (
    <div className="notices">
      <Button
        size="small"
        disabled={notices.data.unread === 0}
        loading={read.isPending}
        onClick={() => read.mutate()}
      >
        {words.shell.markRead}
      </Button>
      <ul>
        {notices.data.notices.map((notice) => (
          <li key={notice.id} className={notice.read_at ? undefined : "unread"}>
            <Link to="/cases/$request" params={{ request: notice.request }} onClick={close}>
              {language === "zh" ? notice.text : notice.text_en}
            </Link>
            <time dateTime={notice.created_at}>
              {shortTime(notice.created_at)}
              {notice.read_at ? "" : ` · ${words.shell.unread}`}
            </time>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function MyNotices() {
  const { words } = useSpeech();
  const [open, setOpen] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const { data } = useQuery(noticesQuery);
  useLive();
  const unread = data?.unread ?? 0;
  const settings = () => {
    setOpen(false);
    setChoosing(true);
  };
  const bell = (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      getPopupContainer={(bell) => bell.parentElement ?? document.body}
      placement="bottom"
      title={words.shell.noticesTitle}
      content={open ? <NoticePanel close={() => setOpen(false)} settings={settings} /> : null}
    >
      <Button
        type="text"
        aria-label={words.shell.notices(unread)}
        aria-expanded={open}
        icon={
          <Badge count={unread} size="small" overflowCount={99}>
            <BellOutlined className="bell" aria-hidden />
          </Badge>
        }
      />
    </Popover>
  );
  return (
    <>
      {bell}
      {choosing && <ChooseNotices close={() => setChoosing(false)} />}
    </>
  );
}
