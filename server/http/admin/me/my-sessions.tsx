import { useState } from "preact/hooks";
import { useMutation } from "../api/use-mutation.js";
import { useQuery } from "../api/use-query.js";
import {
  EndOtherSessionsDocument,
  EndSessionDocument,
  MySessionsDocument,
  type MySessionsQuery,
} from "../generated/graphql.js";
import { counted } from "../parts/format.js";
import { Moment } from "../parts/moment.js";
import { Scrolling } from "../parts/scrolling.js";
import { Empty, Shown } from "../parts/states.js";
import { Tag } from "../parts/tag.js";
import { describeAgent } from "./agent.js";

type Sessions = MySessionsQuery["mySessions"];

/** Where one is signed in. */
export function MySessions() {
  const state = useQuery(MySessionsDocument, {});
  return (
    <section aria-labelledby="sessions">
      <h2 class="govuk-heading-m" id="sessions">
        Where you are signed in
      </h2>
      <Shown state={{ ...state, isLoading: false }} what="Loading your sessions">
        {({ mySessions }) => <SessionList sessions={mySessions} onChange={state.refetch} />}
      </Shown>
    </section>
  );
}

function SessionList({ sessions, onChange }: { readonly sessions: Sessions; readonly onChange: () => void }) {
  const ending = useMutation(EndSessionDocument);
  const endingOthers = useMutation(EndOtherSessionsDocument);
  const [told, setTold] = useState<string | null>(null);
  const others = sessions.filter(({ current }) => !current).length;
  const tell = (payload: { readonly ended: number; readonly userErrors: readonly { readonly message: string }[] }) => {
    setTold(payload.userErrors[0]?.message ?? `${counted(payload.ended, "session")} ended.`);
    onChange();
  };
  const end = async (id: string): Promise<void> => {
    const result = await ending.send({ id });
    if (result) tell(result.endSession);
  };
  const endOthers = async (): Promise<void> => {
    const result = await endingOthers.send({});
    if (result) tell(result.endOtherSessions);
  };
  const problem = ending.problem ?? endingOthers.problem;
  const isSending = ending.isSending || endingOthers.isSending;
  return (
    <>
      {sessions.length === 0 ? (
        <Empty title="Nowhere by a session">You came in without one, such as by HTTP basic authentication.</Empty>
      ) : (
        <Scrolling label="Sessions">
          <table class="govuk-table cw-table cw-stacking">
            <thead class="govuk-table__head">
              <tr>
                {["Browser", "From", "Signed in", "Used last", "End"].map((name) => (
                  <th key={name} scope="col" class="govuk-table__header">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody class="govuk-table__body">
              {sessions.map(({ id, agent, address, createdAt, lastUsedAt, current }) => (
                <tr key={id} class="govuk-table__row">
                  <th scope="row" class="govuk-table__header">
                    <span title={agent ?? undefined}>{describeAgent(agent)}</span>{" "}
                    {current && <Tag colour="green">This one</Tag>}
                  </th>
                  <td class="govuk-table__cell" data-label="From">
                    {address ?? "–"}
                  </td>
                  <td class="govuk-table__cell" data-label="Signed in">
                    <Moment at={createdAt} />
                  </td>
                  <td class="govuk-table__cell" data-label="Used last">
                    <Moment at={lastUsedAt} />
                  </td>
                  <td class="govuk-table__cell" data-label="End">
                    {current ? (
                      "By signing out"
                    ) : (
                      <button
                        type="button"
                        class="cw-action"
                        aria-label={`End it: ${describeAgent(agent)}`}
                        disabled={isSending}
                        onClick={() => void end(id)}
                      >
                        End it
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      )}
      <div role="status">{told && <p class="cw-note cw-note--good">{told}</p>}</div>
      {problem && (
        <p class="govuk-error-message" role="alert">
          {problem}
        </p>
      )}
      {others > 0 && (
        <button
          type="button"
          class="govuk-button govuk-button--secondary"
          disabled={isSending}
          onClick={() => void endOthers()}
        >
          Sign out everywhere else
        </button>
      )}
    </>
  );
}
