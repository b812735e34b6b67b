// An upload is free and may be repeated: which answers say so, which end it, and where the URL stands.
import type { Backend } from '../../../nodes/shared/backends/backend';
import { kie } from '../../../nodes/shared/backends/kie';
import { piapi } from '../../../nodes/shared/backends/piapi';
import type { Reply } from '../../../nodes/shared/http/types';
import { answered, blocked, htmlPage, lost, unreached } from '../../support/replies';

const routeOf = ({ images }: Backend) => {
	if (images === 'inline' || images.takes === 'place') throw new Error('it has no upload in one step');
	return images;
};
const URL_ = 'https://tempfile.example.com/demo/images/n8n/demo-1.png';
const connection = { account: 'mine', apiUrl: 'https://h', uploadUrl: 'https://u', hasApiKey: true };
const file = { fileName: 'a.png', contentType: 'image/png', bytes: Buffer.from('picture') };

test.each<[string, Backend, unknown, number?]>([
	[
		'kie.md 5',
		kie,
		{
			success: true,
			code: 200,
			msg: 'File uploaded successfully',
			data: { fileName: 'demo-1.png', filePath: 'images/n8n/demo-1.png', downloadUrl: URL_, fileSize: 154832 },
		},
	],
	['kie.md 5, older data object', kie, { success: true, code: 200, msg: 'ok', data: { fileId: '1', fileUrl: URL_ } }],
	[
		'kie.md 5, both URLs',
		kie,
		{ success: true, code: 200, msg: 'ok', data: { fileUrl: 'https://other.example.com/x', downloadUrl: URL_ } },
	],
	[
		'kie.md 5, an empty downloadUrl',
		kie,
		{ success: true, code: 200, msg: 'ok', data: { downloadUrl: '', fileUrl: URL_ } },
	],
	['kie.md 5, the code as text', kie, { success: true, code: '200', data: { downloadUrl: URL_ } }],
	['piapi.md 5', piapi, { code: 200, data: { url: URL_ }, message: 'success' }],
	['piapi.md 5, top-level url', piapi, { url: URL_ }],
	['piapi.md 5, HTTP 201', piapi, { code: 200, data: { url: URL_ } }, 201],
])('the URL is found: %s', (_, backend, json, status = 200) => {
	expect(routeOf(backend).read(answered(json, status))).toEqual({ is: 'there', url: URL_ });
});

test.each<[string, Backend, unknown, number?]>([
	['no URL', kie, { success: true, code: 200, data: {} }],
	['a path where a URL belongs', kie, { success: true, code: 200, data: { downloadUrl: '/images/a.png' } }],
	['a URL beside a failure', kie, { success: false, code: 400, data: { downloadUrl: URL_ } }],
	['no URL', piapi, { code: 200, data: {} }],
	['a data: URL', piapi, { code: 200, data: { url: 'data:image/png;base64,AAAA' } }],
	['a URL beside a failing code', piapi, { code: 500, data: { url: URL_ } }],
	['a URL beside a failing status', piapi, { data: { url: URL_ } }, 500],
])('no success without an http(s) URL and a success code: %s', (_, backend, json, status = 200) => {
	expect(routeOf(backend).read(answered(json, status)).is).not.toBe('there');
});

test('Kie takes a multipart form with a unique name and no slash around the path', () => {
	expect(routeOf(kie).call(file, connection)).toEqual({
		method: 'POST',
		url: 'https://u/api/file-stream-upload',
		form: { file, uploadPath: expect.stringMatching(/^[^/].*[^/]$/), fileName: 'a.png' },
	});
});

test('PiAPI takes raw base64 and a name with an extension it knows', () => {
	const { body, ...call } = routeOf(piapi).call(file, connection);
	expect(call).toEqual({ method: 'POST', url: 'https://u/api/ephemeral_resource' });
	expect(JSON.parse(body ?? '')).toEqual({ file_name: 'a.png', file_data: Buffer.from('picture').toString('base64') });
});

const uploads: Array<[string, Backend, Reply, 'there' | 'transient' | 'refused']> = [
	...(
		[
			[400, 'refused'],
			[401, 'refused'],
			[404, 'refused'],
			[405, 'refused'],
			[433, 'refused'],
			[403, 'transient'],
			[429, 'transient'],
			[455, 'transient'],
			[500, 'transient'],
		] as const
	).map(([code, is]): [string, Backend, Reply, typeof is] => [
		`success:false with code ${code}`,
		kie,
		answered({ success: false, code, msg: 'no' }),
		is,
	]),
	[
		'success:false with code 200 and a URL',
		kie,
		answered({ success: false, code: 200, data: { downloadUrl: 'https://h/a.png' } }),
		'transient',
	],
	['HTTP 403 with a page of Cloudflare', kie, answered(htmlPage, 403), 'transient'],
	...(
		[
			[400, 'refused'],
			[401, 'refused'],
			[403, 'refused'],
			[429, 'transient'],
			[500, 'transient'],
		] as const
	).map(([code, is]): [string, Backend, Reply, typeof is] => [
		`code ${code}`,
		piapi,
		answered({ code, message: 'no' }, code),
		is,
	]),
	...[kie, piapi].flatMap((backend): Array<[string, Backend, Reply, 'transient' | 'refused']> => [
		['never reached', backend, unreached, 'transient'],
		['noResponse', backend, lost, 'transient'],
		['not sent by n8n', backend, blocked, 'refused'],
		['a page', backend, answered(htmlPage, 502), 'transient'],
	]),
];

test.each(uploads.map(([name, backend, reply, is]) => [backend.id, name, is, backend, reply] as const))(
	'upload to %s, %s: %s',
	(_, __, is, backend, reply) => {
		expect(routeOf(backend).read(reply).is).toBe(is);
	},
);

test('PiAPI: an upload on the free plan says which plan is needed and what works without it', () => {
	const uploaded = routeOf(piapi).read(answered({ code: 403, message: 'Insufficient plan level' }, 403));
	expect(uploaded).toMatchObject({
		is: 'refused',
		failure: { kind: 'credential', nextStep: expect.stringMatching(/Creator plan.*'URL'/) },
	});
});
