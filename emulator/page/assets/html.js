import { h } from 'preact';
import htm from 'htm';

/** Tagged template that makes preact elements; whatever is put in is escaped by preact. */
export const html = htm.bind(h);
