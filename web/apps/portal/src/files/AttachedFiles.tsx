import type { Schemas } from "@hemu/api";
import { useEffect, useState } from "react";
import { useSettings } from "../settings.tsx";
import { Sheet } from "./Thumb.tsx";

type Access = { number: string; code: string };
type AttachedFile = Schemas["FileView"];

/** The files of a request: the resident's own and those of the answer. */
export function AttachedFiles({ files, access }: { files: AttachedFile[]; access: Access }) {
  const { words } = useSettings();
  if (files.length === 0) {
    return null;
  }
  return (
    <section className="panel" aria-labelledby="attached">
      <h3 id="attached">{words.files.attached}</h3>
      <ul className="files">
        {files.map((file) => (
          <Attached key={file.id} file={file} access={access} />
        ))}
      </ul>
    </section>
  );
}

function Attached({ file, access }: { file: AttachedFile; access: Access }) {
  const { words } = useSettings();
  const [picture, setPicture] = useState<string>();
  const [failed, setFailed] = useState(false);
  const { number, code } = access;
  const name = file.name ?? words.files.erased;

  useEffect(() => {
    if (!file.has_preview) {
      return;
    }
    let made = "";
    let gone = false;
    fetched({ number, code }, `${file.id}/preview`).then(
      (blob) => {
        if (!gone) {
          made = URL.createObjectURL(blob);
          setPicture(made);
        }
      },
      // Then the sheet stays: the file itself can still be asked for.
      () => {},
    );
    return () => {
      gone = true;
      URL.revokeObjectURL(made);
    };
  }, [file, number, code]);

  async function save(): Promise<void> {
    setFailed(false);
    try {
      const address = URL.createObjectURL(await fetched(access, file.id));
      const link = document.createElement("a");
      link.href = address;
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    } catch {
      setFailed(true);
    }
  }

  return (
    <li>
      {picture === undefined ? <Sheet name={name} /> : <img className="thumb" src={picture} alt={name} />}
      <span className="file-name">
        {name}
        <span className="hint">{file.by === "resident" ? words.files.byYou : words.files.byUnit}</span>
        {failed ? <span className="error">{words.files.notFetched}</span> : null}
      </span>
      <button
        type="button"
        className="button button-small"
        aria-label={words.files.saveOne(name)}
        onClick={() => void save()}
      >
        {words.files.save}
      </button>
    </li>
  );
}

async function fetched({ number, code }: Access, path: string): Promise<Blob> {
  const answer = await fetch(`/api/v1/portal/requests/${encodeURIComponent(number)}/files/${path}`, {
    headers: { "X-Tracking-Code": code },
  });
  if (!answer.ok) {
    throw new Error(`${answer.status}`);
  }
  return answer.blob();
}
