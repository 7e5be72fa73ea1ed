import type { Schemas } from "@hemu/api";
import { shortTime } from "@hemu/format";
import { useSpeech, wordFor } from "../../i18n/index.tsx";
import { AttachFiles } from "./AttachFiles.tsx";
import { sizeOf } from "./sizeOf.ts";

/** The files of a case: pictures small, one click to open; and the way to add more. */
export function RequestFiles({ request }: { request: Schemas["RequestPage"] }) {
  const { words } = useSpeech();
  if (request.files.length === 0 && !request.attach.allowed) {
    return null;
  }
  return (
    <section className="panel" aria-labelledby="files-title">
      <h2 id="files-title">{words.files.title(request.files.length)}</h2>
      {request.files.length === 0 ? (
        <p className="quiet">{words.files.none}</p>
      ) : (
        <ul className="file-grid">
          {request.files.map((file) => (
            <RequestFile key={file.id} file={file} request={request} />
          ))}
        </ul>
      )}
      <AttachFiles request={request} listed />
    </section>
  );
}

function RequestFile({ file, request }: { file: Schemas["FileView"]; request: Schemas["RequestPage"] }) {
  const { words } = useSpeech();
  const address = `/api/v1/requests/${request.id}/files/${file.id}`;
  const from = wordFor(words.files.by, file.by);
  const shared = file.by === "staff" && file.audience === "resident_and_staff";
  const notes = [from, ...(shared ? [words.files.shared] : []), sizeOf(file.bytes)];
  if (file.name === null || file.name === undefined) {
    return (
      <li>
        <span className="file-sheet">–</span>
        <span>{words.caseItem.erased}</span>
      </li>
    );
  }
  return (
    <li>
      <a href={address} target="_blank" rel="noreferrer">
        {file.has_preview ? (
          <img src={`${address}/preview`} alt="" loading="lazy" width={112} height={84} />
        ) : (
          <span className="file-sheet" aria-hidden="true">
            {file.name.slice(file.name.lastIndexOf(".") + 1).toUpperCase()}
          </span>
        )}
        <span className="file-name">{file.name}</span>
      </a>
      <span className="quiet">
        {notes.join(" · ")}
        <br />
        <time dateTime={file.at}>{shortTime(file.at, request.now)}</time>
      </span>
    </li>
  );
}
