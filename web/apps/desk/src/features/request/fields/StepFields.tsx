import type { Schemas } from "@hemu/api";
import { Form, Input, Radio } from "../../../antd.ts";
import { useWords } from "../../../i18n/index.tsx";
import { PickMatter } from "../../catalogue/PickMatter.tsx";
import { type Action, asks, decides } from "../actions/codes.ts";
import { AskFields } from "./AskFields.tsx";
import { CallBackFields } from "./CallBackFields.tsx";
import { DecisionFields, ReviewFields, WhatWasAsked } from "./DecisionFields.tsx";
import { DispatchFields, RedispatchFields } from "./DispatchFields.tsx";
import { ListField, optionsOf, TextField } from "./shared.tsx";

type Page = Schemas["RequestPage"];

function SettleFields() {
  const words = useWords();
  return (
    <>
      <Form.Item
        name="matter"
        label={words.forms.matter}
        rules={[{ required: true, message: words.forms.needed }]}
      >
        <PickMatter onlyOnTheSpot />
      </Form.Item>
      <TextField name="answer" label={words.forms.answer} hint={words.forms.answerHint} min={5} />
    </>
  );
}

function ExcludeFields() {
  const words = useWords();
  return (
    <>
      <ListField
        name="reason"
        label={words.forms.exclusionReason}
        options={optionsOf(words.codes.exclusion)}
      />
      <TextField name="signpost" label={words.forms.signpost} hint={words.forms.signpostHint} min={5} />
    </>
  );
}

function TransferFields() {
  const words = useWords();
  return (
    <>
      <ListField name="to" label={words.asks.procedure} options={optionsOf(words.codes.procedure)} />
      <Form.Item name="reference" label={words.asks.reference}>
        <Input maxLength={60} />
      </Form.Item>
      <TextField name="signpost" label={words.forms.signpost} hint={words.asks.transferHint} min={5} />
    </>
  );
}

function ContactFields() {
  const words = useWords();
  const channels = Object.entries(words.codes.contactChannel).map(([value, label]) => ({ value, label }));
  return (
    <>
      <Form.Item
        name="channel"
        label={words.forms.contactChannel}
        rules={[{ required: true, message: words.forms.needed }]}
      >
        <Radio.Group aria-label={words.forms.contactChannel} optionType="button" options={channels} />
      </Form.Item>
      <Form.Item
        name="reached"
        label={words.forms.reached}
        rules={[{ required: true, message: words.forms.needed }]}
      >
        <Radio.Group
          aria-label={words.forms.reached}
          optionType="button"
          options={[
            { value: true, label: words.caseItem.reached },
            { value: false, label: words.caseItem.notReached },
          ]}
        />
      </Form.Item>
      <TextField name="note" label={words.forms.contactNote} min={2} />
    </>
  );
}

function ReplyFields() {
  const words = useWords();
  return (
    <>
      <TextField name="text" label={words.forms.reply} hint={words.forms.replyHint} min={10} rows={9} />
      <TextField
        name="evidence"
        label={words.forms.evidence}
        hint={words.forms.evidenceHint}
        min={2}
        rows={4}
      />
    </>
  );
}

function UnmergeFields() {
  const words = useWords();
  // That the main request ended without a reply is for the platform to say.
  const reasons = optionsOf(words.codes.unmergeReason, ["not_the_same", "other"]);
  return (
    <>
      <ListField name="reason" label={words.asks.unmergeReason} options={reasons} />
      <TextField name="text" label={words.asks.unmergeText} min={2} rows={4} />
    </>
  );
}

/** The fields of each step. */
export function StepFields({ action, request }: { action: Action; request: Page }) {
  const asked = asks(action);
  const decided = decides(action);
  if (asked) {
    return <AskFields kind={asked} request={request} />;
  }
  return decided ? (
    <DecisionFields kind={decided} request={request} />
  ) : (
    <PlainFields action={action} request={request} />
  );
}

function PlainFields({ action, request }: { action: Action; request: Page }) {
  const words = useWords();
  const { asks: a, forms } = words;
  switch (action) {
    case "settle_on_spot":
      return <SettleFields />;
    case "exclude":
      return <ExcludeFields />;
    case "transfer":
      return <TransferFields />;
    case "dispatch":
      return <DispatchFields request={request} />;
    case "redispatch":
      return <RedispatchFields request={request} />;
    case "log_contact":
      return <ContactFields />;
    case "add_note":
      return <TextField name="note" label={forms.note} min={2} />;
    case "reply":
      return <ReplyFields />;
    case "resume":
      return <TextField name="text" label={a.resumeText} min={2} rows={4} />;
    case "call_back":
      return <CallBackFields />;
    case "send_back":
      return <TextField name="reason" label={forms.sendBackReason} hint={forms.sendBackHint} min={5} />;
    case "unmerge":
      return <UnmergeFields />;
    case "answer_order":
      return (
        <>
          <WhatWasAsked action={action} request={request} />
          <TextField name="text" label={a.answerText} hint={a.answerHint} min={10} />
        </>
      );
    case "review_order":
      return <ReviewFields request={request} />;
    case "supplement":
      return <TextField name="text" label={a.supplementText} hint={a.supplementHint} min={2} />;
    case "urge":
      return <TextField name="text" label={a.urgeText} hint={a.supplementHint} rows={4} />;
    case "reopen":
      return <TextField name="text" label={a.reopenText} hint={a.reopenHint} min={5} />;
    case "sign":
      return <p>{forms.confirm.sign}</p>;
    case "close":
      return <p>{forms.confirm.close}</p>;
    default:
      return null;
  }
}
