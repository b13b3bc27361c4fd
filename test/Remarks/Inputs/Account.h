struct Account { long balance, changes; };
static inline void change(struct Account *a, long by) {
  a->balance += by;
  a->changes += 1;
}
