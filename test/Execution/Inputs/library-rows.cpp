// Prints the rows of plugin/lowering/LibraryTable.cpp: function, argument, number of
// arguments, and whether what is written can be known.
#include "lowering/LibraryTable.h"
#include <cstdio>

int main() {
  for (const stet::LibraryWrite &Row : stet::libraryTable())
    printf("%s %u %u %s\n", Row.Function, Row.Argument, Row.ArgumentCount,
           Row.How == stet::Extent::Unknown ? "unknown" : "known");
}
