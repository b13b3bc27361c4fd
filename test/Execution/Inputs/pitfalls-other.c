// For cloning-pitfalls.cpp: the other file, compiled with or without the plugin.
long strongElsewhere(long *P) {
  *P = 41;
  return 1;
}
__attribute__((weak)) long weakElsewhere(long *P) {
  *P = 42;
  return 2;
}
// Wins over the weak one of the main file.
long overridden(long *P) {
  P[1] = 43;
  return 3;
}
