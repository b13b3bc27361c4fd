"""Prints the YAML block number N (from 0) of a document.

usage: yaml_of.py DOCUMENT N
"""
import re
import sys

Document, Number = sys.argv[1:]
print(re.findall(r"^```yaml\n(.*?)^```", open(Document).read(), re.M | re.S)[int(Number)], end="")
