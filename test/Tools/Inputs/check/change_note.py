#!/usr/bin/env python3
"""change_note.py OBJECT OFFSET BYTE NEW: changes one byte of the description of Stet's note."""
import pathlib
import sys

Object, Offset, Byte, New = sys.argv[1:]
Bytes = bytearray(pathlib.Path(Object).read_bytes())
Description = Bytes.index(b"Stet\0\0\0\0") + 8
Bytes[Description + int(Offset)] = int(Byte)
pathlib.Path(New).write_bytes(Bytes)
