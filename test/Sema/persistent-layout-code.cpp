// Pointers to code are fine in a program that is always loaded at the same address.
// RUN: %clangxx_stet_verify=fixed -fno-pie %s
// RUN: %clangxx_stet_verify=moves -fPIE %s
// RUN: %clangxx_stet_verify=moves -fPIC %s
// fixed-no-diagnostics
#include <stet.h>

struct [[persistent]] shape { // moves-warning {{'shape' should not be persistent: virtual functions need the same addresses in every run; compile with '-fno-pie' and link with '-no-pie' [stet-persistent-layout]}}
  virtual ~shape();
};
struct [[persistent]] triangle : shape {};
struct virtual_base : virtual triangle {};
struct interface {
  virtual int sides() = 0;
};
struct [[persistent]] square : interface { // moves-warning {{'square::interface' should not be persistent: virtual functions need}}
  int sides() override;
  void (*changed)(square &); // moves-warning {{'square::changed' should not be persistent: pointers to functions need}}
};
struct bases : virtual square {};
[[persistent]] bases silent_because_square_is_judged_alone;
struct volatile_square : interface { // moves-note {{'variable::interface' is declared here}}
  int sides() override;
};
[[persistent]] volatile_square variable; // moves-warning {{'variable::interface' should not be persistent: virtual functions need}}
