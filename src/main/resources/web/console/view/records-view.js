/** The list of call records: search, older ones on demand, new ones by themselves while nothing is searched for. */

import { request } from '../../shared/access.js';
import { byId, make, write } from '../../shared/elements.js';
import { learn } from '../live/clock.js';
import { cell } from './tables.js';
import { brief, duration, end, endedWell, kind, moment, parties } from './words.js';

/**
 * @typedef {object} CallRecord
 * @property {string} id
 * @property {string} type
 * @property {string} direction
 * @property {string | null} caller
 * @property {string | null} callee
 * @property {string | null} trunk
 * @property {string | null} agent
 * @property {string | null} codec
 * @property {string} startTime
 * @property {string | null} ringTime
 * @property {string | null} answerTime
 * @property {string} endTime
 * @property {number} durationMs
 * @property {number} talkMs
 * @property {string | null} hangupReason
 * @property {string | null} hangupText
 * @property {string | null} hangupBy
 * @property {number | null} sipStatus
 * @property {number | null} q850
 * @property {boolean} recording
 * @property {Record<string, string>} extra
 * @property {import('./quality-facts.js').Quality | null} quality
 * @property {string} node
 */

const PAGE = '50';

export class RecordsView {
  #rows = byId('records-rows');
  #more = /** @type {HTMLButtonElement} */ (byId('records-more'));
  #text = /** @type {HTMLInputElement} */ (byId('search-text'));
  #from = /** @type {HTMLInputElement} */ (byId('search-from'));
  #to = /** @type {HTMLInputElement} */ (byId('search-to'));
  /** @type {string | null} */
  #next = null;
  /** Answers to a search that is no longer the last one are dropped. */
  #search = 0;
  #visible = false;

  /** @param {import('../live/feed.js').Feed} feed */
  constructor(feed) {
    feed.addEventListener('record', (event) => this.#onRecord(/** @type {CustomEvent} */ (event).detail));
    byId('search').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#begin();
    });
    this.#text.addEventListener('search', () => this.#begin());
    this.#more.addEventListener('click', () => this.#load(this.#search));
  }

  show() {
    this.#visible = true;
    this.#begin();
  }

  hide() {
    this.#visible = false;
  }

  #begin() {
    this.#next = null;
    this.#load(++this.#search, true);
  }

  async #load(/** @type {number} */ search, afresh = false) {
    this.#more.disabled = true;
    write(byId('records-problem'), '');
    try {
      const response = await request(`/console/api/cdrs?${this.#query()}`);
      learn(response);
      if (!response.ok) {
        throw new Error(await response.text());
      }
      const page = await response.json();
      if (search === this.#search) {
        this.#take(page, afresh);
      }
    } catch (problem) {
      write(byId('records-problem'), problem instanceof Error ? problem.message : String(problem));
    }
    this.#more.disabled = false;
  }

  #query() {
    const query = new URLSearchParams({ limit: PAGE });
    const give = (/** @type {string} */ name, /** @type {string} */ value) => value && query.set(name, value);
    give('q', this.#text.value.trim());
    give('from', this.#from.value && new Date(`${this.#from.value}T00:00:00`).toISOString());
    give('to', this.#to.value && new Date(`${this.#to.value}T23:59:59.999`).toISOString());
    give('before', this.#next ?? '');
    return query;
  }

  #take(/** @type {{cdrs: CallRecord[], next: string | null}} */ page, /** @type {boolean} */ afresh) {
    const rows = page.cdrs.map(row);
    if (afresh) {
      this.#rows.replaceChildren(...rows);
    } else {
      this.#rows.append(...rows);
    }
    this.#next = page.next;
    this.#more.hidden = page.next === null;
    this.#showEmpty();
  }

  #onRecord(/** @type {CallRecord} */ record) {
    const known = [...this.#rows.children].some((each) => each instanceof HTMLElement && each.dataset.id === record.id);
    if (this.#visible && !this.#isSearching() && !known) {
      this.#rows.prepend(row(record));
      this.#showEmpty();
    }
  }

  #isSearching() {
    return Boolean(this.#text.value.trim() || this.#from.value || this.#to.value);
  }

  #showEmpty() {
    const empty = this.#rows.childElementCount === 0;
    byId('records-table').hidden = empty;
    byId('records-empty').hidden = !empty;
    const searching = this.#isSearching();
    write(byId('records-empty-title'), searching ? 'Nothing matches' : 'No records yet');
    write(
      byId('records-empty-help'),
      searching
        ? 'Try a part of a number, or other days.'
        : 'Every call leaves a record here when it ends, answered or not.',
    );
  }
}

/** @param {CallRecord} record */
function row(record) {
  const { from, to } = parties(record);
  const begin = cell('Begin');
  const title = moment(record.startTime) ?? '';
  begin.append(make('time', { datetime: record.startTime, title }, brief(record.startTime)));
  const who = cell('Parties', 'who');
  who.append(make('a', { href: `#/records/${encodeURIComponent(record.id)}` }, `${from} → ${to}`));
  const how = cell('End');
  how.append(make('span', { class: 'state', 'data-state': endedWell(record) ? 'over' : 'failed' }, end(record)));
  const plain = (/** @type {string} */ column, /** @type {string} */ text, style = '') => {
    const made = cell(column, style);
    made.append(text);
    return made;
  };
  return make(
    'tr',
    { role: 'row', 'data-id': record.id },
    begin,
    who,
    plain('Kind', `${kind(record.type)}${record.direction === 'local' ? '' : `, ${record.direction}`}`),
    plain('Agent', record.agent ?? '–'),
    how,
    plain('Recording', record.recording ? 'yes' : '–'),
    plain('Talked', record.answerTime ? duration(record.talkMs) : '–', 'number'),
  );
}
