// Takes the next word of a string whose first one somebody else has taken.
#include <string.h>
char *next_word(void) { return strtok(0, " "); }
