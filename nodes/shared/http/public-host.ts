// Whether an address can be reached from the internet, as far as its host tells. Names are not looked up: what they lead to is for
// n8n's own protection against requests to private networks.
import { BlockList, isIP } from 'node:net';

/** Ranges that are nobody's address on the internet (IANA special-purpose registries for IPv4 and IPv6). */
const RESERVED: ReadonlyArray<readonly [net: string, bits: number]> = [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.0.2.0', 24],
	['192.88.99.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['224.0.0.0', 4],
	['240.0.0.0', 4],
	['::', 96],
	['::ffff:0:0', 96],
	['64:ff9b::', 96],
	['64:ff9b:1::', 48],
	['100::', 64],
	['2001::', 23],
	['2001:db8::', 32],
	['2002::', 16],
	['3fff::', 20],
	['5f00::', 16],
	['fc00::', 7],
	['fe80::', 10],
	['fec0::', 10],
	['ff00::', 8],
];

/** One list a family: in a common one each IPv4 address would count as the IPv6 address that stands for it. */
const reserved = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [net, bits] of RESERVED) {
	const family = net.includes(':') ? 'ipv6' : 'ipv4';
	reserved[family].addSubnet(net, bits, family);
}

const PRIVATE_NAMES =
	/(?:^|\.)(?:localhost|localdomain|local|internal|intranet|private|lan|home|home\.arpa|corp|test|example|invalid|onion)$/;

/** Whether a host is on the internet: a name with a dot, or a public address in any spelling. */
export function isPublicHost({ hostname }: URL): boolean {
	// A URL brings every spelling of an IPv4 address (octal, hexadecimal, one number) to four decimal numbers.
	const host = hostname.toLowerCase().replace(/^\[|\]$|\.$/g, '');
	const kind = isIP(host);
	if (kind === 4) return !reserved.ipv4.check(host, 'ipv4');
	if (kind === 6) return !reserved.ipv6.check(host, 'ipv6');
	return host.includes('.') && !PRIVATE_NAMES.test(host);
}
