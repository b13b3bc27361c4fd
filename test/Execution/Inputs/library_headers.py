"""Finds the functions that the headers of the C library declare and that may write through an
argument. Each must be in the table, or in library-readers.txt.

usage: library_headers.py ROWS READERS AST
"""

import json
import re
import sys


def is_writable(Type):
    Type = Type.replace("restrict", "").strip()
    if "(*" in Type:
        return False
    if Type.endswith("]"):
        return not Type.startswith("const")
    Pointee = Type[:-1].strip()
    IsConstant = Pointee.endswith("const") or (Pointee.startswith("const ") and "*" not in Pointee)
    return Type.endswith("*") and not IsConstant


def may_write(Function):
    Types = [
        Parameter["type"].get("desugaredQualType", Parameter["type"]["qualType"])
        for Parameter in Function.get("inner", [])
        if Parameter["kind"] == "ParmVarDecl"
    ]
    return "..." in Function["type"]["qualType"] or any(map(is_writable, Types))


def main():
    RowsFile, ReadersFile, Ast = sys.argv[1:]
    Known = {Line.split()[0] for Line in open(RowsFile)}
    Lines = (Line.split("#")[0].strip() for Line in open(ReadersFile))
    Readers = re.compile("|".join(f"(?:{Line})" for Line in Lines if Line))
    Declared = {
        Node.get("mangledName") or Node["name"]
        for Node in json.load(open(Ast))["inner"]
        if Node["kind"] == "FunctionDecl" and may_write(Node)
    }
    assert len(Declared) > 500, "are these the headers?"
    Forgotten = sorted(F for F in Declared - Known if not Readers.fullmatch(F))
    for Function in Forgotten:
        print(f"{Function} is neither in LibraryTable.cpp nor in library-readers.txt")
    sys.exit(bool(Forgotten))


main()
