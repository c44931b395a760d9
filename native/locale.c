/* Locales: the order that a language gives to texts. */
#define _GNU_SOURCE
#include "aotkv.h"

#include <locale.h>
#include <string.h>

/* The locale's order of texts, 0 where there is no such locale. An empty name follows the environment. */
AOTKV_CALL void *aotkv_open_locale(const char *name) {
    return (void *)newlocale(LC_COLLATE_MASK, name, (locale_t)0);
}

AOTKV_CALL void aotkv_close_locale(void *locale) {
    freelocale((locale_t)locale);
}

/* Below, equal or above 0. Both texts end with a zero byte. */
AOTKV_CALL int aotkv_collate(void *locale, const char *one, const char *other) {
    return strcoll_l(one, other, (locale_t)locale);
}
