#include <stet.h>

struct [[persistent]] item {
  int value;
  item *next;
};

void append(int *);
extern "C" void in_c(int *);

inline __attribute__((noinline)) void touch(int *p) { *p = 3; }
