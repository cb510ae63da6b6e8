/** Asks for the token of a server that wants one. */

import { useToken } from '../../shared/access.js';
import { byId, write } from '../../shared/elements.js';

export class TokenView {
  #dialog = /** @type {HTMLDialogElement} */ (byId('token'));
  #tried = false;

  /** @param {import('../phone.js').Phone} phone */
  constructor(phone) {
    this.phone = phone;
    this.#dialog.addEventListener('close', () => this.#onClose());
  }

  render() {
    if (this.phone.presence === 'locked' && !this.#dialog.open) {
      write(byId('token-problem'), this.#tried ? 'The server does not know this token.' : '');
      this.#dialog.showModal();
    }
  }

  #onClose() {
    const field = /** @type {HTMLInputElement} */ (byId('token-value'));
    if (field.value) {
      this.#tried = true;
      useToken(field.value);
      field.value = '';
    }
    this.phone.presence = 'connecting';
    this.phone.connect();
  }
}
