// What is called here writes through pointers.
inline __attribute__((noinline)) void touch(int *p) { *p = 3; }

extern "C" void in_c(int *);
void append(int *p) {
  void (*volatile pointer)(int *) = touch;
  pointer(p);
  in_c(p);
}
void spare(int *p) { *p = 4; }
