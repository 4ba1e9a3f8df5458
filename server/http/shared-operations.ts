import { type ExecutionArgs, TypeInfo, visit, visitWithTypeInfo } from "graphql";

/** What events gave that is kept for subscribers who come to them a little later. */
const KEPT = 64;

/** A subscription that several may have made: the same question, asked by users who may see the same. */
export interface SharedOperation {
  /** what it says of an event, as JSON */
  tell(event: unknown): string | Promise<string>;
  leave(): void;
}

/** Executes what subscribers ask for: once an event for all of them that ask the same. */
export interface SharedOperations {
  /** `reader` is who asks; what it holds decides with whom the results may be shared */
  join(args: ExecutionArgs, reader: object): SharedOperation;
  /** how many have joined and not left */
  members(): number;
}

interface Operation {
  members: number;
  /** by event, the newest last; a promise while it is executed */
  readonly told: Map<unknown, string | Promise<string>>;
}

/** `execute` gives the JSON of a subscription's result for an event. */
export function shareOperations(execute: (args: ExecutionArgs, event: unknown) => Promise<string>): SharedOperations {
  const operations = new Map<string, Operation>();
  let members = 0;

  return {
    join(args, reader) {
      const key = JSON.stringify([args.document.loc?.source.body, args.operationName, decisiveVariables(args), reader]);
      const operation = operations.get(key) ?? { members: 0, told: new Map() };
      operations.set(key, operation);
      operation.members++;
      members++;
      return {
        tell(event) {
          const known = operation.told.get(event);
          if (known !== undefined) return known;
          const executing = execute(args, event);
          operation.told.set(event, executing);
          if (operation.told.size > KEPT) operation.told.delete(operation.told.keys().next().value);
          executing.then(
            (text) => operation.told.has(event) && operation.told.set(event, text),
            () => operation.told.delete(event),
          );
          return executing;
        },
        leave() {
          operation.members--;
          members--;
          if (operation.members === 0) operations.delete(key);
        },
      };
    },
    members: () => members,
  };
}

/** The variables that say what is told of an event; those that only say from which event on are left out. */
function decisiveVariables({ schema, document, variableValues }: ExecutionArgs): Record<string, unknown> {
  const used = new Set<string>();
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      VariableDefinition: () => false,
      Argument({ name }) {
        const isCursor = types.getDirective() == null && types.getFieldDef()?.extensions.cursorArgument === name.value;
        return isCursor ? false : undefined;
      },
      Variable({ name }) {
        used.add(name.value);
      },
    }),
  );
  return Object.fromEntries(Object.entries(variableValues ?? {}).filter(([name]) => used.has(name)));
}
