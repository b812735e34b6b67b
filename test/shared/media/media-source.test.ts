// Where a picture comes from: base64 text and addresses as people and other nodes write them.
import { Err } from '../../../nodes/shared/errors';
import { isPublicHost } from '../../../nodes/shared/http/public-host';
import { checkUrl, decodeBase64, holdsSecret, isOpenAddress } from '../../../nodes/shared/media/media-source';
import { contentDigest } from '../../../nodes/shared/stored';

const bytes = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0xfb, 0xef, 0xbe, 0x00]);
const raw = bytes.toString('base64');

describe('decodeBase64', () => {
	test.each([
		['raw', raw],
		['without padding', raw.replace(/=+$/, '')],
		['with a data: prefix', `data:image/jpeg;base64,${raw}`],
		['with a prefix of two parts', `data:image/jpeg;charset=utf-8;base64,${raw}`],
		['with a prefix in capitals', `DATA:IMAGE/JPEG;BASE64,${raw}`],
		['with blanks around it', `  ${raw}\n`],
		['broken into lines', raw.replace(/(.{3})/g, '$1\r\n')],
		['url-safe', bytes.toString('base64url')],
	])('%s', (_, text) => {
		expect(decodeBase64('First Frame', text)).toEqual(bytes);
	});

	test.each([
		['nothing', '', "'First Frame' is empty"],
		['blanks', ' \n ', "'First Frame' is empty"],
		['only a prefix', 'data:image/png;base64,', "'First Frame' is empty"],
		['words', 'this is no picture!', "'First Frame' is not base64 text"],
		['an address', 'https://example.com/a.png', "'First Frame' is not base64 text"],
		['a data: URL without content', 'data:image/svg+xml', "'First Frame' is not base64 text"],
		['padding in the middle', 'aGk=aGk=', "'First Frame' is not base64 text"],
	])('%s is refused in a sentence', (_, text, message) => {
		const outcome = decodeBase64('First Frame', text);
		expect(outcome).toBeInstanceOf(Err);
		expect((outcome as Err).failure).toMatchObject({
			kind: 'input',
			message,
			nextStep: expect.stringMatching(/base64 text of an image/),
		});
	});

	test('30 MB of text are decoded', () => {
		expect(decodeBase64('First Frame', 'QUJD'.repeat(7_500_000))).toHaveLength(22_500_000);
	});
});

describe('checkUrl', () => {
	test.each([
		['https://example.com/a.png', 'https://example.com/a.png'],
		[' http://example.com/a b.png\n', 'http://example.com/a%20b.png'],
		['HTTPS://EXAMPLE.com', 'https://example.com/'],
	])('%j is fetched as %s', (url, href) => {
		const found = checkUrl('First Frame', url);
		expect(found).toBeInstanceOf(URL);
		expect((found as URL).href).toBe(href);
	});

	test.each([
		['', /^'First Frame' has no URL$/, /https:\/\//],
		['   ', /^'First Frame' has no URL$/, /https:\/\//],
		['data:image/png;base64,AAAA', /^'First Frame' contains a data: URL/, /'Base64 Text'/],
		['example.com/a.png', /^'First Frame' is not a URL$/, /https:\/\//],
		['ftp://example.com/a.png', /is not a URL/, /https:\/\//],
		['file:///etc/passwd', /is not a URL/, /https:\/\//],
		['javascript:alert(1)', /is not a URL/, /https:\/\//],
		['http://', /is not a URL/, /https:\/\//],
	])('%j is refused and the sentence says what to do', (url, message, nextStep) => {
		const found = checkUrl('First Frame', url);
		expect(found).toBeInstanceOf(Err);
		expect((found as Err).failure.message).toMatch(message);
		expect((found as Err).failure.nextStep).toMatch(nextStep);
	});

	test('a long text is not repeated in the message', () => {
		const found = checkUrl('First Frame', 'x'.repeat(5_000));
		expect((found as Err).failure.message.length).toBeLessThan(200);
	});
});

describe('isPublicHost', () => {
	test.each([
		'https://example.com/a.png',
		'https://cdn.sub.example.co.uk',
		'http://8.8.8.8/',
		'http://172.15.0.1',
		'http://172.32.0.1',
		'http://100.63.0.1',
		'http://100.128.0.1',
		'http://192.167.1.1',
		'http://11.0.0.1',
		'http://[2606:4700::1111]/',
		'https://localhost.example.com',
		'https://internal.com',
	])('%s can be reached from the internet', (url) => {
		expect(isPublicHost(new URL(url))).toBe(true);
	});

	test.each([
		'http://localhost:5678',
		'http://LOCALHOST',
		'http://minio:9000/a.png',
		'http://app.localhost',
		'http://nas.local',
		'http://n8n.internal',
		'http://pc.lan',
		'http://router.home',
		'http://nas.home.arpa',
		'http://localhost./a.png',
		'http://nas.local./a.png',
		'http://files.corp',
		'http://127.0.0.1',
		'http://127.1',
		'http://0.0.0.0',
		'http://10.1.2.3',
		'http://192.168.0.1',
		'http://169.254.169.254',
		'http://172.16.0.1',
		'http://172.31.255.255',
		'http://100.64.0.1',
		'http://100.127.0.1',
		'http://2130706433',
		'http://0x7f.1',
		'http://[::1]',
		'http://[::]',
		'http://[fd00::1]',
		'http://[fc00::1]',
		'http://[fe80::1]',
		'http://[::ffff:192.168.0.1]',
	])('%s cannot', (url) => {
		expect(isPublicHost(new URL(url))).toBe(false);
	});
});

describe('A3: an address that holds a secret is not for the backend', () => {
	test.each([
		'https://api.telegram.org/file/bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/photos/x.jpg',
		'https://api.telegram.org/file/bot123456789%3AAAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/photos/x.jpg',
		'https://user:pw@example.com/a.png',
		'https://user@example.com/a.png',
		'https://example.com/a.png?access_token=abc',
		'https://example.com/a.png?w=1&API_KEY=abc',
		'https://example.com/a.png?token=abc',
		'https://example.com/a.png?k=AIzaSyA1234567890abcdefghijklmnopqrstuv',
		'https://example.com/sk-abcdefghijklmnopqrstuvwx/a.png',
		'https://example.com/a.png?q=ghp_abcdefghijklmnopqrstuvwxyz0123456789',
	])('%s', (url) => {
		expect(holdsSecret(new URL(url))).toBe(true);
		expect(isOpenAddress(new URL(url))).toBe(false);
	});

	test.each([
		'https://example.com/a.png',
		'https://example.com/bot/a.png?key=photo.jpg',
		'https://bucket.s3.amazonaws.com/a.png?X-Amz-Signature=abc&X-Amz-Expires=60',
		'https://x.blob.core.windows.net/a.png?sv=1&sig=abc',
		'https://firebasestorage.googleapis.com/v0/b/x/o/a.png?alt=media&token=abc',
		'https://example.com/%E0%A4%A.png',
	])('%s holds none', (url) => {
		expect(holdsSecret(new URL(url))).toBe(false);
	});
});

test('a fingerprint is short, hexadecimal and the same for the same content', () => {
	expect(contentDigest('abc')).toMatch(/^[0-9a-f]{32}$/);
	expect(contentDigest('abc')).toBe(contentDigest(Buffer.from('abc')));
	expect(contentDigest('abc')).not.toBe(contentDigest('abd'));
});
