/** Elements of the console: found by id, or made. */

/**
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) {
    throw new Error(`no element ${id} in the page`);
  }
  return /** @type {T} */ (found);
}

/** @param {string} tag @param {Record<string, string>} [attributes] @param {...(Node | string)} children */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  element.append(...children);
  return element;
}

/** Sets text only where it changed: a live region would read it again. @param {HTMLElement} element @param {string} text */
export function write(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Fills a list of facts; null and undefined values are left out. @param {HTMLElement} list @param {[string, unknown][]} facts */
export function fill(list, facts) {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== '');
  list.replaceChildren(...known.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, String(value))]));
}

/** A cell whose column is named on narrow screens. @param {string} column @param {string} [kind] */
export function cell(column, kind = '') {
  return make('td', { role: 'cell', 'data-column': column, class: kind });
}
