import { useState } from "preact/hooks";
import { useMutation } from "../api/use-mutation.js";
import { type Role, type ShownUserFragment, UpdateUserDocument } from "../generated/graphql.js";
import { Confirmation } from "../parts/confirmation.js";
import { ROLES } from "../parts/words.js";
import { ROLE_CHOICES } from "./role-choices.js";

interface RoleOfUserProps {
  readonly user: ShownUserFragment;
  readonly onChange: () => void;
}

/** A user's role, which can be changed; it is asked once more, since it counts at once. */
export function RoleOfUser({ user: { id, username, role }, onChange }: RoleOfUserProps) {
  const [chosen, setChosen] = useState(role);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { isSending, problem, send } = useMutation(UpdateUserDocument);
  const change = async (): Promise<void> => {
    const result = await send({ input: { id, role: chosen } });
    if (!result) return;
    const error = result.updateUser.userErrors[0];
    if (error) setRefusal(error.message);
    else onChange();
  };
  return (
    <>
      <select
        class="govuk-select cw-inline-select"
        aria-label={`Role of ${username}`}
        value={chosen}
        onChange={(event) => setChosen(event.currentTarget.value as Role)}
      >
        {ROLE_CHOICES.map(([each]) => (
          <option key={each} value={each} selected={each === chosen}>
            {ROLES[each]}
          </option>
        ))}
      </select>
      {chosen !== role && (
        <Confirmation
          title={`Make ${username} ${ROLES[chosen].toLowerCase()}?`}
          confirm="Change the role"
          isSending={isSending}
          problem={refusal ?? problem}
          onConfirm={() => void change()}
          onLeave={() => setChosen(role)}
        >
          <p>
            {ROLES[role]} until now. {ROLE_CHOICES.find(([each]) => each === chosen)?.[1]}. It counts at once, wherever{" "}
            {username} is signed in.
          </p>
        </Confirmation>
      )}
    </>
  );
}
