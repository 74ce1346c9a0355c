import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, type ValidationRule, validate } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { DomainError } from '#src/platform/errors.ts';
import { LIMITS } from './limits.ts';
import { type DocumentMeasure, measureDocument } from './measure-document.ts';

/**
 * Refuses documents that cost more to understand or to answer than anybody needs, before they are validated, and keeps validation from
 * naming what the caller did not ask for. The same at every door, because all parse through Yoga's pipeline.
 */
export function useDocumentLimits(): Plugin {
  return {
    onParse({ setParseFn }) {
      setParseFn(boundedParse as typeof parse);
    },
    onValidate({ setValidationFn }) {
      setValidationFn((schema: GraphQLSchema, document: DocumentNode, rules: readonly ValidationRule[]) =>
        validate(schema, document, rules, { maxErrors: LIMITS.validationErrors, hideSuggestions: true }),
      );
    },
    onExecute({ args }) {
      Object.assign(args, { hideSuggestions: true });
    },
    onSubscribe({ args }) {
      Object.assign(args, { hideSuggestions: true });
    },
  };
}

function boundedParse(source: string | { body: string }, options?: object): DocumentNode {
  const text = typeof source === 'string' ? source : source.body;
  if (text.length > LIMITS.characters) throw tooComplex('characters', LIMITS.characters);
  try {
    const document = parse(text, { ...options, maxTokens: LIMITS.tokens });
    refuse(measureDocument(document));
    return document;
  } catch (error) {
    // Nesting within the token limit can still be deeper than the stack.
    if (error instanceof RangeError) throw tooComplex('depth', LIMITS.depth);
    if (error instanceof GraphQLError) Object.assign(error.extensions, { code: 'GRAPHQL_PARSE_FAILED' });
    throw error;
  }
}

function refuse(measure: DocumentMeasure): void {
  const limits = { ...LIMITS, depth: measure.introspection ? LIMITS.introspectionDepth : LIMITS.depth };
  for (const key of ['depth', 'fields', 'aliases', 'repeats', 'directives'] as const) {
    if (measure[key] > limits[key]) throw tooComplex(key, limits[key]);
  }
}

function tooComplex(what: string, limit: number): DomainError {
  return new DomainError('document_too_complex', `This document asks for too much: ${what} are limited to ${limit}.`, {
    details: { limit: what, maximum: limit },
  });
}
