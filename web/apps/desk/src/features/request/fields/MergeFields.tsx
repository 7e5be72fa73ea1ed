import type { Schemas } from "@hemu/api";
import { useQuery } from "@tanstack/react-query";
import { Button, Form, Input } from "../../../antd.ts";
import { recentQuery } from "../../../api/queries.ts";
import { nameIn, useSpeech, wordFor } from "../../../i18n/index.tsx";
import type { StepForm } from "../actions/form.ts";

type Line = Schemas["WorklistLine"];
type Page = Schemas["RequestPage"];

const OPEN = ["new", "dispatched", "handling", "paused", "parked"];
const SHOWN = 5;

/** Open requests on the same matter in the same area: likely the same thing. The server decides what fits. */
export function candidates(lines: readonly Line[], request: Page): Line[] {
  const area = request.place.at(-1)?.id;
  return lines
    .filter((line) => line.id !== request.id && OPEN.includes(line.stage) && line.label === request.label)
    .filter((line) => request.matter && line.matter?.id === request.matter.id)
    .filter((line) => line.place.some((division) => division.id === area))
    .slice(0, SHOWN);
}

function Candidate({ line, choose }: { line: Line; choose?: () => void }) {
  const { language, words } = useSpeech();
  return (
    <div className="candidate">
      <div className="candidate-head">
        <span className="number">{line.number}</span>
        <span>{wordFor(words.codes.stage, line.stage)}</span>
        <span>{nameIn(language, line.lead ?? line.holder)}</span>
        {choose && (
          <Button size="small" aria-label={words.asks.choose(line.number)} onClick={choose}>
            {words.record.use}
          </Button>
        )}
      </div>
      <p>{line.summary ?? words.cases.erased}</p>
    </div>
  );
}

/** The main request by its number, with a look at it where it is among the latest. */
export function MergeFields({ request }: { request: Page }) {
  const { words } = useSpeech();
  const { asks } = words;
  const form = Form.useFormInstance<StepForm>();
  const typed = Form.useWatch("parent", form)?.trim() ?? "";
  const lines = useQuery(recentQuery).data ?? [];
  const found = lines.find((line) => line.number === typed);
  const likely = candidates(lines, request).filter((line) => line.number !== typed);
  return (
    <>
      <Form.Item
        name="parent"
        label={asks.parent}
        rules={[{ required: true, whitespace: true, message: words.forms.needed }]}
      >
        <Input placeholder={asks.parentHint} maxLength={20} inputMode="numeric" className="number" />
      </Form.Item>
      <div aria-live="polite">
        {found && (
          <div className="picked">
            <Candidate line={found} />
          </div>
        )}
        {!found && typed.length >= 17 && <p className="form-note">{asks.parentUnknown}</p>}
      </div>
      {likely.length > 0 && (
        <section className="candidates" aria-labelledby="candidates-title">
          <h3 id="candidates-title">{asks.candidates}</h3>
          {likely.map((line) => (
            <Candidate
              key={line.id}
              line={line}
              choose={() => {
                form.setFieldValue("parent", line.number);
                form.validateFields(["parent"]);
              }}
            />
          ))}
        </section>
      )}
    </>
  );
}
