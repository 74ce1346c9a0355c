import type { ExecutionResult } from 'graphql';
import { isAsyncIterable, mapAsyncIterator, type Plugin } from 'graphql-yoga';
import type { Ctx } from '#src/platform/context.ts';
import { errorScopeOf } from './error-scope.ts';
import { type ErrorScope, publicError, publicRequestError } from './public-error.ts';

/**
 * Every error of every HTTP answer passes here, whichever step it comes from: parsing, validation, execution, or the source of a
 * stream. Yoga's own masking is off, so that there is one rule and not two.
 */
export function usePublicErrors(): Plugin<Ctx, Ctx> {
  return {
    onResultProcess({ result, setResult, serverContext }) {
      const scope = errorScopeOf(serverContext as unknown as Ctx, 'http');
      if (isAsyncIterable(result))
        setResult(mapAsyncIterator(result, (value) => shown(value as ExecutionResult, scope)) as never);
      else if (!Array.isArray(result)) setResult(shown(result as ExecutionResult, scope) as never);
    },
  };
}

function shown(result: ExecutionResult, scope: ErrorScope): ExecutionResult {
  if (!result.errors) return result;
  // Without data nothing was executed: the request itself is at fault, and the HTTP status says so.
  const map = 'data' in result ? publicError : publicRequestError;
  return { ...result, errors: result.errors.map((error) => map(error, scope)) };
}
