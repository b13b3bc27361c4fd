// What Stet's errors look like to tools.
#include <stet.h>
#pragma stet diagnostic ignored "unknown"
[[stet::transaction_unsafe]] int variable;
[[persistent]] thread_local int per_thread;
void f() { transaction <> return; }
