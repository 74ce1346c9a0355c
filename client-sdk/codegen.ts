import type { CodegenConfig } from '@graphql-codegen/cli';

const TYPE_IMPORT = "import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';";
/** The one type that the import brings, so that whoever uses the package needs no other package for it. */
const TYPE_ITSELF = `interface DocumentTypeDecoration<TResult, TVariables> {
  __apiType?: (variables: TVariables) => TResult;
}`;

/** Types and documents from the printed schema and the operations beside this file. Run it with `npm run generate`. */
const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  documents: 'client-sdk/operations/*.graphql',
  hooks: { beforeOneFileWrite: (_path: string, content: string) => content.replace(TYPE_IMPORT, TYPE_ITSELF) },
  generates: {
    'client-sdk/_generated/methods.ts': { plugins: ['./client-sdk/codegen-methods.ts'] },
    'client-sdk/_generated/': {
      preset: 'client',
      presetConfig: {
        fragmentMasking: false,
        skipIndexFile: true,
        // Hashes as GraphQL over HTTP writes the ids of persisted documents.
        persistedDocuments: { hashAlgorithm: 'sha256' },
      },
      config: {
        documentMode: 'string',
        useTypeImports: true,
        enumType: 'string-literal',
        importExtension: '.ts',
        emitLegacyCommonJSImports: false,
        strictScalars: true,
        scalars: { ID: 'string', DateTime: 'string', JSON: 'unknown' },
      },
    },
  },
};

export default config;
