import type { ComponentChildren } from "preact";
import { Page } from "../layout/page.js";
import { Go } from "../parts/go.js";
import { AUDIT, TOKENS, USERS } from "../parts/places.js";
import { Empty } from "../parts/states.js";
import { isAtLeast, useMe } from "../session/me.js";

const VIEWS = [
  [USERS, "Users"],
  [TOKENS, "Tokens"],
  [AUDIT, "Audit log"],
] as const;

interface AdminViewProps {
  readonly place: (typeof VIEWS)[number][0];
  readonly children: ComponentChildren;
}

/** What is for admins, each view beside the others; others are told so, and nothing is asked for them. */
export function AdminView({ place, children }: AdminViewProps) {
  const { role } = useMe();
  const title = VIEWS.find(([each]) => each === place)?.[1] ?? "";
  return (
    <Page title={title}>
      {isAtLeast(role, "ADMIN") ? (
        <>
          <nav class="cw-views" aria-label="Administration">
            {VIEWS.map(([to, text]) => (
              <Go key={to} to={to} class="cw-views__link" current={to === place}>
                {text}
              </Go>
            ))}
          </nav>
          {children}
        </>
      ) : (
        <Empty title="This is for administrators">
          Your role is {role.toLowerCase()}. Ask an administrator for what you need.
        </Empty>
      )}
    </Page>
  );
}
