import { useQuery } from "@tanstack/react-query";
import { Select } from "../../antd.ts";
import { mattersQuery } from "../../api/queries.ts";
import { nameIn, useSpeech, wordFor } from "../../i18n/index.tsx";
import { matches } from "./matches.ts";

interface Props {
  id?: string;
  value?: string;
  onChange?: (matter: string | undefined) => void;
  onlyOnTheSpot?: boolean;
}

/** One matter of the catalogue, found by name, code or the words residents use. */
export function PickMatter({ id, value, onChange, onlyOnTheSpot = false }: Props) {
  const { language, words } = useSpeech();
  const matters = useQuery(mattersQuery);
  const shown = (matters.data?.matters ?? []).filter((matter) => matter.on_the_spot || !onlyOnTheSpot);
  return (
    <Select
      id={id}
      value={value ?? null}
      onChange={(chosen: string | null | undefined) => onChange?.(chosen ?? undefined)}
      allowClear
      placeholder={words.record.matterSearch}
      loading={matters.isPending}
      options={shown.map((matter) => ({
        value: matter.id,
        label: `${nameIn(language, matter)} · ${wordFor(words.codes.matterClass, matter.class)}`,
        matter,
      }))}
      showSearch={{
        filterOption: (typed, option) => option !== undefined && matches(option.matter, typed),
      }}
      notFoundContent={words.catalogue.empty}
    />
  );
}
