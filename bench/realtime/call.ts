import { type ChildProcess, fork } from 'node:child_process';

// Calls between the processes of a measurement: each part is a process of its own, so that none is measured at another's expense.

type Handlers = Record<string, (input: never) => unknown>;
type Question = { id: number; name: string; input: unknown };
type Answer = { id: number; value?: unknown; error?: string };

export type Part = { call<Value>(name: string, input?: unknown): Promise<Value>; end(): void };

/** Starts a part from its file. It ends with this process. */
export function startPart(file: string, args: readonly string[] = []): Part {
  const child: ChildProcess = fork(file, args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [...process.execArgv, '--expose-gc'],
  });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let last = 0;
  const stop = () => void child.kill();
  process.once('exit', stop);
  child.on('message', ({ id, value, error }: Answer) => {
    const call = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) call?.resolve(value);
    else call?.reject(new Error(error));
  });
  child.once('exit', (code) => {
    process.off('exit', stop);
    for (const call of waiting.values()) call.reject(new Error(`${file} ended with ${code}`));
  });
  return {
    call<Value>(name: string, input: unknown = null) {
      last += 1;
      const call = Promise.withResolvers<unknown>();
      waiting.set(last, call);
      child.send({ id: last, name, input } satisfies Question);
      return call.promise as Promise<Value>;
    },
    end: stop,
  };
}

/** Answers the calls of the process that started this one. */
export function answerCalls(handlers: Handlers): void {
  process.on('message', async ({ id, name, input }: Question) => {
    const answer: Answer = { id };
    try {
      answer.value = await handlers[name]!(input as never);
    } catch (error) {
      answer.error = (error as Error).message;
    }
    process.send?.(answer);
  });
}

/** Milliseconds since 1970 with fractions, comparable between processes of one machine. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
