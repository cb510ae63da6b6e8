/** During a call: who, how it stands, how long, and the keys that steer it. */

import { byId, show, write } from '../../shared/elements.js';
import { CALL_WORDS, clock } from '../call/words.js';
import { notice, toast } from './messages.js';

/** @typedef {import('../call/call.js').Call} Call */

const ICONS = { agent: 'agent', out: 'out', in: 'in' };

export class CallView {
  #digits = '';
  #keypad = false;
  /** @type {Call | null} */
  #shown = null;

  /** @param {import('../phone.js').Phone} phone */
  constructor(phone) {
    this.phone = phone;
    byId('mute').addEventListener('click', () => phone.call?.mute());
    byId('hold').addEventListener('click', () => this.hold());
    byId('keypad').addEventListener('click', () => this.#toggleKeypad());
    byId('hangup').addEventListener('click', () => phone.call?.hangup());
    byId('done').addEventListener('click', () => this.#leave());
    byId('again').addEventListener('click', () => this.#again());
    setInterval(() => this.#tick(), 250);
  }

  render() {
    const { call } = this.phone;
    show(byId('idle'), !call);
    show(byId('active'), !!call);
    show(byId('dial'), !call);
    show(byId('hangup'), !!call && !call.ended);
    show(byId('done'), !!call?.ended);
    show(byId('again'), !!call?.ended && call.facts.kind !== 'in');
    show(byId('pad'), !call || (this.#keypad && !call.ended));
    if (call) {
      this.#renderCall(call);
    }
    document.body.classList.toggle('in-call', !!call && !call.ended);
  }

  /** A digit went to the other side. @param {string} digit */
  sent(digit) {
    this.#digits += digit;
    write(byId('digits'), this.#digits);
  }

  async hold() {
    await this.phone.call?.hold().catch((problem) => toast(`Hold was refused: ${problem.message}`));
  }

  #renderCall(/** @type {Call} */ call) {
    if (call !== this.#shown) {
      this.#begin(call);
    }
    const state = byId('call-state');
    state.dataset.state = call.state;
    write(byId('call-state'), CALL_WORDS[call.state]);
    write(byId('call-reason'), call.ended ? call.reason : '');
    write(byId('announcement'), call.ended ? `${CALL_WORDS[call.state]}. ${call.reason}` : CALL_WORDS[call.state]);
    byId('avatar').dataset.state = call.state;
    ['controls', 'meters', 'hint', 'digits'].forEach((id) => show(byId(id), !call.ended));
    this.#press('mute', call.muted, call.muted ? 'Unmute' : 'Mute', call.muted ? 'mic-off' : 'mic');
    this.#press('hold', call.held, call.held ? 'Resume' : 'Hold', call.held ? 'play' : 'pause');
    this.#press('keypad', this.#keypad, 'Keypad', 'keypad');
    /** @type {HTMLButtonElement} */ (byId('hold')).disabled = call.state !== 'connected' && call.state !== 'held';
    if (call.ended) {
      this.#onEnd(call);
    }
    this.#tick();
  }

  #begin(/** @type {Call} */ call) {
    this.#shown = call;
    this.#digits = '';
    this.#keypad = false;
    show(byId('pad'), false);
    write(byId('digits'), '');
    write(byId('hint'), '');
    write(byId('call-name'), call.facts.name);
    byId('avatar-icon').setAttribute('href', `/shared/icons.svg#${ICONS[call.facts.kind]}`);
    byId('call-name').focus({ preventScroll: true });
    call.microphone.onReplaced = (label) =>
      label ? toast(`The microphone changed to ${label}`) : notice('The microphone is gone', 'Plug one in: the other side hears nothing.');
  }

  #onEnd(/** @type {Call} */ call) {
    if (call.microphoneProblem) {
      notice(call.microphoneProblem.title, call.microphoneProblem.help);
    }
    if (document.activeElement === document.body || document.activeElement?.closest('.phone')) {
      byId('done').focus({ preventScroll: true });
    }
  }

  #press(/** @type {string} */ id, /** @type {boolean} */ pressed, /** @type {string} */ label, /** @type {string} */ icon) {
    const button = byId(id);
    button.setAttribute('aria-pressed', String(pressed));
    button.querySelector('use')?.setAttribute('href', `/shared/icons.svg#${icon}`);
    const span = button.querySelector('span');
    if (span && span.textContent !== label) {
      span.textContent = label;
    }
  }

  #toggleKeypad() {
    this.#keypad = !this.#keypad;
    this.render();
  }

  #leave() {
    this.phone.putAway();
    byId('number').focus({ preventScroll: true });
  }

  #again() {
    const facts = this.phone.call?.facts;
    if (facts) {
      this.phone.putAway();
      facts.kind === 'agent' ? this.phone.callAgent(facts.target) : this.phone.dial(facts.target);
    }
  }

  #tick() {
    const { call } = this.phone;
    if (call) {
      write(byId('timer'), clock(call.talked));
      show(byId('timer'), call.connectedAt > 0);
    }
  }
}
