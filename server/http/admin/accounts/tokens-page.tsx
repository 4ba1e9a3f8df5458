import { useState } from "preact/hooks";
import { useMutation } from "../api/use-mutation.js";
import { useQuery } from "../api/use-query.js";
import { RevokeTokenDocument, type ShownTokenFragment, TokensDocument } from "../generated/graphql.js";
import type { Colour } from "../parts/colour.js";
import { Confirmation } from "../parts/confirmation.js";
import { Moment } from "../parts/moment.js";
import { PAGE_SIZE, Pager } from "../parts/pager.js";
import { TOKENS } from "../parts/places.js";
import { Scrolling } from "../parts/scrolling.js";
import { Empty, Shown } from "../parts/states.js";
import { Tag } from "../parts/tag.js";
import { useFilters } from "../parts/use-filters.js";
import { ROLES } from "../parts/words.js";
import { AdminView } from "./admin-views.js";
import { NewToken } from "./new-token.js";

/** What programs sign in with. */
export function TokensPage() {
  return (
    <AdminView place={TOKENS}>
      <Tokens />
    </AdminView>
  );
}

function Tokens() {
  const state = useQuery(TokensDocument, { first: PAGE_SIZE, after: useFilters().get("after") });
  return (
    <>
      <NewToken onMade={state.refetch} />
      <Shown state={{ ...state, isLoading: false }} what="Loading the tokens">
        {({ tokens }) =>
          tokens.totalCount === 0 ? (
            <Empty title="There is no token">Programs sign in with a token: scripts, monitoring, notebooks.</Empty>
          ) : (
            <>
              <Scrolling label="Tokens">
                <TokenTable tokens={tokens.nodes} onChange={state.refetch} />
              </Scrolling>
              <Pager page={tokens} items="tokens" />
            </>
          )
        }
      </Shown>
    </>
  );
}

interface TokenTableProps {
  readonly tokens: readonly ShownTokenFragment[];
  readonly onChange: () => void;
}

function TokenTable({ tokens, onChange }: TokenTableProps) {
  return (
    <table class="govuk-table cw-table cw-stacking">
      <thead class="govuk-table__head">
        <tr>
          {["Token", "Role", "State", "Ends", "Used last", "Change"].map((name) => (
            <th key={name} scope="col" class="govuk-table__header">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {tokens.map((token) => {
          const { text, colour } = stateOf(token);
          return (
            <tr key={token.id} class="govuk-table__row">
              <th scope="row" class="govuk-table__header">
                {token.name}
                <span class="cw-card__more">
                  <Moment at={token.createdAt} /> by {token.createdBy}
                </span>
              </th>
              <td class="govuk-table__cell" data-label="Role">
                {ROLES[token.role]}
              </td>
              <td class="govuk-table__cell" data-label="State">
                <Tag colour={colour}>{text}</Tag>
              </td>
              <td class="govuk-table__cell" data-label="Ends">
                <Moment at={token.revokedAt ?? token.expiresAt} />
              </td>
              <td class="govuk-table__cell" data-label="Used last">
                {token.lastUsedAt ? <Moment at={token.lastUsedAt} /> : "Never"}
              </td>
              <td class="govuk-table__cell" data-label="Change">
                {text === "Good" ? <RevokeToken token={token} onChange={onChange} /> : "–"}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function stateOf({ revokedAt, expiresAt }: ShownTokenFragment): { readonly text: string; readonly colour: Colour } {
  if (revokedAt) return { text: "Revoked", colour: "red" };
  return Date.parse(expiresAt) < Date.now() ? { text: "Ended", colour: "grey" } : { text: "Good", colour: "green" };
}

interface RevokeTokenProps {
  readonly token: ShownTokenFragment;
  readonly onChange: () => void;
}

function RevokeToken({ token: { id, name }, onChange }: RevokeTokenProps) {
  const [isAsking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { isSending, problem, send } = useMutation(RevokeTokenDocument);
  const revoke = async (): Promise<void> => {
    const result = await send({ id });
    if (!result) return;
    const error = result.revokeToken.userErrors[0];
    if (error) setRefusal(error.message);
    else onChange();
  };
  return (
    <>
      <button type="button" class="cw-action" aria-label={`Revoke ${name}`} onClick={() => setAsking(true)}>
        Revoke
      </button>
      {isAsking && (
        <Confirmation
          title={`Revoke ${name}?`}
          confirm="Revoke it"
          isWarning
          isSending={isSending}
          problem={refusal ?? problem}
          onConfirm={() => void revoke()}
          onLeave={() => setAsking(false)}
        >
          <p>Programs that sign in with it are refused from now on. It can’t be taken back.</p>
        </Confirmation>
      )}
    </>
  );
}
