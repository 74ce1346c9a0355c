import { type ModelServer, type ModelServerReply, type ModelServerRequest, startModelServer } from './model-server.ts';

export type Reply = (request: ModelServerRequest, count: number) => ModelServerReply | Promise<ModelServerReply>;

/** A bot of one test's own; `count` is the number of the request, from 1. */
export async function withBot(reply: Reply, run: (bot: ModelServer) => Promise<void>, latencyMs = 5): Promise<void> {
  let count = 0;
  const bot = await startModelServer({
    latencyMs,
    reply(_, request) {
      count += 1;
      return reply(request, count);
    },
  });
  try {
    await run(bot);
  } finally {
    await bot.close();
  }
}
