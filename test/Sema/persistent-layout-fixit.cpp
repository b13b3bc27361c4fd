// RUN: %clangxx_stet -fsyntax-only -fno-color-diagnostics -fdiagnostics-parseable-fixits -fplugin-arg-stet-Wpersistent-layout %s 2>&1 | FileCheck %s
#include <stet.h>

#include <deque>
#include <string>
#include <vector>
// CHECK: fix-it:"{{.*}}":{[[#@LINE+2]]:3-[[#@LINE+2]]:14}:"std::basic_string<char, std::char_traits<char>, stet::allocator<char>>"
struct [[persistent]] account {
  std::string name;
  // CHECK: fix-it:"{{.*}}":{[[#@LINE+1]]:21-[[#@LINE+1]]:21}:", stet::allocator<long *>"
  std::vector<long *> sums;
  // CHECK: fix-it:"{{.*}}":{[[#@LINE+1]]:38-[[#@LINE+1]]:38}:", stet::allocator<const volatile account *>"
  std::deque<const volatile account *> others;
};
