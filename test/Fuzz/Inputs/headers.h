// What the C++ inputs of the fuzzer include, read once for all of them. Not more: what these
// headers use of templates, Clang instantiates behind each input.
#include <stet.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#if __cplusplus >= 202002L
#include <coroutine>
#endif
