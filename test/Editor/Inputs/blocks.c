#include <stet.h>

__attribute__((persistent)) int n;

int change(int by, pthread_mutex_t *lock, stet_pool *pool, pthread_mutex_t locks[3]) {
  transaction <> { n += by; }
  transaction <lock, pool> {
    n += by;
    if (by)
      return 3;
  }
  transaction <&locks[by], pool> {
    for (int i = 0; i < 3; ++i) {
      transaction <> {
        if (i)
          break;
      }
    }
  }
  if (by)
    transaction <pool> { return 1; }
  else
    transaction <lock> { goto end; }
  while (by)
    transaction <pool> {
      --by;
      continue;
    }
end:
  return n;
}
