/**
 * A reason not to start, in words for the operator: what is wrong and what to do. The command line prints the message alone,
 * without a stack, and exits with status 1. Never holds a credential.
 */
export class StartupError extends Error {
  override readonly name: string = 'StartupError';
}
