import { useQuery } from "../api/use-query.js";
import { type ShownUserFragment, UsersDocument } from "../generated/graphql.js";
import { Moment } from "../parts/moment.js";
import { PAGE_SIZE, Pager } from "../parts/pager.js";
import { USERS } from "../parts/places.js";
import { Scrolling } from "../parts/scrolling.js";
import { Shown } from "../parts/states.js";
import { Tag } from "../parts/tag.js";
import { useFilters } from "../parts/use-filters.js";
import { ROLES } from "../parts/words.js";
import { useMe } from "../session/me.js";
import { AdminView } from "./admin-views.js";
import { DisableUser } from "./disable-user.js";
import { NewUser } from "./new-user.js";
import { ResetPassword } from "./reset-password.js";
import { RoleOfUser } from "./role-of-user.js";

/** Who may sign in, and what each may do. */
export function UsersPage() {
  return (
    <AdminView place={USERS}>
      <Users />
    </AdminView>
  );
}

function Users() {
  const state = useQuery(UsersDocument, { first: PAGE_SIZE, after: useFilters().get("after") });
  return (
    <>
      <NewUser onMade={state.refetch} />
      <Shown state={{ ...state, isLoading: false }} what="Loading the users">
        {({ users }) => (
          <>
            <Scrolling label="Users">
              <UserTable users={users.nodes} onChange={state.refetch} />
            </Scrolling>
            <Pager page={users} items="users" />
          </>
        )}
      </Shown>
    </>
  );
}

interface UserTableProps {
  readonly users: readonly ShownUserFragment[];
  readonly onChange: () => void;
}

function UserTable({ users, onChange }: UserTableProps) {
  return (
    <table class="govuk-table cw-table cw-stacking">
      <thead class="govuk-table__head">
        <tr>
          {["User", "Role", "Signed in last", "Made", "Change"].map((name) => (
            <th key={name} scope="col" class="govuk-table__header">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {users.map((user) => (
          <UserLine key={user.id} user={user} onChange={onChange} />
        ))}
      </tbody>
    </table>
  );
}

function UserLine({ user, onChange }: { readonly user: ShownUserFragment; readonly onChange: () => void }) {
  const me = useMe();
  const fixed = whyFixed(user, me.username);
  return (
    <tr class="govuk-table__row">
      <th scope="row" class="govuk-table__header">
        {user.username} {user.disabledAt && <Tag colour="red">Disabled</Tag>}
        {!user.hasPassword && <span class="cw-card__more">Signs in by OpenID Connect</span>}
      </th>
      <td class="govuk-table__cell" data-label="Role">
        {fixed ? ROLES[user.role] : <RoleOfUser key={user.role} user={user} onChange={onChange} />}
      </td>
      <td class="govuk-table__cell" data-label="Signed in last">
        {user.lastSignIn ? <Moment at={user.lastSignIn} /> : "Never"}
      </td>
      <td class="govuk-table__cell" data-label="Made">
        <Moment at={user.createdAt} />
        {user.createdBy && <span class="cw-card__more">by {user.createdBy}</span>}
      </td>
      <td class="govuk-table__cell" data-label="Change">
        {fixed ?? (
          <span class="cw-actions">
            {user.hasPassword && <ResetPassword user={user} />}
            <DisableUser user={user} onChange={onChange} />
          </span>
        )}
      </td>
    </tr>
  );
}

/** Why a user can't be changed here: nobody is to lock themselves out. */
function whyFixed({ firstAdmin, username }: ShownUserFragment, me: string): string | null {
  if (firstAdmin) return "In the server’s settings only";
  return username.toLowerCase() === me.toLowerCase() ? "This is you: another admin can" : null;
}
