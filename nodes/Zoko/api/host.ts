const PRIVATE_IPV4 = [
	/^0\./,
	/^10\./,
	/^127\./,
	/^169\.254\./,
	/^172\.(1[6-9]|2\d|3[01])\./,
	/^192\.168\./,
	/^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
];

const PRIVATE_IPV6 = [/^::1?$/, /^f[cd]/, /^fe[89ab]/];

/**
 * Tells whether a host name, as `URL.hostname` gives it, can only be reached from this machine or
 * its network: loopback, private and link-local addresses (RFC 1918, 4193, 6598, 6890),
 * single-label names and the reserved endings of RFC 6761 and 6762.
 */
export function isPrivateHost(hostname: string): boolean {
	const host = hostname.toLowerCase().replace(/\.$/, '');
	if (host.startsWith('[')) {
		const address = host.slice(1, -1);
		const mapped = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(address);
		if (!mapped) return PRIVATE_IPV6.some((range) => range.test(address));
		const [high, low] = [mapped[1], mapped[2]].map((part) => parseInt(part ?? '', 16));
		const bytes = [(high ?? 0) >> 8, (high ?? 0) & 255, (low ?? 0) >> 8, (low ?? 0) & 255];
		return isPrivateHost(bytes.join('.'));
	}
	if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return PRIVATE_IPV4.some((range) => range.test(host));
	return !host.includes('.') || /\.(localhost|local|internal|home\.arpa|test)$/.test(host);
}
