import { Page } from "../layout/page.js";
import { ROLES } from "../parts/words.js";
import { useMe } from "../session/me.js";
import { ChangePassword } from "./change-password.js";
import { MySessions } from "./my-sessions.js";

/** What one may do about oneself: see and end sessions, change the password. */
export function MePage() {
  const { username, role } = useMe();
  return (
    <Page title={username}>
      <p class="govuk-body">Your role is {ROLES[role].toLowerCase()}. An administrator can give you another.</p>
      <MySessions />
      <ChangePassword />
    </Page>
  );
}
