"""Fails if signing brought a finding about PDF/A-2b or PDF/UA-1 that the original did not have.

conformance.py ORIGINAL SIGNED

The checkers (pikepdf's for PDF/A, pdfua for PDF/UA) cover part of the standards only.
"""
import collections
import json
import subprocess
import sys

import pikepdf
from pikepdf import pdfa


def archival(path):
    with pikepdf.open(path) as pdf:
        report = pdfa.check(pdf, "2b")
    violations = (finding for finding in report.findings if finding.kind == "violation")
    return collections.Counter(finding.rule for finding in violations)


def accessible(path):
    command = [sys.executable, "-m", "pdfua", "check", "--format", "json", path]
    output = subprocess.run(command, capture_output=True, text=True, check=False)
    if output.returncode > 3:
        sys.exit(output.stderr or output.stdout)
    found = json.loads(output.stdout)
    return collections.Counter(finding["rule_id"] for finding in found["findings"])


original, signed = sys.argv[1:]
failed = False
for name, check in (("PDF/A-2b", archival), ("PDF/UA-1", accessible)):
    more = check(signed) - check(original)
    if more:
        failed = True
        print(name, "findings that the original does not have:", dict(more))
sys.exit(failed)
