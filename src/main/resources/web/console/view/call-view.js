/** The page of one call: its state, what happens in it, and the means to step in. */

import { byId, write } from '../../shared/elements.js';
import { send } from '../live/commands.js';
import { since } from '../live/clock.js';
import { follow, levels } from '../live/stream.js';
import { Meter } from './meter.js';
import { fill } from './tables.js';
import { Timeline } from './timeline.js';
import { duration, kind, moment, parties, quality, state } from './words.js';

/** How long the second press of “Hang up” may take. */
const CONFIRM = 4000;

export class CallView {
  #id = '';
  #over = false;
  #muted = false;
  /** @type {import('../live/feed.js').Row | null} what was last known of the call */
  #row = null;
  /** @type {(() => void)[]} */
  #ends = [];
  #timeline = new Timeline();
  #received = new Meter('received');
  #sent = new Meter('sent');
  #hangup = /** @type {HTMLButtonElement} */ (byId('hangup'));
  #mute = /** @type {HTMLButtonElement} */ (byId('mute'));

  /** @param {import('../live/feed.js').Feed} feed */
  constructor(feed) {
    this.feed = feed;
    feed.addEventListener('calls', () => this.#render());
    byId('play').addEventListener('submit', (event) => this.#play(event));
    byId('interrupt').addEventListener('click', () => this.#send({ command: 'interrupt' }));
    this.#mute.addEventListener('click', () =>
      this.#send({ command: this.#muted ? 'unmute' : 'mute', trackId: this.#id }),
    );
    this.#hangup.addEventListener('click', () => this.#onHangup());
  }

  /** @param {string} id */
  show(id) {
    this.#id = id;
    this.#over = false;
    this.#row = null;
    this.#setMuted(false);
    this.#ask(false);
    write(byId('call-problem'), '');
    this.#timeline.begin(id);
    const ticking = setInterval(() => this.#tick(), 1000);
    this.#ends = [
      () => clearInterval(ticking),
      follow(id, (kindOf, data) => this.#onItem(kindOf, data), () => this.#onOver()),
      levels(id, (now) => {
        this.#received.show(now.received);
        this.#sent.show(now.sent);
      }),
    ];
    this.#render();
  }

  hide() {
    this.#ends.forEach((end) => end());
    this.#ends = [];
    this.#id = '';
  }

  #onItem(/** @type {'event' | 'command'} */ kindOf, /** @type {any} */ data) {
    this.#timeline.add(kindOf, data);
    const mutes = kindOf === 'command' && (data.command === 'mute' || data.command === 'unmute');
    if (mutes && (!data.trackId || data.trackId === this.#id)) {
      this.#setMuted(data.command === 'mute');
    }
  }

  #onOver() {
    this.#over = true;
    this.#received.show(-Infinity);
    this.#sent.show(-Infinity);
    this.#render();
  }

  #render() {
    if (!this.#id) {
      return;
    }
    const row = this.feed.calls.get(this.#id) ?? null;
    this.#over ||= this.#row !== null && row === null;
    this.#row = row ?? this.#row;
    const call = this.#row;
    const { from, to } = call ? parties(call) : { from: 'Call', to: this.#id };
    write(byId('call-title'), call ? `${from} → ${to}` : `Call ${this.#id}`);
    const badge = byId('call-state');
    badge.dataset.state = this.#over ? 'over' : call?.hold ? 'held' : (call?.state ?? '');
    write(badge, this.#over ? 'Over' : call ? state(call) : 'Looking…');
    byId('call-steer').hidden = this.#over;
    byId('call-levels').hidden = this.#over;
    this.#hangup.hidden = this.#over;
    fill(byId('call-facts'), call ? facts(call) : [['Id', this.#id]]);
    this.#timeline.setOver(this.#over);
    this.#tick();
  }

  #tick() {
    const call = this.#row;
    if (!this.#over || !call) {
      write(byId('call-clock'), call ? duration(since(call.answerTime ?? call.startTime)) : '');
    }
  }

  #play(/** @type {Event} */ event) {
    event.preventDefault();
    const url = /** @type {HTMLInputElement} */ (byId('play-url')).value.trim();
    if (url) {
      this.#send({ command: 'play', url });
    }
  }

  /** Somebody talks here: the first press asks, the second does it. */
  #onHangup() {
    if (this.#hangup.hasAttribute('data-asked')) {
      this.#ask(false);
      this.#send({ command: 'hangup', initiator: 'system', reason: 'system' });
      return;
    }
    this.#ask(true);
    const asking = setTimeout(() => this.#ask(false), CONFIRM);
    this.#ends.push(() => clearTimeout(asking));
  }

  #ask(/** @type {boolean} */ asked) {
    this.#hangup.toggleAttribute('data-asked', asked);
    write(this.#hangup, asked ? 'Press again to hang up' : 'Hang up');
  }

  #setMuted(/** @type {boolean} */ muted) {
    this.#muted = muted;
    this.#mute.setAttribute('aria-pressed', String(muted));
    write(this.#mute, muted ? 'Unmute caller' : 'Mute caller');
  }

  async #send(/** @type {object} */ command) {
    const problem = byId('call-problem');
    write(problem, '');
    try {
      await send(this.#id, command);
    } catch (failure) {
      write(problem, failure instanceof Error ? failure.message : String(failure));
    }
  }
}

/** @param {import('../live/feed.js').Row} call @returns {[string, unknown][]} */
function facts(call) {
  return [
    ['Caller', call.caller],
    ['Callee', call.callee],
    ['Kind', `${kind(call.type)}, ${call.direction}`],
    ['Codec', call.codec],
    ['Quality (MOS)', quality(call.mos)?.text],
    ['Agent', call.agent],
    ['Trunk', call.trunk],
    ['Started', moment(call.startTime)],
    ['Answered', moment(call.answerTime)],
    ['Id', call.id],
  ];
}
