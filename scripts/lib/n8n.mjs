// Everything about the real n8n in one place.
export { ensureN8n, N8N_VERSION } from './n8n-install.mjs';
export { installPackage, listPackage, unpack } from './n8n-package.mjs';
export { itemsOf, N8nClient } from './n8n-rest.mjs';
export { n8nCommand, startN8n, stopN8n, tail } from './n8n-server.mjs';
