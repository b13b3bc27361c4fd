// A system header with functions that nothing is known of.
#ifdef __cplusplus
extern "C" {
#endif
void unseen_text(char *text);
void unseen_fill(long *numbers, int count);
void unseen_any(void *object);
void unseen_reads(const char *text);
__attribute__((transaction_pure)) void unseen_pure(char *text);
#ifdef __cplusplus
}
#endif
