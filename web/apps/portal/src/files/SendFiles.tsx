import { useState } from "react";
import { useSettings } from "../settings.tsx";
import { told } from "../ui/told.ts";
import { ChooseFiles } from "./ChooseFiles.tsx";
import { FILES_MAX, keptPlaces, nameOf } from "./chosen.ts";
import { Thumb } from "./Thumb.tsx";
import { type Sending, useUploads } from "./useUploads.ts";

type Props = {
  number: string;
  code: string;
  /** Files that are sent at once. */
  first?: File[];
  /** How many the request has already. */
  have?: number;
  onDone?: () => void;
};

/** Send photos and documents to a request that has its number: how far each has come, and what to do when it stops. */
export function SendFiles({ number, code, first = [], have = 0, onDone }: Props) {
  const { words } = useSettings();
  const uploads = useUploads({ number, code }, first, onDone ?? (() => {}));
  // What arrives from here counts among the items.
  const [room] = useState(() => Math.max(0, FILES_MAX - have));
  const unfinished = Object.keys(keptPlaces(number)).filter((name) =>
    uploads.items.every((item) => name !== nameOf(item.file)),
  );
  const open = uploads.items.filter((item) => item.state !== "done" && item.state !== "refused");
  return (
    <section className="panel" aria-labelledby="send-files">
      <h3 id="send-files">{words.files.title}</h3>
      {0 < open.length ? <p className="notice">{words.files.stay}</p> : null}
      {unfinished.map((name) => (
        <p className="notice" key={name}>
          {words.files.chooseAgain(name.slice(0, name.lastIndexOf(":")))}
        </p>
      ))}
      {0 < uploads.items.length ? (
        <ul className="files" aria-live="polite">
          {uploads.items.map((item) => (
            <Row key={item.key} item={item} uploads={uploads} />
          ))}
        </ul>
      ) : null}
      <ChooseFiles
        before={uploads.items.map((item) => item.file)}
        room={room}
        onChosen={(files) =>
          uploads.add(files.filter((file) => uploads.items.every((item) => item.file !== file)))
        }
      />
    </section>
  );
}

function Row({ item, uploads }: { item: Sending; uploads: ReturnType<typeof useUploads> }) {
  const { words, language } = useSettings();
  const { file, state, sent, problem } = item;
  const percent = file.size === 0 ? 100 : Math.floor((100 * sent) / file.size);
  return (
    <li>
      <Thumb file={file} />
      <span className="file-name">
        {file.name}
        {state === "sending" || state === "paused" ? (
          <progress max={100} value={percent} aria-label={words.files.progress(file.name)} />
        ) : null}
        <span className={state === "refused" ? "error" : "hint"}>
          {problem === undefined ? words.files.states[state](percent) : told(problem, language)}
        </span>
      </span>
      {state === "sending" ? (
        <button type="button" className="button button-small" onClick={() => uploads.pause(file)}>
          {words.files.pause}
        </button>
      ) : null}
      {state === "paused" ? (
        <button type="button" className="button button-small" onClick={() => uploads.retry(file)}>
          {words.files.goOn}
        </button>
      ) : null}
      {state === "refused" ? (
        <button type="button" className="button button-small" onClick={() => uploads.drop(file)}>
          {words.files.remove}
        </button>
      ) : null}
    </li>
  );
}
