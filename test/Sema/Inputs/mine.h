// A header of the user, whose functions are compiled with the plugin.
#ifdef __cplusplus
extern "C"
#endif
void mine(char *text);
