import { type ChangeEvent, useId, useState } from "react";
import { useSettings } from "../settings.tsx";
import { ACCEPTED, type Choice, choose } from "./chosen.ts";

type Props = {
  /** What is chosen already, so that nothing is chosen twice. */
  before: File[];
  /** How many there may be in all, `before` among them. */
  room: number;
  onChosen: (files: File[]) => void;
};

/** The button that opens the album, the camera or the folder; which of them is the phone's to ask. */
export function ChooseFiles({ before, room, onChosen }: Props) {
  const { words } = useSettings();
  const [wrong, setWrong] = useState<Choice>();
  const id = useId();

  function chosen(event: ChangeEvent<HTMLInputElement>): void {
    const choice = choose(before, [...(event.target.files ?? [])], room);
    // The same file may be chosen again after it was taken out.
    event.target.value = "";
    setWrong(choice.tooMany || 0 < choice.tooLarge.length ? choice : undefined);
    onChosen(choice.files);
  }

  return (
    <>
      <label className="button choose">
        <input
          type="file"
          className="sr"
          multiple
          accept={ACCEPTED}
          aria-describedby={id}
          disabled={room <= before.length}
          onChange={chosen}
        />
        {words.files.choose}
      </label>
      <p className="hint" id={id}>
        {words.files.limits}
      </p>
      <div role="status">
        {wrong?.tooMany ? <p className="error">{words.files.tooMany}</p> : null}
        {wrong?.tooLarge.map((name) => (
          <p className="error" key={name}>
            {words.files.tooLarge(name)}
          </p>
        ))}
      </div>
    </>
  );
}
