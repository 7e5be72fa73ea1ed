import { useEffect, useState } from "react";

/** A small picture of a file on this device, or a sheet with its ending. */
export function Thumb({ file }: { file: File }) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!file.type.startsWith("image/")) {
      return;
    }
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address === undefined ? <Sheet name={file.name} /> : <img className="thumb" src={address} alt="" />;
}

/** A sheet of paper with the ending of its name. */
export function Sheet({ name }: { name: string }) {
  return (
    <span className="thumb sheet" aria-hidden="true">
      {name.includes(".")
        ? name.slice(name.lastIndexOf(".") + 1, name.lastIndexOf(".") + 5).toUpperCase()
        : "···"}
    </span>
  );
}
