import { Link } from "@tanstack/react-router";
import { useWords } from "../i18n/index.tsx";
import { Page } from "./Page.tsx";

export function NotFound() {
  const words = useWords();
  return (
    <Page title={words.shell.notFoundPage}>
      <Link to="/cases">{words.shell.toCases}</Link>
    </Page>
  );
}
