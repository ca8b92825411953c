"""Prints what pyHanko says of the only signature of a file.

validate.py FILE ROOT_DER

Validates as of 5 November 2026, 9:00 UTC, when every certificate of the tests is valid.
"""
import datetime
import logging
import sys

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

logging.disable(logging.CRITICAL)
path, root_path = sys.argv[1:]
with open(root_path, "rb") as f:
    root = x509.Certificate.load(f.read())
with open(path, "rb") as f:
    reader = PdfFileReader(f, strict=True)
    (signature,) = reader.embedded_signatures
    moment = datetime.datetime(2026, 11, 5, 9, tzinfo=datetime.timezone.utc)
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
