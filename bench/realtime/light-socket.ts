import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** All sockets of the process read into this one: what is read is dealt with at once, or copied. */
const READ = Buffer.allocUnsafeSlow(64 * 1024);

/**
 * A websocket that does as little as there is to do, so that a thousand of them in one process do not become what is measured: it finds where
 * messages end and hands them on as they lie in the buffer, which holds for the length of the call. Texts only, of servers that do not split
 * them.
 */
export class LightSocket {
  readonly #socket: Socket;
  #rest: Buffer = Buffer.alloc(0);
  onText: (bytes: Buffer) => void = () => {};
  onClose: (reason: string) => void = () => {};

  /** What came with the answer to the handshake, until that is whole; then null. */
  #answer: Buffer | null = Buffer.alloc(0);
  readonly #opened = Promise.withResolvers<void>();

  private constructor(port: number, host: string) {
    // Without a stream in between, which would cost more than all of the rest.
    const callback = (bytes: number) => {
      if (this.#answer) this.#shake(READ.subarray(0, bytes));
      else this.#read(READ.subarray(0, bytes));
      return true;
    };
    this.#socket = connect({ port, host, onread: { buffer: READ, callback } });
    this.#socket.once('error', this.#opened.reject).on('error', () => {});
    this.#socket.once('close', () => this.onClose('the connection ended'));
  }

  static async open(address: string, protocol?: string): Promise<LightSocket> {
    const { hostname, port, pathname, host } = new URL(address);
    const light = new LightSocket(Number(port), hostname);
    const head = [
      `GET ${pathname} HTTP/1.1`,
      `Host: ${host}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      ...(protocol ? [`Sec-WebSocket-Protocol: ${protocol}`] : []),
    ];
    light.#socket.write(`${head.join('\r\n')}\r\n\r\n`);
    await light.#opened.promise;
    return light;
  }

  /** Client frames are masked; with zeros, which changes nothing. */
  send(text: string, opcode = 1): void {
    const bytes = Buffer.from(text);
    const head = Buffer.alloc(bytes.length < 126 ? 6 : 8);
    head[0] = 0x80 | opcode;
    head[1] = 0x80 | Math.min(126, bytes.length);
    if (bytes.length >= 126) head.writeUInt16BE(bytes.length, 2);
    this.#socket.write(Buffer.concat([head, bytes]));
  }

  pause(): void {
    this.#socket.pause();
  }

  terminate(): void {
    this.#socket.resetAndDestroy();
  }

  #shake(chunk: Buffer): void {
    this.#answer = Buffer.concat([this.#answer!, chunk]);
    const end = this.#answer.indexOf('\r\n\r\n');
    if (end < 0) return;
    const rest = this.#answer.subarray(end + 4);
    if (!this.#answer.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101'))) {
      this.#opened.reject(new Error(String(this.#answer)));
      return;
    }
    this.#answer = null;
    this.#opened.resolve();
    this.#read(rest);
  }

  #read(chunk: Buffer): void {
    let bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    for (;;) {
      const frame = frameIn(bytes);
      if (!frame) break;
      const body = bytes.subarray(frame.start, frame.end);
      bytes = bytes.subarray(frame.end);
      if (frame.opcode === 1) this.onText(body);
      else if (frame.opcode === 9) this.send(String(body), 10);
      else if (frame.opcode === 8) this.onClose(`closed with ${body.readUInt16BE(0)} ${body.subarray(2)}`);
    }
    this.#rest = bytes.length > 0 ? Buffer.from(bytes) : bytes;
  }
}

/** Where the first whole frame lies, or null. */
function frameIn(bytes: Buffer): { opcode: number; start: number; end: number } | null {
  if (bytes.length < 2) return null;
  const short = bytes[1]! & 0x7f;
  const start = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < start) return null;
  const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  return bytes.length < start + length ? null : { opcode: bytes[0]! & 0x0f, start, end: start + length };
}
