/** What happens in a call, as a list that grows: events in words, each with the text it came as. */

import { byId, make } from '../../shared/elements.js';
import { describe } from './happenings.js';

/** Older ones leave the page; the server keeps about as many. */
const LIMIT = 1000;

/** A reader who has scrolled up this far reads, and is not moved. */
const NEAR_END = 80;

export class Timeline {
  #list = byId('timeline');
  #empty = byId('timeline-empty');
  #id = '';

  /** @param {string} id of the call */
  begin(id) {
    this.#id = id;
    this.#list.replaceChildren();
    this.setOver(false);
  }

  /** @param {'event' | 'command'} kind @param {any} data */
  add(kind, data) {
    const follows = this.#list.scrollHeight - this.#list.scrollTop - this.#list.clientHeight < NEAR_END;
    const { text, tone } = describe(kind, data, this.#id);
    const at = data.timestamp ? new Date(data.timestamp).toLocaleTimeString() : '';
    const item = make('li', { 'data-tone': tone, 'data-event': data.event ?? data.command });
    const raw = make('details', {}, make('summary', {}, text), make('pre', {}, JSON.stringify(data, null, 2)));
    item.append(make('time', {}, at), raw);
    this.#list.append(item);
    if (this.#list.childElementCount > LIMIT) {
      this.#list.firstElementChild?.remove();
    }
    this.#empty.hidden = true;
    if (follows) {
      this.#list.scrollTop = this.#list.scrollHeight;
    }
  }

  /** @param {boolean} over whether nothing more will come */
  setOver(over) {
    this.#empty.hidden = this.#list.childElementCount > 0;
    const record = make('a', { href: `#/records/${encodeURIComponent(this.#id)}` }, 'record of it');
    const words = over ? ['This call is over. There may be a ', record, '.'] : ['Nothing yet.'];
    this.#empty.replaceChildren(...words);
  }
}
