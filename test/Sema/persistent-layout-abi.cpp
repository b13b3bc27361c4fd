// Strings of libstdc++'s old ABI and the containers of its debug mode can't be persistent, with
// any allocator. The other strings and containers can, with these options, too.
// RUN: %clangxx_stet_verify=abi -D_GLIBCXX_USE_CXX11_ABI=0 -Wno-deprecated-declarations %s
// RUN: %clangxx_stet_verify=debug -D_GLIBCXX_DEBUG -Wno-deprecated-declarations %s
// RUN: %clangxx_stet_verify=usual %s
// usual-no-diagnostics
#include <stet.h>

#include <list>
#include <string>
#include <vector>

using String = std::basic_string<char, std::char_traits<char>, stet::allocator<char>>;

[[persistent]] String Text; // abi-error-re {{'Text' can't be persistent: '{{.*}}' points to a variable of the program when it is empty; compile without '-D_GLIBCXX_USE_CXX11_ABI=0' [stet-persistent-layout]}}
struct [[persistent]] holder {
  std::vector<long, stet::allocator<long>> Numbers; // debug-error-re {{'holder::Numbers' can't be persistent: '{{.*}}' keeps a list of its iterators, which are in volatile memory; compile without '-D_GLIBCXX_DEBUG' [stet-persistent-layout]}}
};
[[persistent]] std::list<long, stet::allocator<long>> List; // debug-error-re {{'List' can't be persistent: '{{.*}}' keeps a list of its iterators{{.*}}}}
