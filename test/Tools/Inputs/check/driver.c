/* Calls instrumented code and nothing calls it. */
void in_c(int *);
static void helper(int *p) { in_c(p); }
int main(void) {
  int x;
  helper(&x);
  return 0;
}
