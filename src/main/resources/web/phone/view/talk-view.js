/** The conversation: what was said where the server transcribes, and what happened, told in sentences. */

import { byId, make, show } from '../../shared/elements.js';
import { clock } from '../call/words.js';

/** @typedef {import('../call/control-socket.js').ServerEvent} ServerEvent */
/** @typedef {import('../call/call.js').Call} Call */

const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(1)} s`;

/** @type {Record<string, string>} */
const PROMPTS = {
  'tandem:greeting': 'the greeting',
  'tandem:echo': 'what you say, as an echo',
  'tandem:tone': 'a tone',
};

/** What ends this soon after somebody began to speak was interrupted. */
const STOPPED_WITHIN_MS = 700;

const prompt = (/** @type {string} */ playId) => PROMPTS[playId] ?? playId;

/** Sentences by event; null says nothing. @type {Record<string, (event: ServerEvent) => string | null>} */
const SENTENCES = {
  answer: () => 'The call was answered.',
  ringing: (e) => (e.earlyMedia ? 'It rings; the line has sound.' : 'It rings.'),
  trackStart: (e) => (e.playId ? `The agent plays ${prompt(e.playId)}.` : null),
  silence: (e) => (e.duration ? `You spoke for ${seconds(e.duration)}.` : null),
  dtmf: (e) => `The key ${e.digit} arrived.`,
  hold: (e) => (e.onHold ? 'The call is on hold.' : 'The call goes on.'),
  error: (e) => `The server reports: ${e.error}`,
  reject: (e) => `Refused: ${e.reason ?? ''} ${e.code ?? ''}`,
};

export class TalkView {
  #list = byId('talk');
  #startedAt = 0;
  #spokeAt = -Infinity;
  /** @type {HTMLElement | null} text that is still changing */
  #growing = null;

  /** @param {Call} call that begins */
  begin(call) {
    this.#list.replaceChildren();
    this.#growing = null;
    this.#startedAt = call.startedAt;
    show(byId('welcome'), false);
    this.note(call.facts.kind === 'in' ? `${call.facts.name} calls you.` : `You call ${call.facts.kind === 'agent' ? `the ${call.facts.target} agent` : call.facts.name}.`);
  }

  /** @param {ServerEvent} event @param {string} speaker who is heard on the leg that the event is of */
  add(event, speaker) {
    if (event.event === 'asrDelta' || event.event === 'asrFinal') {
      this.#say(speaker, event.text, event.event === 'asrFinal');
    } else if (event.event === 'addHistory') {
      this.#say(event.speaker === 'user' ? speaker : event.speaker, event.text, true);
    } else if (event.event === 'speaking') {
      this.#spokeAt = event.timestamp;
    } else if (event.event === 'trackEnd' && event.playId && event.timestamp - this.#spokeAt < STOPPED_WITHIN_MS) {
      this.note(`${speaker} spoke, and ${prompt(event.playId)} stopped.`);
    } else {
      const sentence = SENTENCES[event.event]?.(event);
      if (sentence) {
        this.note(sentence);
      }
    }
  }

  /** @param {string} text */
  note(text) {
    this.#append(make('li', { class: 'note' }, make('time', {}, this.#time()), make('span', {}, text)));
  }

  #say(/** @type {string} */ who, /** @type {string} */ text, /** @type {boolean} */ final) {
    const line = this.#growing ?? make('li', { class: who === 'You' ? 'said mine' : 'said' });
    line.replaceChildren(make('b', { class: 'small' }, who), make('p', {}, text));
    line.classList.toggle('growing', !final);
    if (!this.#growing) {
      this.#append(line);
    }
    this.#growing = final ? null : line;
  }

  #append(/** @type {HTMLElement} */ line) {
    this.#list.append(line);
    line.scrollIntoView({ block: 'nearest' });
  }

  #time() {
    return clock((Date.now() - this.#startedAt) / 1000);
  }
}
