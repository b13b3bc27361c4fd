// An argument that there isn't is an error with a proposal; the help lists what there is.
// RUN: not %clangxx_stet -fsyntax-only -fplugin-arg-stet-Wno-volatile-wriet %s 2>&1 | FileCheck %s --check-prefix=NAME
// NAME: error: stet: unknown diagnostic 'volatile-wriet' in argument 'Wno-volatile-wriet'; did you mean 'volatile-write'?
// RUN: not %clangxx_stet -fsyntax-only -fplugin-arg-stet-Werror=xyz %s 2>&1 | FileCheck %s --check-prefix=FAR
// FAR: error: stet: unknown diagnostic 'xyz' in argument 'Werror=xyz'{{$}}
// RUN: not %clangxx_stet -fsyntax-only -fplugin-arg-stet-Wno-unsafe-statement %s 2>&1 | FileCheck %s --check-prefix=FIXED
// FIXED: error: stet: 'unsafe-statement' is always an error and can't be changed by 'Wno-unsafe-statement'
// RUN: not %clangxx_stet -fsyntax-only -fplugin-arg-stet-hlep %s 2>&1 | FileCheck %s --check-prefix=ARGUMENT
// ARGUMENT: error: stet: unknown argument 'hlep'; did you mean 'help'?
// RUN: %clangxx_stet -fsyntax-only -fplugin-arg-stet-help %s | FileCheck %s --check-prefix=HELP
// HELP: Arguments:
// HELP: -fplugin-arg-stet-Wno-<name>
// HELP: Diagnostics
// HELP: volatile-write warning
// HELP: unsafe-statement error*
// HELP: -Rpass=stet
