/** One server-sent event: its name (`message` unless it says otherwise) and its data lines. */
export type ServerSentEvent = { event: string; data: string };

/**
 * Reads server-sent events from text that comes in pieces of any size. Lines end in LF or CR LF. Comments and the `id` and `retry`
 * fields are dropped.
 */
export class EventReader {
  #line = '';
  #event = '';
  #data: string[] = [];

  /** @returns the events that are complete with this piece. */
  push(piece: string): ServerSentEvent[] {
    const events: ServerSentEvent[] = [];
    let start = 0;
    for (let end = piece.indexOf('\n'); end !== -1; end = piece.indexOf('\n', start)) {
      this.#take(this.#line + piece.slice(start, end), events);
      this.#line = '';
      start = end + 1;
    }
    this.#line += piece.slice(start);
    return events;
  }

  /** The event that a stream left without its closing empty line. */
  end(): ServerSentEvent[] {
    return this.push('\n\n');
  }

  #take(text: string, events: ServerSentEvent[]): void {
    const line = text.endsWith('\r') ? text.slice(0, -1) : text;
    if (line !== '') {
      const colon = line.indexOf(':');
      const name = colon === -1 ? line : line.slice(0, colon);
      const value = colon === -1 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
      if (name === 'data') this.#data.push(value);
      else if (name === 'event') this.#event = value;
      return;
    }
    if (this.#data.length > 0) events.push({ event: this.#event || 'message', data: this.#data.join('\n') });
    this.#data = [];
    this.#event = '';
  }
}
