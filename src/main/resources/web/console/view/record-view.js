/** The page of one call record: facts, quality, and its recording. */

import { request } from '../../shared/access.js';
import { byId, write } from '../../shared/elements.js';
import { Player } from '../recording/player.js';
import { qualityFacts } from './quality-facts.js';
import { fill } from './tables.js';
import { duration, end, endedWell, kind, moment, parties } from './words.js';

/** @typedef {import('./records-view.js').CallRecord} CallRecord */

export class RecordView {
  #player = new Player();
  #id = '';

  /** @param {string} id */
  async show(id) {
    this.#id = id;
    this.#clear();
    try {
      const response = await request(`/console/api/cdrs/${encodeURIComponent(id)}`);
      if (response.status === 404) {
        throw new Error('There is no record of this call: it still runs, or its record was deleted.');
      }
      if (!response.ok) {
        throw new Error(await response.text());
      }
      const record = await response.json();
      if (id === this.#id) {
        this.#render(record);
      }
    } catch (problem) {
      write(byId('record-problem'), problem instanceof Error ? problem.message : String(problem));
    }
  }

  hide() {
    this.#id = '';
    this.#player.close();
  }

  #clear() {
    write(byId('record-title'), 'Call record');
    write(byId('record-end'), '');
    write(byId('record-talked'), '');
    write(byId('record-problem'), '');
    byId('recording').hidden = true;
    fill(byId('record-facts'), []);
    fill(byId('record-quality'), []);
  }

  #render(/** @type {CallRecord} */ record) {
    const { from, to } = parties(record);
    write(byId('record-title'), `${from} → ${to}`);
    document.title = `${from} → ${to} · Tandem console`;
    const badge = byId('record-end');
    badge.dataset.state = endedWell(record) ? 'over' : 'failed';
    write(badge, end(record));
    write(byId('record-talked'), record.answerTime ? duration(record.talkMs) : '');
    fill(byId('record-facts'), facts(record));
    fill(byId('record-quality'), record.quality ? qualityFacts(record.quality) : []);
    byId('record-quality-none').hidden = record.quality !== null;
    byId('recording').hidden = !record.recording;
    if (record.recording) {
      this.#player.open(`/console/api/cdrs/${encodeURIComponent(record.id)}/recording`);
    }
  }
}

/** @param {CallRecord} record @returns {[string, unknown][]} */
function facts(record) {
  /** @type {[string, unknown][]} */
  const extra = Object.entries(record.extra ?? {});
  return [
    ['Caller', record.caller],
    ['Callee', record.callee],
    ['Kind', `${kind(record.type)}, ${record.direction}`],
    ['Agent', record.agent],
    ['Trunk', record.trunk],
    ['Codec', record.codec],
    ['Started', moment(record.startTime)],
    ['Rang', moment(record.ringTime)],
    ['Answered', moment(record.answerTime)],
    ['Ended', moment(record.endTime)],
    ['Lasted', duration(record.durationMs)],
    ['Ended by', record.hangupBy],
    ['Reason', record.hangupText],
    ['SIP status', record.sipStatus],
    ['Q.850 cause', record.q850],
    ['Node', record.node],
    ['Id', record.id],
    ...extra,
  ];
}
