import { useWords, wordFor } from "../i18n/index.tsx";

/** The colour of a time limit; its name is there for those who do not see it. */
export function DueDot({ colour }: { colour: string }) {
  const words = useWords();
  return <span className={`dot dot-${colour}`} role="img" aria-label={wordFor(words.codes.colour, colour)} />;
}
