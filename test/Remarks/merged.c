// Stores of a straight line are saved together: adjacent bytes by one snapshot, others at least with one fence.
// RUN: %clang_stet -O2 -fno-slp-vectorize -Rpass=stet -Xclang -verify -c %s -o %t.o
#include <stet.h>
struct pair { long a, b, c; };
void set(struct pair *p, struct pair *q, long v, long w, long x) {
  transaction <> {
    p->a = v;
    p->b = w; // expected-remark {{store of 8 bytes to a member of 'pair' is saved together with that at line 7: one snapshot}}
    q->c = x; // expected-remark {{store of 8 bytes to a member of 'pair' is saved together with that at line 7: two snapshots, one fence}}
  }
}
