"""Prints what pyHanko says of the only signature of a file.

validate.py FILE ROOT_DER [MOMENT]

Validates as of 5 November 2026, 9:00 UTC, when the certificates of most tests are valid, or as of
another moment (ISO 8601, with offset).
"""
import datetime
import logging
import sys

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

logging.disable(logging.CRITICAL)
path, root_path, *other = sys.argv[1:]
with open(root_path, "rb") as f:
    root = x509.Certificate.load(f.read())
with open(path, "rb") as f:
    reader = PdfFileReader(f, strict=True)
    (signature,) = reader.embedded_signatures
    moment = datetime.datetime.fromisoformat(*(other or ["2026-11-05T09:00:00+00:00"]))
    context = ValidationContext(trust_roots=[root], allow_fetching=False, moment=moment)
    status = validate_pdf_signature(signature, context)
    level = signature.docmdp_level
    print(
        "intact", status.intact,
        "valid", status.valid,
        "trusted", status.trusted,
        "bottom_line", status.bottom_line,
        "coverage", status.coverage.name,
        "docmdp", level.name if level else None,
    )
