# A mail server that nobody here wrote: PyPI `aiosmtpd`, with TLS, passwords, greylisting and refusals. It prints a
# line of JSON for everything that happens, and ends with its standard input.
#
#   python smtpd.py starttls|tls|plain CERTIFICATE KEY
#
# Recipients: `grey…` are turned away the first time, `no…` do not exist, `full…` have no room now, `hang…` get no
# answer to DATA.
import asyncio, email, email.policy, json, ssl, sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult


def say(**what):
    print(json.dumps(what), flush=True)


class Handler:
    seen = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        say(event='recipient', address=address)
        if address.startswith('grey') and address not in self.seen:
            self.seen.add(address)
            return '451 4.7.1 Greylisted, please try again'
        if address.startswith('no'):
            return '550 5.1.1 <%s> no such user here' % address
        if address.startswith('full'):
            return '452 4.2.2 <%s> is over quota' % address
        envelope.rcpt_tos.append(address)
        return '250 2.1.5 OK'

    async def handle_DATA(self, server, session, envelope):
        if envelope.rcpt_tos[0].startswith('hang'):
            await asyncio.sleep(3600)
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        say(event='mail', to=envelope.rcpt_tos, tls=session.ssl is not None or kind == 'tls', id=mail['Message-ID'], subject=mail['Subject'], sender=str(mail['From']),
            automatic=mail['Auto-Submitted'], text=mail.get_content().replace('\r\n', '\n'))
        return '250 2.0.0 queued'


def authenticate(server, session, envelope, mechanism, data):
    right = (data.login, data.password) == (b'aldaba', b'a password: \xc3\xb1')
    say(event='login', user=data.login.decode(), right=right, tls=session.ssl is not None)
    # Not handled: the server itself says 535.
    return AuthResult(success=right, handled=right)


kind, certificate, key = sys.argv[1:4]
context = None
if kind != 'plain':
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
options = dict(hostname='127.0.0.1', port=0, ready_timeout=30, decode_data=False)
if kind == 'starttls':
    options |= dict(tls_context=context, require_starttls=True, authenticator=authenticate, auth_required=True)
elif kind == 'tls':
    # The first byte is TLS already, so that a password is in order without STARTTLS.
    options |= dict(ssl_context=context, authenticator=authenticate, auth_required=True, auth_require_tls=False)


class Server(Controller):
    # The controller knocks at the port that it was told; 0 means that the system chose one.
    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


server = Server(Handler(), **options)
server.start()
say(event='ready', port=server.port)
sys.stdin.read()
