// Extensions of the language that write: vectors, statement expressions, builtins, assembly.
// RUN: %clang_stet_verify -std=gnu11 %s
// RUN: %clangxx_stet_verify -x c++ %s
#include <setjmp.h>
#include <stet.h>
typedef float four __attribute__((vector_size(16)));
typedef float two __attribute__((ext_vector_type(2)));
four lanes;      // expected-note {{declared here}}
two pair;        // expected-note {{declared here}}
_Complex double number; // expected-note {{declared here}}
int counter;     // expected-note 5 {{declared here}}
jmp_buf place;
__attribute__((persistent)) int kept;
void block(int *unknown) {
  int local = 0;
  transaction <> {
    lanes[0] = 1;              // expected-warning {{'lanes' is volatile}}
    pair.x = 1;                // expected-warning {{'pair' is volatile}}
    __real__ number = 1;       // expected-warning {{'number' is volatile}}
    *({ &counter; }) = 1;      // expected-warning {{'counter' is volatile}}
    __sync_fetch_and_add(&counter, 1);       // expected-warning {{'counter' is volatile}}
    __atomic_store_n(&counter, 1, __ATOMIC_SEQ_CST); // expected-warning {{'counter' is volatile}}
    (void)__builtin_add_overflow(1, 2, &counter);    // expected-warning {{'counter' is volatile}}
    __asm__("" : "=r"(counter)); // expected-warning {{'counter' is volatile}}
    // Persistent, unknown, or dead after an abort.
    __sync_fetch_and_add(&kept, 1);
    (void)__builtin_add_overflow(1, 2, &kept);
    __asm__("" : "=r"(local) : "r"(counter));
    *({ unknown; }) = 1;
    kept = __atomic_load_n(&counter, __ATOMIC_SEQ_CST) + local;
    if (setjmp(place))
      kept = 2;
  }
}
