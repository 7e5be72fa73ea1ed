import { Link } from "../router.tsx";
import { useSettings } from "../settings.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";

export function MissingPage() {
  const { words } = useSettings();
  return (
    <>
      <PageTitle>{words.missing.title}</PageTitle>
      <p>{words.missing.text}</p>
      <Link to="home" className="button button-primary">
        {words.missing.home}
      </Link>
    </>
  );
}
