// Everything about the real n8n in one place.
export { ensureN8n, n8nFolder } from './n8n-install.mjs';
export { N8N_VERSION } from './n8n-versions.mjs';
export { installPackage, listPackage, unpack } from './n8n-package.mjs';
export { itemsOf, N8nClient } from './n8n-rest.mjs';
export { n8nCommand, startN8n, stopN8n, tail } from './n8n-server.mjs';
