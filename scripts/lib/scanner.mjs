// n8n's scanner of community packages.
import { ensureNpmTool } from './npm-tool.mjs';

export const SCANNER = '@n8n/scan-community-package';
const VERSION = '0.32.0';

/** Installs it when it is not there. @returns {Promise<string>} the folder with its node_modules */
export const ensureScanner = () => ensureNpmTool('scanner', SCANNER, VERSION);
