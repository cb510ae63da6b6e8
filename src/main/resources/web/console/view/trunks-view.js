/** The trunks as configured, and the calls that each has now. */

import { request } from '../../shared/access.js';
import { byId, make, write } from '../../shared/elements.js';
import { learn } from '../live/clock.js';
import { cell } from './tables.js';

/** @typedef {{name: string, sources: string[], calls: number, maxCalls: number}} Trunk */

export class TrunksView {
  #rows = byId('trunks-rows');
  /** @type {Trunk[]} */
  #trunks = [];

  /** @param {import('../live/feed.js').Feed} feed */
  constructor(feed) {
    this.feed = feed;
    feed.addEventListener('calls', () => this.#count());
  }

  async show() {
    write(byId('trunks-problem'), '');
    try {
      const response = await request('/console/api/trunks');
      learn(response);
      if (!response.ok) {
        throw new Error(await response.text());
      }
      this.#trunks = (await response.json()).trunks;
      this.#render();
    } catch (problem) {
      write(byId('trunks-problem'), problem instanceof Error ? problem.message : String(problem));
    }
  }

  hide() {}

  #render() {
    const empty = this.#trunks.length === 0;
    byId('trunks-table').hidden = empty;
    byId('trunks-empty').hidden = !empty;
    this.#rows.replaceChildren(...this.#trunks.map(row));
    this.#count();
  }

  /** The feed knows of every call at once; the trunks are asked for only when the page is opened. */
  #count() {
    this.#trunks.forEach((trunk, index) => {
      const live = [...this.feed.calls.values()].filter((call) => call.trunk === trunk.name).length;
      const calls = this.feed.state === 'live' ? live : trunk.calls;
      const [, , mark, number] = /** @type {HTMLElement[]} */ ([...this.#rows.children[index].children]);
      const full = trunk.maxCalls > 0 && calls >= trunk.maxCalls;
      const badge = /** @type {HTMLElement} */ (mark.firstElementChild);
      badge.dataset.state = full ? 'failed' : calls > 0 ? 'answered' : 'over';
      write(badge, full ? 'Full' : calls > 0 ? 'In use' : 'Idle');
      write(number, trunk.maxCalls > 0 ? `${calls} of ${trunk.maxCalls}` : String(calls));
    });
  }
}

/** @param {Trunk} trunk */
function row(trunk) {
  const name = make('th', { role: 'rowheader', scope: 'row', 'data-column': 'Trunk' }, trunk.name);
  const sources = cell('Sources');
  sources.append(...trunk.sources.map((source) => make('code', {}, source)));
  const mark = cell('State');
  mark.append(make('span', { class: 'state' }));
  return make('tr', { role: 'row' }, name, sources, mark, cell('Calls', 'number'));
}
