#include "restored-elsewhere.h"
#include <stet.h>

int Elsewhere = 1;
_Thread_local int ElsewhereInThread = 1;
struct counter Counter;

void increment(struct counter *C) {
  C->Restored++;
  C->Kept++;
}

void changeElsewhere(void) {
  Elsewhere += 10;
  ElsewhereInThread += 10;
  increment(&Counter);
  // Dies before any block does.
  struct counter Local = {0, 0};
  increment(&Local);
  increment(&Local);
}

void writeThrough(int *Pointer, int Value) { *Pointer = Value; }
