import type { ComponentChildren } from "preact";
import { useQuery, useRefreshing } from "../api/use-query.js";
import { MeDocument } from "../generated/graphql.js";
import { Failure, Loading } from "../parts/states.js";
import { MeContext } from "./me.js";

/** A role that was changed, and a session that was ended, are noticed by then where nothing else is asked. */
const REFRESH_MS = 60_000;

/** Shows its children to who is signed in; others are on their way to the sign-in. */
export function SignedIn({ children }: { readonly children: ComponentChildren }) {
  const { result, error, refetch } = useQuery(MeDocument, {});
  useRefreshing(refetch, REFRESH_MS);
  if (result) return <MeContext.Provider value={result.me}>{children}</MeContext.Provider>;
  return (
    <main class="cw-width cw-main">
      <h1 class="govuk-heading-l">Crosswalk</h1>
      {error && error.code !== "UNAUTHENTICATED" ? <Failure error={error} retry={refetch} /> : <Loading />}
    </main>
  );
}
