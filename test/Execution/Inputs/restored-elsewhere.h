// Variables that another translation unit defines, and what it does to them.
#ifndef RESTORED_ELSEWHERE_H
#define RESTORED_ELSEWHERE_H
#ifdef __cplusplus
extern "C" {
#define THREAD_LOCAL thread_local
#else
#define THREAD_LOCAL _Thread_local
#endif

struct counter {
  __attribute__((restored)) int Restored;
  int Kept;
};

extern __attribute__((restored)) int Elsewhere;
extern __attribute__((restored)) THREAD_LOCAL int ElsewhereInThread;
extern struct counter Counter;

void increment(struct counter *C);
void changeElsewhere(void);
void writeThrough(int *Pointer, int Value);

#ifdef __cplusplus
}
#endif
#endif
