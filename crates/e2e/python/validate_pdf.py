"""What pyHanko, which nobody here wrote, says of a signed PDF.

usage: validate_pdf.py FILE

Prints JSON: how many signatures, and of the last one whether it is intact, valid, trusted and covers the whole file.
Trusted means: against the root that the signature itself brings along. Who relies on a document decides by other
means whether to trust that root; here it is the one that the demonstration has made for itself.
"""

import json
import sys

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext


def roots(signature):
    """The certificates of a signature that signed themselves."""
    brought = [signature.signer_cert, *signature.other_embedded_certs]
    return [certificate for certificate in brought if certificate.self_signed in ("yes", "maybe")]


def main(path):
    with open(path, "rb") as file:
        signatures = PdfFileReader(file).embedded_signatures
        last = signatures[-1]
        context = ValidationContext(trust_roots=roots(last), allow_fetching=False)
        status = validate_pdf_signature(last, context)
        print(
            json.dumps(
                {
                    "signatures": len(signatures),
                    "intact": status.intact,
                    "valid": status.valid,
                    "trusted": status.trusted,
                    "bottom_line": status.bottom_line,
                    "coverage": status.coverage.name,
                    "certification": last.docmdp_level.name if last.docmdp_level else None,
                    "signer": last.signer_cert.subject.human_friendly,
                }
            )
        )


main(sys.argv[1])
