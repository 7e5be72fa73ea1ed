import { useSettings } from "../settings.tsx";
import { ChooseFiles } from "./ChooseFiles.tsx";
import { FILES_MAX, nameOf } from "./chosen.ts";
import { Thumb } from "./Thumb.tsx";

/** Photos chosen while the request is being written. They go out once it has its number. */
export function FilesToSend({ files, onChange }: { files: File[]; onChange: (files: File[]) => void }) {
  const { words } = useSettings();
  return (
    <div className="field">
      {0 < files.length ? (
        <ul className="files">
          {files.map((file) => (
            <li key={nameOf(file)}>
              <Thumb file={file} />
              <span className="file-name">{file.name}</span>
              <button
                type="button"
                className="button button-small"
                aria-label={words.files.removeOne(file.name)}
                onClick={() => onChange(files.filter((one) => one !== file))}
              >
                {words.files.remove}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <ChooseFiles before={files} room={FILES_MAX} onChosen={onChange} />
    </div>
  );
}
