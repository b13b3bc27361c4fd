// The attributes of functions stand on functions.
// RUN: %clangxx_stet_verify %s
// RUN: %clang_stet_verify -x c -std=c23 %s
#include <stet.h>
[[stet::transaction_unsafe]] int variable; // expected-error {{'transaction_unsafe' attribute only applies to functions}}
[[stet::transaction_pure]] int other; // expected-error {{'transaction_pure' attribute only applies to functions}}
