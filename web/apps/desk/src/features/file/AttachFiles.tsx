import { newKey, type Schemas } from "@hemu/api";
import { upload } from "@hemu/api/upload";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState } from "react";
import { Button, Checkbox, Progress } from "../../antd.ts";
import { useSpeech } from "../../i18n/index.tsx";
import { isRefused, sentence } from "../../shell/problem.ts";

const ACCEPTED = "image/jpeg,image/png,image/webp,application/pdf,.docx,.xlsx,.txt";

interface Sending {
  key: string;
  file: File;
  sent: number;
  /** What went wrong; then it waits to be tried again. */
  error?: unknown;
  /** Where it was begun, to go on from there. */
  place?: string;
  done?: boolean;
}

interface Props {
  request: Schemas["RequestPage"];
  /** What was attached is listed beside, and need not be named here as well. */
  listed?: boolean;
}

/**
 * Attach files to a case, each as soon as it is chosen: it belongs to the case, not to the form it stands in, so a
 * step that is refused or closed loses none.
 */
export function AttachFiles({ request, listed = false }: Props) {
  const { language, words } = useSpeech();
  const queries = useQueryClient();
  const [items, setItems] = useState<Sending[]>([]);
  const [forResident, setForResident] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const gone = useRef(new AbortController());
  const id = useId();
  useEffect(() => {
    const stop = new AbortController();
    gone.current = stop;
    return () => stop.abort();
  }, []);

  function change(key: string, part: Partial<Sending>): void {
    setItems((now) => now.map((item) => (item.key === key ? { ...item, ...part } : item)));
  }

  async function send(item: Sending): Promise<void> {
    change(item.key, { error: undefined });
    const target = {
      uploads: `/api/v1/requests/${request.id}/uploads`,
      headers: () => ({
        "X-CSRF-Token": queries.getQueryData<Schemas["SessionView"]>(["session"])?.csrf_token ?? "",
      }),
    };
    try {
      await upload(target, item.file, {
        key: item.key,
        audience: forResident ? "resident_and_staff" : "staff",
        place: item.place,
        signal: gone.current.signal,
        onPlace: (place) => change(item.key, { place }),
        onSent: (sent) => change(item.key, { sent }),
      });
      change(item.key, { done: true });
      // The version has moved on: a step that is being filled in goes on from the new one.
      await queries.invalidateQueries({ queryKey: ["viewRequest", request.id] });
    } catch (error) {
      if (!gone.current.signal.aborted) {
        change(item.key, { error });
      }
    }
  }

  async function choose(files: File[]): Promise<void> {
    const fresh = files.map((file) => ({ key: newKey(), file, sent: 0 }));
    setItems((now) => [...now, ...fresh]);
    for (const item of fresh) {
      await send(item);
    }
  }

  if (!request.attach.allowed) {
    return null;
  }
  return (
    <div className="attach">
      <div className="attach-bar">
        <Button onClick={() => input.current?.click()} aria-describedby={id}>
          {words.files.choose}
        </Button>
        <input
          ref={input}
          type="file"
          // Ant Design shows file inputs inside its forms; the button stands for it.
          style={{ display: "none" }}
          aria-label={words.files.choose}
          multiple
          accept={ACCEPTED}
          data-testid="attach"
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = "";
            void choose(files);
          }}
        />
        <Checkbox checked={forResident} onChange={(event) => setForResident(event.target.checked)}>
          {words.files.forResident}
        </Checkbox>
      </div>
      <p className="quiet" id={id}>
        {words.files.limits}
      </p>
      <ul aria-live="polite">
        {(listed ? items.filter((item) => !item.done) : items).map((item) => (
          <li key={item.key}>
            <span>{item.file.name}</span>
            {item.done ? (
              <span className="quiet"> · {words.files.saved}</span>
            ) : item.error === undefined ? (
              <Progress
                percent={Math.floor((100 * item.sent) / Math.max(1, item.file.size))}
                size="small"
                aria-label={item.file.name}
              />
            ) : (
              <span className="attach-error" role="alert">
                {sentence(item.error, language)}
                {!isRefused(item.error) && (
                  <Button size="small" onClick={() => void send(item)}>
                    {words.files.again}
                  </Button>
                )}
                <Button
                  size="small"
                  onClick={() => setItems((now) => now.filter((one) => one.key !== item.key))}
                >
                  {words.files.remove}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
