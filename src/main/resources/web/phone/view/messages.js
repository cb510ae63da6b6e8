/** Messages to the user: short ones that pass, and one that stays until it is dismissed. */

import { byId, make, show, write } from '../../shared/elements.js';

const SHOWN_MS = 5000;

/** @param {string} text */
export function toast(text) {
  const element = make('p', { class: 'toast' }, text);
  byId('toasts').append(element);
  setTimeout(() => element.remove(), SHOWN_MS);
}

/** @param {string} title @param {string} help */
export function notice(title, help) {
  write(byId('notice-title'), `${title}.`);
  write(byId('notice-help'), help);
  show(byId('notice'), true);
}

export function dismissNotice() {
  show(byId('notice'), false);
}

byId('notice-close').addEventListener('click', dismissNotice);
