/** The list of past calls; a click calls again. */

import { byId, icon, make, show } from '../../shared/elements.js';
import { clock } from '../call/words.js';

/** @typedef {import('../store/history.js').PastCall} PastCall */

const ICONS = { agent: 'agent', out: 'out', in: 'in' };
const KINDS = { agent: 'Agent', out: 'Outgoing', in: 'Incoming' };

export class RecentView {
  /** @type {readonly PastCall[] | null} */
  #shown = null;

  /** @param {import('../phone.js').Phone} phone */
  constructor(phone) {
    this.phone = phone;
    byId('clear-recent').addEventListener('click', () => {
      phone.history.clear();
      this.render();
    });
  }

  render() {
    const { calls } = this.phone.history;
    if (calls !== this.#shown) {
      this.#shown = calls;
      show(byId('no-recent'), calls.length === 0);
      show(byId('clear-recent'), calls.length > 0);
      byId('recent').replaceChildren(...calls.map((call) => this.#line(call)));
    }
  }

  #line(/** @type {PastCall} */ call) {
    const when = new Date(call.at).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
    const length = call.talked > 0 ? ` · ${clock(call.talked)}` : '';
    const button = make(
      'button',
      { type: 'button', class: 'plain', 'aria-label': `${KINDS[call.kind]}, ${call.name}, ${call.result}. Call again` },
      make('span', { class: `kind ${call.talked > 0 ? '' : 'failed'}` }, icon(ICONS[call.kind])),
      make('span', { class: 'about' }, make('b', {}, call.name), make('span', { class: 'quiet small' }, `${call.result}${length}`)),
      make('time', { class: 'quiet small' }, when),
    );
    button.addEventListener('click', () => this.#call(call));
    return make('li', {}, button);
  }

  #call(/** @type {PastCall} */ call) {
    this.phone.putAway();
    if (call.kind === 'agent') {
      this.phone.callAgent(call.target);
    } else {
      this.phone.dial(call.target.replace(/^.*<|>.*$/g, ''));
    }
  }
}
