"""Makes a C program of library-calls.txt and the rows of the table that library-rows.cpp
prints. Fails when a row has no call in which its argument is persistent.

usage: library_calls.py ROWS CALLS PROGRAM
"""

import re
import sys


def read_rows(File):
    for Line in open(File):
        Function, Argument, Count, Kind = Line.split()
        yield Function, int(Argument), int(Count), Kind == "known"


def read_calls(File):
    """Yields name, preparation, call and declarations."""
    for Line in open(File):
        Line = Line.rstrip("\n")
        if not Line or Line.startswith("#"):
            continue
        Fields = [Field.strip() for Field in re.split(r"(?<= )\|(?= |$)", Line)]
        Names, Preparation, Call, *Declarations = Fields
        for Name in Names.split():
            yield [
                Field.replace("@", Name)
                for Field in (Name, Preparation, Call, Declarations[0] if Declarations else "")
            ]


def regions(Text):
    return {int(Number) for Number in re.findall(r"\$(\d+)", Text)}


def place(Text):
    return re.sub(r"\$(\d+)", r"((void *)R[\1])", Text)


def check_coverage(Rows, Calls):
    Covered = {(Name, Region) for Name, _, Call, _ in Calls for Region in regions(Call)}
    Missing = [(F, A) for F, A, _, IsKnown in Rows if IsKnown and (F, A) not in Covered]
    for Function, Argument in Missing:
        print(f"no call in library-calls.txt for argument {Argument} of {Function}")
    Known = {Function for Function, _, _, _ in Rows}
    for Name in sorted({Name for Name, *_ in Calls} - Known):
        print(f"library-calls.txt calls {Name}, which is not in the table")
        Missing.append(Name)
    if Missing:
        sys.exit(1)


def write_calls(Calls, Out):
    Declared = set()
    for Number, (Name, Preparation, Call, Declarations) in enumerate(Calls):
        if Declarations not in Declared:
            Out.write(Declarations + "\n")
            Declared.add(Declarations)
        Out.write(f"static void prepare{Number}(void) {{ {place(Preparation)}; }}\n")
        Out.write(f"static void call{Number}(void) {{ {place(Call)}; }}\n")
    Out.write("static const struct call Calls[] = {\n")
    for Number, (Name, Preparation, Call, _) in enumerate(Calls):
        Used = sum(1 << Region for Region in regions(Preparation + Call))
        Changed = sum(1 << Region for Region in regions(Call))
        Out.write(f'{{"{Name}", prepare{Number}, call{Number}, {Used}, {Changed}}},\n')
    Out.write("};\n")


def write_unknown(Rows, Out):
    Unknown = [(F, A, Count) for F, A, Count, IsKnown in Rows if not IsKnown]
    for Number, (Function, Argument, Count) in enumerate(Unknown):
        Parameters = ["void *"] * Count + ["..."] * (Argument >= Count)
        Arguments = ["(void *)0"] * max(Count, Argument + 1)
        Arguments[Argument] = f"((void *)R[{Argument}])"
        Out.write(
            f"extern void *u{Number}_({', '.join(Parameters)}) __asm__(\"{Function}\");\n"
            f"static void unknown{Number}(void) {{ u{Number}_({', '.join(Arguments)}); }}\n"
        )
    Out.write("static const struct unknown Unknown[] = {\n")
    for Number, (Function, _, _) in enumerate(Unknown):
        Out.write(f'{{"{Function}", unknown{Number}}},\n')
    Out.write("};\n")


def main():
    RowsFile, CallsFile, Program = sys.argv[1:]
    Rows, Calls = list(read_rows(RowsFile)), list(read_calls(CallsFile))
    check_coverage(Rows, Calls)
    with open(Program, "w") as Out:
        Out.write('#include "library-calls.h"\n#include "library-calls-main.h"\n')
        write_calls(Calls, Out)
        write_unknown(Rows, Out)
        Out.write("int main(int C, char **V) { return runCalls(C, V, ALL(Calls), ALL(Unknown)); }\n")


main()
