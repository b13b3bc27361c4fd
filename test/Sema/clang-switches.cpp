// Clang's own switches reach the warnings: -w, -Werror, -Wno-everything, the pragma for
// everything, SARIF.
// RUN: %clangxx_stet -fsyntax-only %s 2>&1 | FileCheck %s --check-prefix=ONE
// RUN: %clangxx_stet -fsyntax-only -w %s 2>&1 | FileCheck %s --check-prefix=NONE --allow-empty
// RUN: %clangxx_stet -fsyntax-only -Wno-everything %s 2>&1 | FileCheck %s --check-prefix=NONE --allow-empty
// RUN: %clangxx_stet -fsyntax-only -Wno-everything -fplugin-arg-stet-Wvolatile-write -DNO_PRAGMA %s 2>&1 | FileCheck %s --check-prefix=ONE
// RUN: not %clangxx_stet -fsyntax-only -Werror %s 2>&1 | FileCheck %s --check-prefix=ERROR
// RUN: not %clangxx_stet -fsyntax-only -Wno-error -Werror %s 2>&1 | FileCheck %s --check-prefix=ERROR
// RUN: not %clangxx_stet -fsyntax-only -fplugin-arg-stet-Werror=volatile-write %s 2>&1 | FileCheck %s --check-prefix=ERROR
// RUN: %clangxx_stet -fsyntax-only -Werror -Wno-error %s 2>&1 | FileCheck %s --check-prefix=ONE
// RUN: %clangxx_stet -fsyntax-only -fdiagnostics-format=sarif -Wno-sarif-format-unstable %s 2>&1 | FileCheck %s --check-prefix=SARIF
// RUN: %clangxx_stet -fsyntax-only -fplugin-arg-stet-Wvolatile-write %s 2>&1 | FileCheck %s --check-prefix=ONE
// ONE: warning: 'counter' is volatile{{.*}} [stet-volatile-write]
// ONE: 1 warning generated
// ERROR: error: 'counter' is volatile{{.*}} [-Werror,stet-volatile-write]
// ERROR: 1 error generated
// NONE-NOT: {{.}}
// SARIF: "level":"warning"{{.*}}"text":"'counter' is volatile: {{.*}}[stet-volatile-write]"
#include <stet.h>
int counter;
void f() {
  transaction <> { counter = 1; }
}
#ifndef NO_PRAGMA
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Weverything"
void g() {
  transaction <> { counter = 1; }
}
#pragma clang diagnostic pop
#endif
