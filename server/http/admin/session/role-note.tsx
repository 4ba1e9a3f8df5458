import { isAtLeast, useMe } from "./me.js";

/** Why what changes something is disabled for who looks. */
export function OperatorsOnly({ id }: { readonly id: string }) {
  const { role } = useMe();
  if (isAtLeast(role, "OPERATOR")) return null;
  return (
    <p class="govuk-hint cw-role-note" id={id}>
      Your role ({role.toLowerCase()}) may look, but not start, cancel or schedule. Ask an administrator for the role
      operator.
    </p>
  );
}

/** Says to who may not see personal fields that they are there, and who may. */
export function MaskedNote() {
  const { role } = useMe();
  if (isAtLeast(role, "ANALYST")) return null;
  return (
    <div class="govuk-inset-text cw-masked-note">
      Personal fields are masked for your role (viewer). They are revealed to analysts, operators and administrators.
    </div>
  );
}
