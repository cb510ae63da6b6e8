/** Before a call: agents to talk to, the number, the call key. */

import { byId, icon, make, show, write } from '../../shared/elements.js';
import { BadNumber, lettersAsDigits, normalise, isAddress } from '../call/number.js';

const ABOUT = /** @type {Record<string, string>} */ ({
  demo: 'Greets you, then says back what you say',
  webhook: 'Answered by a program that a webhook calls',
});

export class DialView {
  #number = /** @type {HTMLInputElement} */ (byId('number'));
  #agents = byId('agents');
  #shownAgents = '';

  /** @param {import('../phone.js').Phone} phone */
  constructor(phone) {
    this.phone = phone;
    this.#number.addEventListener('input', () => this.#onInput());
    this.#number.addEventListener('paste', (event) => this.#onPaste(event));
    this.#number.addEventListener('keydown', ({ key }) => key === 'Enter' && this.call());
    byId('backspace').addEventListener('click', () => this.#backspace());
    byId('letters').addEventListener('click', () => this.write(lettersAsDigits(this.#number.value)));
    byId('dial').addEventListener('click', () => this.call());
    byId('redial').addEventListener('click', () => this.redial());
  }

  render() {
    const { agents, presence, history, busy } = this.phone;
    const ready = presence === 'ready' || presence === 'registering';
    this.#renderAgents(agents, ready && !busy);
    show(byId('no-agents'), agents.length === 0);
    write(byId('no-agents'), ready ? 'This server offers no agents to web pages.' : 'Agents appear here once the server answers.');
    /** @type {HTMLButtonElement} */ (byId('dial')).disabled = !ready;
    show(byId('redial'), !this.phone.call && history.lastDialled() !== '');
  }

  /** Adds a key of the pad where the caret is. @param {string} text */
  type(text) {
    const { selectionStart, selectionEnd, value } = this.#number;
    const from = document.activeElement === this.#number ? (selectionStart ?? value.length) : value.length;
    const to = document.activeElement === this.#number ? (selectionEnd ?? from) : from;
    this.#number.setRangeText(text, from, to, 'end');
    this.#onInput();
  }

  /** @param {string} text */
  write(text) {
    this.#number.value = text;
    this.#onInput();
    this.#number.focus();
  }

  call() {
    try {
      this.phone.dial(this.#number.value);
    } catch (problem) {
      if (!(problem instanceof BadNumber)) {
        throw problem;
      }
      write(byId('number-problem'), problem.message);
      this.#number.focus();
    }
  }

  redial() {
    this.write(this.phone.history.lastDialled());
    this.call();
  }

  #onInput() {
    const value = this.#number.value;
    write(byId('number-problem'), '');
    show(byId('backspace'), value !== '');
    const lettered = /[a-z]/i.test(value) && /[0-9]/.test(value) && !isAddress(value);
    show(byId('letters'), lettered);
    if (lettered) {
      write(byId('letters'), `Use ${lettersAsDigits(value)} (letters as on a keypad)`);
    }
  }

  #onPaste(/** @type {ClipboardEvent} */ event) {
    event.preventDefault();
    this.type(normalise(event.clipboardData?.getData('text') ?? ''));
  }

  #backspace() {
    this.write(this.#number.value.slice(0, -1));
  }

  #renderAgents(/** @type {{name: string, type: string}[]} */ agents, /** @type {boolean} */ enabled) {
    const key = JSON.stringify([agents, enabled]);
    if (key === this.#shownAgents) {
      return;
    }
    this.#shownAgents = key;
    this.#agents.replaceChildren(
      ...agents.map(({ name, type }) => {
        const button = make(
          'button',
          { type: 'button', class: 'agent', 'data-agent': name, ...(enabled ? {} : { disabled: '' }) },
          make('span', { class: 'avatar' }, icon('agent')),
          make('span', { class: 'about' }, make('b', {}, `${name} agent`), make('span', { class: 'quiet small' }, ABOUT[type] ?? type)),
          make('span', { class: 'call-mark' }, icon('call')),
        );
        button.addEventListener('click', () => this.phone.callAgent(name));
        return make('li', {}, button);
      }),
    );
  }
}
