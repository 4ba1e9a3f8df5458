import { useState } from "preact/hooks";

/** Copies a text; where the browser refuses, as it does without TLS, it is to be selected by hand. */
export function CopyButton({ text }: { readonly text: string }) {
  const [told, setTold] = useState<string | null>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setTold("Copied");
    } catch {
      setTold("The browser does not let this page copy: select the text and copy it");
    }
  };
  return (
    <>
      <button type="button" class="govuk-button" onClick={() => void copy()}>
        Copy
      </button>
      <span role="status" class="govuk-body">
        {told}
      </span>
    </>
  );
}
