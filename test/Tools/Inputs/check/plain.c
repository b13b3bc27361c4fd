void in_c(int *p) { *p = 5; }
int data_only = 1;
