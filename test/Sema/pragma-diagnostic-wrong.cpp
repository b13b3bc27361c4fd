// What #pragma stet diagnostic doesn't understand is an error.
// RUN: %clangxx_stet_verify %s
// RUN: %clang_stet_verify -x c -std=c23 %s
#include <stet.h>
#pragma stet diagnostic pop // expected-error {{'#pragma stet diagnostic pop' without a 'push' before it}}
#pragma stet diagnostic off "volatile-write" // expected-error {{expected 'push', 'pop', 'ignored', 'warning' or 'error' after '#pragma stet diagnostic'}}
#pragma stet diagnostic ignored "volatile-wirte" // expected-error {{unknown diagnostic 'volatile-wirte'; did you mean 'volatile-write'?}}
#pragma stet diagnostic ignored "unsafe-statement" // expected-error {{'unsafe-statement' is always an error and can't be changed}}
#pragma stet diagnostic ignored // expected-error {{expected string literal}}
#pragma stet diagnostic push now // expected-error {{extra tokens at the end of '#pragma stet diagnostic'}}
#pragma stet diagnostic ignored "volatile-write" now // expected-error {{extra tokens}}
