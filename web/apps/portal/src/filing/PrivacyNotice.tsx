import { useSettings } from "../settings.tsx";

export function PrivacyNotice() {
  const { words } = useSettings();
  return (
    <details className="panel privacy">
      <summary>
        {words.privacy.title}
        <span className="hint">{words.privacy.short}</span>
      </summary>
      <dl>
        {words.privacy.rows.map(([what, text]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
