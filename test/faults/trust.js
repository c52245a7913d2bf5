// Trust in the emulator's certificate. n8n makes an agent for each request, and a process that runs
// already takes no other authority, so the agents get it where they connect.
const { Agent } = require('node:https');

/**
 * Lets every HTTPS request of this process trust a certificate, and only that one.
 * @param {string} certificate PEM
 * @returns {() => void} takes it back
 */
exports.trust = (certificate) => {
	const { createConnection } = Agent.prototype;
	Agent.prototype.createConnection = function (options, ...rest) {
		return createConnection.call(this, { ...options, ca: certificate }, ...rest);
	};
	return () => {
		Agent.prototype.createConnection = createConnection;
	};
};
