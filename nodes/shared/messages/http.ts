// What is said about the network: why nothing came back, and why a download was given up.

/** Why a request got no answer; parts that stand in brackets or behind a colon. */
export const networkDetails = {
	credentialUnread: 'the credential could not be read',
	runEnded: 'the run has ended',
	noAddress: 'it is no address',
	tooManyRedirects: 'more than {limit} redirects',
	redirectNowhere: 'it redirects to something that is no address',
	redirectElsewhere: 'it redirects to a {protocol} address',
	noAnswer: 'no answer in time',
	noWholeAnswer: 'no whole answer in time',
	refused: 'the connection was refused',
	noHost: 'there is no such host',
	noLookup: 'the host name could not be looked up',
	hostUnreachable: 'the host cannot be reached',
	networkUnreachable: 'the network cannot be reached',
	addressUnavailable: 'the address is not available',
	certificateExpired: "the server's certificate has expired",
	certificateSelfSigned: "the server's certificate is self-signed",
	certificateUnverified: "the server's certificate cannot be verified",
	certificateOfAnother: "the server's certificate is for another host",
	cut: 'the connection was cut',
	tooLarge: 'the answer was larger than {limit} MB',
	redirectPrivate: 'it redirects to {host}, which is an address of a private network',
	privateResult: 'its address {host} is one of a private network',
	unknown: 'no reason given',
} as const satisfies Record<string, string>;

/** Why a finished file could not be had. */
export const downloadDetails = {
	bytesCame: '{bytes} bytes came',
	bytesOfCame: '{bytes} of {whole} bytes came',
	cameThenBroke: '{came}, then {reason}',
	broke: 'the connection broke ({reason})',
	tooLong: 'it took longer than an hour',
	badStatus: 'its host answered with HTTP {status}',
	noFile: 'its host sent {type} instead of a file',
	otherPart: 'its host sent another part than it was asked for',
	changing: 'it changed again and again while it came',
	givenUp: 'given up',
	tooLarge: 'it is larger than {limit} GB',
	page: 'its host sent a page or a text instead of a file',
	shortFile: 'the file has {sent} bytes, {length} were announced',
} as const satisfies Record<string, string>;
