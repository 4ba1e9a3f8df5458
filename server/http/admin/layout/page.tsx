import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface PageProps {
  readonly title: string;
  /** beside the title */
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** Whether a page was shown before: the first one leaves the focus where the browser has it. */
let isLaterPage = false;

/** One place: its title is the window's too, and is where the focus goes when one comes from another place. */
export function Page({ title, aside, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isLaterPage) {
      heading.current?.focus({ preventScroll: true });
      scrollTo({ top: 0 });
    }
    isLaterPage = true;
  }, []);
  useEffect(() => {
    document.title = `${title} – Crosswalk`;
  }, [title]);
  return (
    <>
      <div class="cw-title">
        <h1 class="govuk-heading-l cw-title__text" tabIndex={-1} ref={heading}>
          {title}
        </h1>
        {aside}
      </div>
      {children}
    </>
  );
}
