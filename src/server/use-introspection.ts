import type { DocumentNode } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { measureDocument } from './measure-document.ts';

/** Questions about the schema: for everybody where the operator says so, else for tokens with the scope `schema:read`. */
export function useIntrospection(): Plugin<Ctx, Ctx> {
  const introspects = remembered((document) => measureDocument(document).introspects);
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const ctx = args.contextValue as unknown as Ctx;
      if (ctx.config.api.introspection || !introspects(args.document as DocumentNode)) return;
      try {
        allow(ctx, 'schema:read');
      } catch (error) {
        setResultAndStopExecution({ errors: [error] } as never);
      }
    },
  };
}

/** Documents are parsed once and kept, so their answers can be. */
function remembered(ask: (document: DocumentNode) => boolean): (document: DocumentNode) => boolean {
  const answers = new WeakMap<DocumentNode, boolean>();
  return (document) => {
    const known = answers.get(document);
    if (known !== undefined) return known;
    const answer = ask(document);
    answers.set(document, answer);
    return answer;
  };
}
