import { ApiError, client, type Schemas, unwrap } from "@hemu/api";
import { useEffect, useState } from "react";
import { useSettings } from "../settings.tsx";
import { FieldError } from "../ui/Field.tsx";
import { PLACES_NEEDED } from "./draft.ts";

type Division = Schemas["DivisionRef"];
type Loaded = Record<string, Division[] | "failed">;

const LEVELS = ["city", "district", "street_town", "community", "grid"] as const;
/** The lists are kept under the division they are inside of; the cities under this. */
const TOP = "";

type PlaceFieldsProps = { places: string[]; error: string | undefined; onChange: (places: string[]) => void };

/** District, street, community, grid: each list opens once the one before is chosen. */
export function PlaceFields({ places, error, onChange }: PlaceFieldsProps) {
  const { words } = useSettings();
  const { lists, load } = useDivisions(places);
  const cities = lists[TOP];
  const onlyCity = Array.isArray(cities) && cities.length === 1 ? cities[0]?.id : undefined;
  // A platform for one city does not ask which.
  const chosen = places.length === 0 && onlyCity !== undefined ? [onlyCity] : places;
  const firstShown = cities === undefined || cities === "failed" || onlyCity !== undefined ? 1 : 0;
  useEffect(() => {
    if (onlyCity !== undefined) {
      void load(onlyCity);
    }
  }, [onlyCity, load]);

  return (
    <>
      {LEVELS.map((level, depth) => {
        if (depth < firstShown) {
          return null;
        }
        const parent = depth === 0 ? TOP : chosen[depth - 1];
        const list = parent === undefined ? undefined : lists[parent];
        const options = Array.isArray(list) ? list : [];
        const id = `place-${level}`;
        const needed = depth < PLACES_NEEDED;
        const wrong =
          error !== undefined && depth === Math.max(firstShown, Math.min(chosen.length, PLACES_NEEDED - 1));
        const before = LEVELS[depth - 1];
        const empty =
          parent === undefined && before !== undefined
            ? words.file.chooseFirst(words.file.levels[before])
            : words.file.choose;
        return (
          <div className={wrong ? "field field-wrong" : "field"} key={level}>
            <label htmlFor={id}>
              {words.file.levels[level]}
              <span className="mark">{needed ? words.required : words.optional}</span>
            </label>
            {level === "grid" ? (
              <p className="hint" id={`${id}-hint`}>
                {words.file.gridHint}
              </p>
            ) : null}
            <select
              id={id}
              value={chosen[depth] ?? ""}
              disabled={parent === undefined}
              aria-required={needed}
              aria-invalid={wrong ? true : undefined}
              aria-describedby={wrong ? `${id}-error` : level === "grid" ? `${id}-hint` : undefined}
              onChange={(event) => {
                const next = event.target.value;
                const above = chosen.slice(0, depth);
                onChange(next === "" ? above : [...above, next]);
              }}
            >
              <option value="">
                {parent !== undefined && list === undefined ? words.file.placesLoading : empty}
              </option>
              {options.map((division) => (
                <option key={division.id} value={division.id}>
                  {division.name}
                </option>
              ))}
            </select>
            {list === "failed" || (depth === firstShown && cities === "failed") ? (
              <p className="error" role="alert">
                {words.file.placesFailed}{" "}
                <button
                  type="button"
                  className="link"
                  onClick={() => void load(list === "failed" && parent !== undefined ? parent : TOP)}
                >
                  {words.retry}
                </button>
              </p>
            ) : null}
            <FieldError id={id} error={wrong ? error : undefined} />
          </div>
        );
      })}
    </>
  );
}

const LISTS_KEPT: Loaded = {};

/** The lists inside each division on the way down, read once and again after the network came back. */
function useDivisions(places: string[]): { lists: Loaded; load: (parent: string) => Promise<void> } {
  const [lists, setLists] = useState<Loaded>(LISTS_KEPT);
  const [load] = useState(() => async (parent: string): Promise<void> => {
    if (Array.isArray(LISTS_KEPT[parent])) {
      return;
    }
    try {
      const query = parent === TOP ? {} : { parent };
      LISTS_KEPT[parent] = await unwrap(client.GET("/api/v1/portal/divisions", { params: { query } }));
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      LISTS_KEPT[parent] = "failed";
    }
    setLists({ ...LISTS_KEPT });
  });
  const wanted = places.slice(0, LEVELS.length - 1).join(" ");
  useEffect(() => {
    const loadAll = (): void => {
      for (const parent of [TOP, ...wanted.split(" ").filter((id) => id !== "")]) {
        void load(parent);
      }
    };
    loadAll();
    window.addEventListener("online", loadAll);
    return () => window.removeEventListener("online", loadAll);
  }, [wanted, load]);
  return { lists, load };
}
