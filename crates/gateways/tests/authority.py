"""An authority that others wrote: keys, certificates, an OCSP responder and revocation lists by certomancer.

Usage: authority.py FOLDER. It writes root.der, interm.der, good.der, revoked.der and held.der, prints the port at
which it answers, and answers until its standard input is closed.
"""

import os
import socket
import sys
import threading
from pathlib import Path

from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import CertLabel, CertomancerConfig
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from werkzeug.serving import make_server

CONFIG = """
external-url-prefix: "http://127.0.0.1:{port}"
keysets:
  testing:
    path-prefix: .
    keys:
      root: {{path: root.pem}}
      interm: {{path: interm.pem}}
      person: {{path: person.pem}}
      ocsp: {{path: ocsp.pem}}
pki-architectures:
  testing:
    keyset: testing
    entity-defaults: {{country-name: ES, organization-name: Prueba}}
    entities:
      root: {{common-name: AC RAIZ}}
      interm: {{common-name: AC}}
      person: {{common-name: "ESPANOLA NUNEZ ANA - 12345678Z", serial-number: "IDCES-12345678Z"}}
      ocsp: {{common-name: Responder}}
    certs:
      root:
        subject: root
        issuer: root
        validity: {{valid-from: "2020-01-01T00:00:00+0000", valid-to: "2045-01-01T00:00:00+0000"}}
        extensions:
          - {{id: basic_constraints, critical: true, value: {{ca: true}}}}
          - {{id: key_usage, critical: true, smart-value: {{schema: key-usage, params: [key_cert_sign, crl_sign]}}}}
      interm:
        issuer: root
        validity: {{valid-from: "2020-01-01T00:00:00+0000", valid-to: "2045-01-01T00:00:00+0000"}}
        extensions:
          - {{id: basic_constraints, critical: true, value: {{ca: true, path_len_constraint: 0}}}}
          - {{id: key_usage, critical: true, smart-value: {{schema: key-usage, params: [key_cert_sign, crl_sign]}}}}
          - {{id: crl_distribution_points, smart-value: {{schema: crl-dist-url, params: {{crl-repo-names: [root]}}}}}}
      good: &person
        subject: person
        issuer: interm
        validity: {{valid-from: "2020-01-01T00:00:00+0000", valid-to: "2045-01-01T00:00:00+0000"}}
        extensions:
          - {{id: key_usage, critical: true, smart-value: {{schema: key-usage, params: [digital_signature]}}}}
          - {{id: authority_information_access, smart-value: {{schema: aia-urls, params: {{ocsp-responder-names: [interm]}}}}}}
          - {{id: crl_distribution_points, smart-value: {{schema: crl-dist-url, params: {{crl-repo-names: [interm]}}}}}}
      revoked:
        <<: *person
        revocation: {{revoked-since: "2021-06-01T00:00:00+0000", reason: key_compromise}}
      held:
        <<: *person
        revocation: {{revoked-since: "2021-06-01T00:00:00+0000", reason: certificate_hold}}
      ocsp:
        issuer: interm
        validity: {{valid-from: "2020-01-01T00:00:00+0000", valid-to: "2045-01-01T00:00:00+0000"}}
        extensions:
          - {{id: key_usage, critical: true, smart-value: {{schema: key-usage, params: [digital_signature]}}}}
          - {{id: extended_key_usage, critical: true, value: [ocsp_signing]}}
          - {{id: ocsp_no_check}}
    services:
      ocsp:
        interm: {{for-issuer: interm, responder-cert: ocsp, signing-key: ocsp}}
      crl-repo:
        root: {{for-issuer: root, signing-key: root, simulated-update-schedule: "P1D"}}
        interm: {{for-issuer: interm, signing-key: interm, simulated-update-schedule: "P1D"}}
"""


def main(folder: Path) -> None:
    rsa_key = lambda: rsa.generate_private_key(65537, 2048)
    ec_key = lambda: ec.generate_private_key(ec.SECP256R1())
    # As in the world: authorities with RSA, others with either.
    for name, make in [("root", rsa_key), ("interm", rsa_key), ("person", ec_key), ("ocsp", ec_key)]:
        pem = make().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / f"{name}.pem").write_bytes(pem)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "certomancer.yml").write_text(CONFIG.format(port=port))
    os.chdir(folder)
    config = CertomancerConfig.from_file("certomancer.yml", key_search_dir=str(folder))
    architecture = config.get_pki_arch("testing")
    for name in ["root", "interm", "good", "revoked", "held"]:
        der = architecture.get_cert(CertLabel(name)).dump()
        (folder / f"{name}.der").write_bytes(der)
    application = Animator(AnimatorArchStore(config.pki_archs))
    server = make_server("127.0.0.1", port, application, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(port, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
