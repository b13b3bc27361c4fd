// For modules.test.
module;
#include <stet.h>
export module bank;

export struct [[persistent]] account {
  long Balance;
};
[[persistent]] account Shared;
export [[persistent]] int Visits = 2;
export account &shared() { return Shared; }
export inline void deposit(account *A, long Amount) { A->Balance += Amount; }
export void depositShared(long Amount) {
  transaction <> { deposit(&Shared, Amount); }
}
