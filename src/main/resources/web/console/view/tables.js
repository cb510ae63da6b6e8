/** What the console's tables and lists of facts are filled with. */

import { make } from '../../shared/elements.js';

/** Fills a list of facts; null and undefined values are left out. @param {HTMLElement} list @param {[string, unknown][]} facts */
export function fill(list, facts) {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== '');
  list.replaceChildren(...known.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, String(value))]));
}

/** A cell whose column is named on narrow screens. @param {string} column @param {string} [kind] */
export function cell(column, kind = '') {
  return make('td', { role: 'cell', 'data-column': column, class: kind });
}
