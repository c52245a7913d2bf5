// n8n reads the nodes and credentials from package.json and never loads this file.
module.exports = {};
