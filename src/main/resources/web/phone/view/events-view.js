/** The events of the call as the server sent them, to be copied or saved. */

import { byId, make, write } from '../../shared/elements.js';
import { toast } from './messages.js';

/** @typedef {import('../call/control-socket.js').ServerEvent} ServerEvent */

const LIMIT = 1000;

export class EventsView {
  #list = byId('events');
  /** @type {ServerEvent[]} */
  #events = [];

  constructor() {
    byId('copy-events').addEventListener('click', () => this.#copy());
    byId('save-events').addEventListener('click', () => this.#save());
    this.begin();
  }

  begin() {
    this.#events = [];
    this.#list.replaceChildren(make('li', { class: 'quiet' }, 'No call yet.'));
    write(byId('event-count'), '');
  }

  /** @param {ServerEvent} event @param {'own' | 'far'} side */
  add(event, side) {
    if (event.event === 'ack') {
      return;
    }
    if (this.#events.length === 0) {
      this.#list.replaceChildren();
    }
    this.#events.push(event);
    write(byId('event-count'), String(this.#events.length));
    this.#list.append(line(event, side));
    if (this.#list.childElementCount > LIMIT) {
      this.#list.firstElementChild?.remove();
    }
  }

  async #copy() {
    await navigator.clipboard.writeText(this.#text());
    toast('The events are in the clipboard.');
  }

  #save() {
    const url = URL.createObjectURL(new Blob([this.#text()], { type: 'application/x-ndjson' }));
    make('a', { href: url, download: `call-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.jsonl` }).click();
    URL.revokeObjectURL(url);
  }

  /** One event a line. */
  #text() {
    return this.#events.map((event) => JSON.stringify(event)).join('\n') + '\n';
  }
}

function line(/** @type {ServerEvent} */ event, /** @type {'own' | 'far'} */ side) {
  const { event: name, timestamp, trackId, seq, sdp, ...rest } = event;
  const details = Object.entries(rest)
    .filter(([, value]) => value !== null && value !== '')
    .map(([field, value]) => `${field} ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join(' · ');
  return make(
    'li',
    { 'data-event': name },
    make('time', {}, new Date(timestamp ?? Date.now()).toLocaleTimeString([], { hour12: false })),
    make('b', {}, name),
    ...(side === 'far' ? [make('span', { class: 'side-mark' }, 'SIP leg')] : []),
    make('span', { class: 'quiet' }, details),
  );
}
