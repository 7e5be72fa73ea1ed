import { useQuery } from "@tanstack/react-query";
import { Select } from "../../antd.ts";
import { divisionsQuery } from "../../api/queries.ts";
import { useWords } from "../../i18n/index.tsx";

interface Level {
  label: string;
  parent: string | undefined;
  depth: number;
}

interface Props {
  id?: string;
  value?: string[];
  onChange?: (chain: string[]) => void;
}

function PickLevel({ id, level, value = [], onChange }: Props & { level: Level }) {
  const words = useWords();
  const asked = level.depth === 0 || level.parent !== undefined;
  const divisions = useQuery({
    ...divisionsQuery(level.parent),
    enabled: asked && level.parent !== undefined,
  });
  return (
    <Select
      id={id}
      aria-label={level.label}
      value={value[level.depth] ?? null}
      placeholder={level.label}
      disabled={!asked}
      loading={divisions.isFetching}
      showSearch={{ optionFilterProp: "label" }}
      allowClear
      options={(divisions.data ?? []).map((division) => ({ value: division.id, label: division.name }))}
      notFoundContent={words.shell.none}
      onChange={(chosen: string | undefined) =>
        onChange?.([...value.slice(0, level.depth), ...(chosen ? [chosen] : [])])
      }
    />
  );
}

/** From the district down to the grid, each level read once the one above is chosen. Type to search. */
export function PickDivision({ id, value = [], onChange }: Props) {
  const words = useWords();
  const city = useQuery(divisionsQuery(undefined)).data?.[0]?.id;
  const labels = [words.record.district, words.record.street, words.record.community, words.record.grid];
  return (
    <fieldset className="divisions" aria-label={words.record.placePart}>
      {labels.map((label, depth) => (
        <PickLevel
          key={label}
          id={depth === 0 ? id : undefined}
          level={{ label, depth, parent: depth === 0 ? city : value[depth - 1] }}
          value={value}
          onChange={onChange}
        />
      ))}
    </fieldset>
  );
}
