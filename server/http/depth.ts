import type { DocumentNode, FragmentDefinitionNode, OperationDefinitionNode, SelectionSetNode } from "graphql";

/** How many fields lie inside each other in a valid operation; introspection does not count. */
export function depthOf(document: DocumentNode, operation: OperationDefinitionNode): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === "FragmentDefinition") fragments.set(definition.name.value, definition);
  // each fragment once, however often it is spread: a chain of doublings must not take for ever
  const known = new Map<string, number>();

  const depthOfFragment = (name: string): number => {
    const seen = known.get(name);
    if (seen !== undefined) return seen;
    const fragment = fragments.get(name);
    const depth = fragment ? depthOfSelections(fragment.selectionSet) : 0;
    known.set(name, depth);
    return depth;
  };
  const depthOfSelections = (set: SelectionSetNode): number => {
    let deepest = 0;
    for (const selection of set.selections) {
      let depth = 0;
      if (selection.kind === "FragmentSpread") depth = depthOfFragment(selection.name.value);
      else if (selection.kind === "InlineFragment") depth = depthOfSelections(selection.selectionSet);
      else if (!selection.name.value.startsWith("__"))
        depth = 1 + (selection.selectionSet ? depthOfSelections(selection.selectionSet) : 0);
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  };
  return depthOfSelections(operation.selectionSet);
}
