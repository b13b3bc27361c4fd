// Arguments of the plugin control diagnostics; the later wins.
// RUN: not %clangxx_stet -fsyntax-only %s 2>&1 | FileCheck %s --check-prefix=ERROR
// RUN: %clangxx_stet -fsyntax-only -fplugin-arg-stet-Wunsafe-call %s 2>&1 | FileCheck %s --check-prefix=WARNING
// RUN: %clangxx_stet -fsyntax-only -fplugin-arg-stet-Wno-error=unsafe-call %s 2>&1 | FileCheck %s --check-prefix=WARNING
// RUN: %clangxx_stet -fsyntax-only -fplugin-arg-stet-Wno-unsafe-call %s 2>&1 | FileCheck %s --check-prefix=NONE --allow-empty
// RUN: %clangxx_stet -fsyntax-only -fplugin-arg-stet-Werror=unsafe-call -fplugin-arg-stet-Wno-unsafe-call %s 2>&1 | FileCheck %s --check-prefix=NONE --allow-empty
// RUN: not %clangxx_stet -fsyntax-only -fplugin-arg-stet-Wno-unsafe-call -fplugin-arg-stet-Werror=unsafe-call %s 2>&1 | FileCheck %s --check-prefix=ERROR
// RUN: not %clangxx_stet -fsyntax-only -fplugin-arg-stet-Wunsafe-call -Werror %s 2>&1 | FileCheck %s --check-prefix=UPGRADED
// RUN: not %clangxx_stet -fsyntax-only -fplugin-arg-stet-Wunsafe-call -fplugin-arg-stet-Werror %s 2>&1 | FileCheck %s --check-prefix=UPGRADED
// RUN: %clangxx_stet -fsyntax-only -fplugin-arg-stet-Wno-error=unsafe-call -Werror %s 2>&1 | FileCheck %s --check-prefix=WARNING
// RUN: %clangxx_stet -fsyntax-only -fplugin-arg-stet-Wunsafe-call -Werror -fplugin-arg-stet-Wno-error %s 2>&1 | FileCheck %s --check-prefix=WARNING
// RUN: %clangxx_stet -fsyntax-only -fplugin-arg-stet-Wunsafe-call -w %s 2>&1 | FileCheck %s --check-prefix=NONE --allow-empty
// ERROR: arguments.cpp:[[#@LINE+10]]:20: error: 'wait' must not be called in a transaction [stet-unsafe-call]
// ERROR: note: marked
// ERROR: 1 error generated
// WARNING: warning: 'wait' must not be called in a transaction [stet-unsafe-call]
// WARNING: 1 warning generated
// UPGRADED: error: 'wait' must not be called in a transaction [-Werror,stet-unsafe-call]
// NONE-NOT: {{.}}
#include <stet.h>
[[stet::transaction_unsafe]] void wait();
void f() {
  transaction <> { wait(); }
}
