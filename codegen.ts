import type { CodegenConfig } from "@graphql-codegen/cli";

/** Makes the typed operations of scripts and tests from the emitted schema. */
const config: CodegenConfig = {
  schema: "schema/schema.graphql",
  documents: "scripts/client/operations/*.graphql",
  generates: {
    "scripts/client/graphql/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: "string",
        useTypeImports: true,
        enumType: "string-literal",
        enumsAsTypes: true,
        strictScalars: true,
        scalars: { DateTime: "string", SafeInt: "number", JSON: "unknown" },
        importExtension: ".js",
        emitLegacyCommonJSImports: false,
      },
    },
  },
};

export default config;
