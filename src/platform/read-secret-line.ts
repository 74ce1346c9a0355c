import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** One line of input. From a terminal it is asked for and not shown; from a pipe it is the first line. */
export async function readSecretLine(
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  prompt = 'Password: ',
): Promise<string> {
  const terminal = input.isTTY === true;
  if (terminal) output.write(prompt);
  // What is typed is echoed into nothing.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: silent, terminal });
  try {
    for await (const line of lines) return line;
    return '';
  } finally {
    lines.close();
    if (terminal) output.write('\n');
  }
}
