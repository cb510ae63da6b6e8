/** The table of calls that run. Rows stay where they are while they change, so that focus and selection survive. */

import { byId, make, write } from '../../shared/elements.js';
import { since } from '../live/clock.js';
import { cell } from './tables.js';
import { duration, kind, parties, quality, state } from './words.js';

/** @typedef {import('../live/feed.js').Row} Row */

export class CallsView {
  #rows = byId('calls-rows');
  /** @type {Map<string, HTMLElement>} */
  #known = new Map();
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #ticking;

  /** @param {import('../live/feed.js').Feed} feed */
  constructor(feed) {
    this.feed = feed;
    feed.addEventListener('calls', () => this.#render());
  }

  show() {
    this.#render();
    this.#ticking = setInterval(() => this.#tick(), 1000);
  }

  hide() {
    clearInterval(this.#ticking);
  }

  #render() {
    for (const [id, row] of this.#known) {
      if (!this.feed.calls.has(id)) {
        row.remove();
        this.#known.delete(id);
      }
    }
    [...this.feed.calls.values()]
      .sort((a, b) => b.startTime.localeCompare(a.startTime))
      .forEach((call, index) => this.#place(call, index));
    const empty = this.feed.calls.size === 0;
    byId('calls-table').hidden = empty;
    byId('calls-empty').hidden = !empty || this.feed.node === null;
  }

  #place(/** @type {Row} */ call, /** @type {number} */ index) {
    let row = this.#known.get(call.id);
    if (!row) {
      row = newRow(call);
      this.#known.set(call.id, row);
    }
    update(row, call);
    if (this.#rows.children[index] !== row) {
      this.#rows.insertBefore(row, this.#rows.children[index] ?? null);
    }
  }

  #tick() {
    for (const [id, row] of this.#known) {
      const call = this.feed.calls.get(id);
      if (call) {
        tick(row, call);
      }
    }
  }
}

/** @param {Row} call */
function newRow(call) {
  const row = make('tr', { role: 'row' });
  const who = cell('Parties', 'who');
  who.append(make('a', { href: `#/calls/${encodeURIComponent(call.id)}` }));
  const mark = cell('State');
  mark.append(make('span', { class: 'state' }));
  row.append(mark, who, cell('Kind'), cell('Codec'), cell('Agent'), cell('Quality'), cell('Duration', 'number clock'));
  return row;
}

/** @param {HTMLElement} row @param {Row} call */
function update(row, call) {
  const [mark, who, type, codec, agent, mos] = /** @type {HTMLElement[]} */ ([...row.children]);
  const { from, to } = parties(call);
  const badge = /** @type {HTMLElement} */ (mark.firstElementChild);
  badge.dataset.state = call.hold ? 'held' : call.state;
  write(badge, state(call));
  const link = /** @type {HTMLElement} */ (who.firstElementChild);
  write(link, `${from} → ${to}`);
  link.title = [call.caller, call.callee].filter(Boolean).join(' → ') || call.id;
  write(type, `${kind(call.type)}${call.direction === 'local' ? '' : `, ${call.direction}`}`);
  write(codec, call.codec ?? '–');
  write(agent, call.agent ?? '–');
  const judged = quality(call.mos);
  write(mos, judged ? judged.text : '–');
  mos.dataset.quality = judged ? judged.word : '';
  tick(row, call);
}

/** Talking time once answered; before that, waiting time. @param {HTMLElement} row @param {Row} call */
function tick(row, call) {
  write(/** @type {HTMLElement} */ (row.lastElementChild), duration(since(call.answerTime ?? call.startTime)));
}
