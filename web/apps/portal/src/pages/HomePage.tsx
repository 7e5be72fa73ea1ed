import { Link } from "../router.tsx";
import { useSettings } from "../settings.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";

const EMERGENCY = ["110", "119", "120", "122"] as const;

export function HomePage() {
  const { words } = useSettings();
  return (
    <>
      <PageTitle>{words.siteTitle}</PageTitle>
      <p className="lead">{words.home.lead}</p>
      <nav className="doors" aria-label={words.siteTitle}>
        <Link to="file" className="door door-primary">
          <strong>{words.home.file}</strong>
          <span>{words.home.fileHint}</span>
        </Link>
        <Link to="track" className="door">
          <strong>{words.home.track}</strong>
          <span>{words.home.trackHint}</span>
        </Link>
      </nav>
      <Link to="account" className="button">
        {words.account.door}
      </Link>
      <section className="panel emergency" aria-labelledby="emergency">
        <h2 id="emergency">{words.home.emergencyTitle}</h2>
        <ul>
          {EMERGENCY.map((number) => (
            <li key={number}>
              <a href={`tel:${number}`}>
                <strong>{number}</strong>
                <span>{words.home.emergency[number]}</span>
              </a>
            </li>
          ))}
        </ul>
        <p>{words.home.emergencyNote}</p>
      </section>
      <section aria-labelledby="next">
        <h2 id="next">{words.home.nextTitle}</h2>
        <ol className="next">
          {words.home.next.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      </section>
    </>
  );
}
