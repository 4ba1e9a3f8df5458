import { useEffect, useRef } from "preact/hooks";
import type { Problem } from "./problem.js";

interface ErrorSummaryProps {
  readonly title?: string;
  readonly problems: readonly Problem[];
}

/** All that is wrong with a form, at its top, where the focus goes; each leads to its field. */
export function ErrorSummary({ title = "There is a problem", problems }: ErrorSummaryProps) {
  const summary = useRef<HTMLDivElement>(null);
  // new problems are to be read, too
  useEffect(() => summary.current?.focus(), [problems]);
  if (problems.length === 0) return null;
  return (
    <div class="govuk-error-summary" tabIndex={-1} ref={summary} role="alert">
      <h2 class="govuk-error-summary__title">{title}</h2>
      <ul class="govuk-list govuk-error-summary__list">
        {problems.map(({ field, message }) => (
          <li key={`${field} ${message}`}>
            {field === null ? (
              message
            ) : (
              <a href={`#${field}`} onClick={(event) => focusField(event, field)}>
                {message}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** By script, since the address is the router's. */
function focusField(event: Event, id: string): void {
  event.preventDefault();
  document.getElementById(id)?.focus();
}
