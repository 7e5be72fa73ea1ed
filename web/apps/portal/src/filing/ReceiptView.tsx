import { SendFiles } from "../files/SendFiles.tsx";
import { Link } from "../router.tsx";
import { useSettings } from "../settings.tsx";
import { CopyButton } from "../ui/CopyButton.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";
import type { Receipt } from "./send.ts";

type Props = {
  receipt: Receipt;
  /** Photos chosen in the form: they go out now. */
  files: File[];
  onAgain: () => void;
};

export function ReceiptView({ receipt, files, onAgain }: Props) {
  const { words } = useSettings();
  return (
    <>
      <PageTitle>{words.receipt.title}</PageTitle>
      {receipt.earlier ? <p className="notice">{words.receipt.earlier}</p> : null}
      <section className="receipt" aria-labelledby="receipt-note">
        <h2 id="receipt-note">{words.receipt.note}</h2>
        <p>{words.receipt.why}</p>
        <dl>
          <div>
            <dt>{words.receipt.number}</dt>
            <dd>
              <strong className="figure" data-testid="number">
                {receipt.number}
              </strong>
              <CopyButton text={receipt.number} what={words.receipt.number} />
            </dd>
          </div>
          <div>
            <dt>{words.receipt.code}</dt>
            <dd>
              <strong className="figure figure-wide" data-testid="code">
                {receipt.code}
              </strong>
              <CopyButton text={receipt.code} what={words.receipt.code} />
            </dd>
          </div>
        </dl>
        <p className="hint">{words.receipt.keep}</p>
      </section>
      <SendFiles number={receipt.number} code={receipt.code} first={files} />
      <div className="actions">
        <Link to="track" className="button button-primary">
          {words.receipt.track}
        </Link>
        <button type="button" className="button" onClick={onAgain}>
          {words.receipt.again}
        </button>
      </div>
    </>
  );
}
