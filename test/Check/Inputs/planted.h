// A program with one bug, which its argument names.
#ifndef STET_TEST_PLANTED_H
#define STET_TEST_PLANTED_H

#include <cstdio>
#include <cstring>
#include <stet.h>

extern "C" {
[[stet::transaction_pure]] void store_plainly(long *Place, long Value);
[[stet::transaction_pure]] void copy_plainly(void *To, const void *From, long Size);
[[stet::transaction_pure]] void store_by_assembly(long *Place, long Value);
}

#endif // STET_TEST_PLANTED_H
