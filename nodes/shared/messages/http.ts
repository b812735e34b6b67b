// Messages about the network: why a request got no answer, and why a download stopped.

/** Why a request got no answer; used in brackets or after a colon. */
export const networkDetails = {
	credentialUnread: 'the credential could not be read',
	runEnded: 'the execution has ended',
	noAddress: 'it is not a valid URL',
	tooManyRedirects: 'more than {limit} redirects',
	redirectNowhere: 'it redirects to something that is not a URL',
	redirectElsewhere: 'it redirects to a {protocol} URL',
	noAnswer: 'the request timed out',
	noWholeAnswer: 'the answer was incomplete when the request timed out',
	refused: 'the connection was refused',
	noHost: 'the host does not exist',
	noLookup: 'the host name could not be resolved',
	hostUnreachable: 'the host cannot be reached',
	networkUnreachable: 'the network cannot be reached',
	addressUnavailable: 'the address is not available',
	certificateExpired: "the server's certificate has expired",
	certificateSelfSigned: "the server's certificate is self-signed",
	certificateUnverified: "the server's certificate cannot be verified",
	certificateOfAnother: "the server's certificate is for another host",
	cut: 'the connection was closed',
	handshakeCut: 'the connection was closed during the TLS handshake',
	tooLarge: 'the answer was larger than {limit} MB',
	redirectPrivate: 'it redirects to {host}, which is in a private network',
	privateResult: 'its host {host} is in a private network',
	unknown: 'no reason was given',
} as const satisfies Record<string, string>;

/** Why a finished file could not be downloaded. */
export const downloadDetails = {
	bytesCame: '{bytes} bytes received',
	bytesOfCame: '{bytes} of {whole} bytes received',
	cameThenBroke: '{came}, then {reason}',
	broke: 'the connection failed ({reason})',
	tooLong: 'it took longer than an hour',
	badStatus: 'its host answered with HTTP {status}',
	noFile: 'its host sent {type} instead of a file',
	otherPart: 'its host sent the wrong part of the file',
	changing: 'the file kept changing during the download',
	givenUp: 'the download was stopped',
	tooLarge: 'it is larger than {limit} GB',
	page: 'its host sent a web page or text instead of a file',
	shortFile: 'the file has {sent} bytes instead of the announced {length}',
} as const satisfies Record<string, string>;
