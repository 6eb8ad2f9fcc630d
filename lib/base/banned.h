/*
 * banned.h - functions this program does not use; calling one does not compile.
 *
 * Force-included by the Makefile after every system header could be: it only
 * poisons names, so a system header that declares them must come first.
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf strtok
#pragma GCC poison atoi atol atof gmtime localtime ctime asctime
#pragma GCC poison system popen gets

#endif
