import { Go } from "../parts/go.js";
import { OVERVIEW } from "../parts/places.js";
import { Page } from "./page.js";

export function NotFound({ what }: { readonly what: string }) {
  return (
    <Page title={`${what} is not there`}>
      <p class="govuk-body">Check the address, or begin with the overview.</p>
      <p class="govuk-body">
        <Go to={OVERVIEW}>Go to the overview</Go>
      </p>
    </Page>
  );
}
