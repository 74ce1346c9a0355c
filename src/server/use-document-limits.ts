import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, type ValidationRule, validate } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { DomainError } from '#src/platform/errors.ts';
import { type DocumentMeasure, measureDocument } from './measure-document.ts';

/** What one document may ask for. The same over HTTP and over the websocket, because both parse through Yoga's pipeline. */
export const DOCUMENT_LIMITS = {
  characters: 64 * 1024,
  tokens: 2000,
  depth: 15,
  fields: 500,
  aliases: 30,
  directives: 30,
  rows: 20_000,
};

/** The standard introspection query is deeper than any other need be. */
const INTROSPECTION_DEPTH = 18;
const VALIDATION_ERRORS = 20;

/**
 * Refuses documents that cost more to understand or to answer than anybody needs, before they are validated, and keeps validation from
 * naming what the caller did not ask for.
 */
export function useDocumentLimits(): Plugin {
  return {
    onParse({ setParseFn }) {
      setParseFn(boundedParse as typeof parse);
    },
    onValidate({ setValidationFn }) {
      setValidationFn((schema: GraphQLSchema, document: DocumentNode, rules: readonly ValidationRule[]) =>
        validate(schema, document, rules, { maxErrors: VALIDATION_ERRORS, hideSuggestions: true }),
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
  if (text.length > DOCUMENT_LIMITS.characters) throw tooComplex('characters', DOCUMENT_LIMITS.characters);
  try {
    const document = parse(text, { ...options, maxTokens: DOCUMENT_LIMITS.tokens });
    refuse(measureDocument(document));
    return document;
  } catch (error) {
    // Nesting within the token limit can still be deeper than the stack.
    if (error instanceof RangeError) throw tooComplex('depth', DOCUMENT_LIMITS.depth);
    if (error instanceof GraphQLError) Object.assign(error.extensions, { code: 'GRAPHQL_PARSE_FAILED' });
    throw error;
  }
}

function refuse(measure: DocumentMeasure): void {
  const limits = { ...DOCUMENT_LIMITS, depth: measure.introspection ? INTROSPECTION_DEPTH : DOCUMENT_LIMITS.depth };
  for (const key of ['depth', 'fields', 'aliases', 'directives', 'rows'] as const) {
    if (measure[key] > limits[key]) throw tooComplex(key, limits[key]);
  }
}

function tooComplex(what: string, limit: number): DomainError {
  return new DomainError('document_too_complex', `This document asks for too much: ${what} are limited to ${limit}.`, {
    details: { limit: what, maximum: limit },
  });
}
