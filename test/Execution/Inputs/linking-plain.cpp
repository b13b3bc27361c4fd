// For linking.test: compiled without the plugin. Its copies of the inline functions may be the ones
// that the linker keeps.
struct account {
  long Balance;
  long Log[8];
};
inline void deposit(account *A, long Amount) { A->Balance += Amount; }
__attribute__((noinline)) inline void note(account *A, int At, long What) { A->Log[At] = What; }
template <class T> __attribute__((noinline)) void put(T *P, T Value) { *P = Value; }
void plain(account *A) {
  deposit(A, 1);
  note(A, 1, 2);
  put(&A->Log[1], 2L);
}
