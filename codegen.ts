import type { CodegenConfig } from "@graphql-codegen/cli";

const operations = {
  documentMode: "string",
  useTypeImports: true,
  enumType: "string-literal",
  enumsAsTypes: true,
  strictScalars: true,
  scalars: { DateTime: "string", SafeInt: "number", JSON: "unknown" },
  emitLegacyCommonJSImports: false,
};

/** Makes the typed operations of scripts and tests, and those of the notebooks, from the emitted schema. */
const config: CodegenConfig = {
  schema: "schema/schema.graphql",
  generates: {
    "scripts/client/graphql/": {
      preset: "client",
      documents: "scripts/client/operations/*.graphql",
      presetConfig: { fragmentMasking: false },
      config: { ...operations, importExtension: ".js" },
    },
    "notebooks/lib/graphql/": {
      preset: "client",
      documents: "notebooks/operations/*.graphql",
      presetConfig: { fragmentMasking: false },
      config: { ...operations, importExtension: ".ts" },
    },
  },
};

export default config;
