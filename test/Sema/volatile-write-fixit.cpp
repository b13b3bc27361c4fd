// The fix-it marks the variable.
// RUN: %clangxx_stet -fsyntax-only -fdiagnostics-parseable-fixits %s 2>&1 | FileCheck %s
// CHECK: volatile-write-fixit.cpp:[[#@LINE+7]]:20: warning: 'retries' is volatile: its change is not undone if the transaction aborts [stet-volatile-write]
// CHECK: volatile-write-fixit.cpp:[[#@LINE+4]]:12: note: declared here; add '{{\[\[}}stet::restored]]' to have it restored
// CHECK: fix-it:"{{.*}}volatile-write-fixit.cpp":{[[#@LINE+3]]:1-[[#@LINE+3]]:1}:"{{\[\[}}stet::restored]] "
// CHECK: 1 warning generated
#include <stet.h>
static int retries;
void f() {
  transaction <> { retries = 1; }
}
