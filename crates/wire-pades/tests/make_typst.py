"""Writes a tagged PDF/A-2a and PDF/UA-1 file of two pages with typst.

make_typst.py FILE
"""
import os
import sys
import tempfile

import typst

SOURCE = """
#set document(title: "Certificado de ejemplo", author: "Sede inventada", date: datetime(year: 2026, month: 11, day: 5))
#set text(lang: "es")
= Certificado
Texto de prueba con un #link("https://example.org")[enlace].
#table(columns: 2, table.header[Dato][Valor], [Nombre], [Íñigo Ejemplo])
#pagebreak()
== Segunda página
Más texto.
"""

with tempfile.TemporaryDirectory() as folder:
    source = os.path.join(folder, "main.typ")
    with open(source, "w", encoding="utf-8") as f:
        f.write(SOURCE)
    data = typst.compile(source, pdf_standards=["a-2a", "ua-1"])
with open(sys.argv[1], "wb") as f:
    f.write(data)
