import { useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Tree } from "../../antd.ts";
import { divisionsQuery } from "../../api/queries.ts";
import { useSpeech, wordFor } from "../../i18n/index.tsx";
import { Failed, Loading } from "../../shell/Page.tsx";

interface Node {
  key: string;
  title: string;
  isLeaf: boolean;
  children?: Node[];
}

/** The divisions from the city down; each level is read when its parent is opened. */
export function DivisionTree() {
  const { words } = useSpeech();
  const top = useQuery(divisionsQuery(undefined));
  const [opened, setOpened] = useState<string[]>([]);
  const cityId = top.data?.[0]?.id;
  const parents = [...new Set([...(cityId ? [cityId] : []), ...opened])];
  const below = useQueries({ queries: parents.map((parent) => divisionsQuery(parent)) });
  const childrenOf = new Map(parents.map((parent, at) => [parent, below[at]?.data]));
  if (top.isPending) {
    return <Loading />;
  }
  if (top.isError) {
    return <Failed error={top.error} retry={() => top.refetch()} />;
  }
  const nodes = (divisions: typeof top.data): Node[] =>
    divisions.map((division) => ({
      key: division.id,
      title: `${division.name} · ${wordFor(words.codes.level, division.level)}`,
      isLeaf: division.level === "grid",
      children: childrenOf.has(division.id) ? nodes(childrenOf.get(division.id) ?? []) : undefined,
    }));
  return (
    <section className="panel" aria-label={words.organisation.tree}>
      <p className="quiet">{words.organisation.treeHint}</p>
      <Tree
        treeData={nodes(top.data)}
        expandedKeys={parents}
        selectable={false}
        showLine
        onExpand={(keys) => setOpened(keys.map(String))}
        aria-label={words.organisation.tree}
      />
    </section>
  );
}
