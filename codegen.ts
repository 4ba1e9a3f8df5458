import type { CodegenConfig } from "@graphql-codegen/cli";

type Output = CodegenConfig["generates"][string];

/** Typed operations, as strings: their users need no parser. */
function typedOperations(documents: string, importExtension: ".js" | ".ts" = ".js"): Output {
  return {
    documents,
    preset: "client",
    presetConfig: { fragmentMasking: false },
    config: {
      documentMode: "string",
      useTypeImports: true,
      enumType: "string-literal",
      enumsAsTypes: true,
      strictScalars: true,
      scalars: { DateTime: "string", SafeInt: "number", JSON: "unknown" },
      importExtension,
      emitLegacyCommonJSImports: false,
    },
  };
}

/** Makes the typed operations of scripts and tests, those of the page, and those of the notebooks, from the emitted schema. */
const config: CodegenConfig = {
  schema: "schema/schema.graphql",
  generates: {
    "scripts/client/graphql/": typedOperations("scripts/client/operations/*.graphql"),
    "server/http/admin/generated/": typedOperations("server/http/admin/operations/*.graphql"),
    "notebooks/lib/graphql/": typedOperations("notebooks/operations/*.graphql", ".ts"),
  },
};

export default config;
