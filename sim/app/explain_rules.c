/* SPDX-License-Identifier: MIT */
/* loft explain rules: the rulebook, its values and where each comes from. */
#include "app.h"

#include "loft/base/date.h"
#include "loft/base/text.h"
#include "loft/conf/describe.h"

#include <stdio.h>
#include <string.h>

/* "seen", or "carried from 2012 (derived) by rate_adjustment". */
static const char *grade_of(const struct rulebook *book, const struct rules *set, int key,
                            char *buffer, size_t size)
{
    const struct rule_origin *origin = &set->origin[key];
    if (origin->grade != RULE_CARRIED)
        return rulebook_grade_name((enum rule_grade)origin->grade);
    snprintf(buffer, size, "carried from %s (%s)%s%s", book->sets[origin->base].name,
             rulebook_grade_name((enum rule_grade)origin->base_grade),
             rule_infos[key].series == RULE_SERIES_HELD ? ", unchanged" : " by ",
             rule_infos[key].series == RULE_SERIES_HELD ? ""
                                                        : rule_series_keys[rule_infos[key].series]);
    return buffer;
}

static void print_set(const struct rulebook *book, const struct rules *set)
{
    char day[11], value[24], grade[120];
    printf("Rules %s, in force from %s%s%s\n\n", set->name, date_format(set->from, day),
           set->carried_from < 0 ? ", complete" : ", what is not known carried from ",
           set->carried_from < 0 ? "" : book->sets[set->carried_from].name);
    for (int key = 0; key < RULES; key++) {
        const struct rule_origin *origin = &set->origin[key];
        if (origin->grade == RULE_ABSENT)
            continue;
        printf("  %-28s %10s %-11s  %s; %s\n", rule_infos[key].key,
               rulebook_format((enum rule)key, set->value[key], value, sizeof value),
               rule_units[rule_infos[key].unit], grade_of(book, set, key, grade, sizeof grade),
               origin->source);
    }
    printf("\nNot in force:");
    for (int key = 0; key < RULES; key++)
        if (set->origin[key].grade == RULE_ABSENT)
            printf(" %s", rule_infos[key].key);
    printf("\n");
}

static void print_rule(const struct rulebook *book, int key)
{
    char value[24], grade[120];
    printf("rule %s: %s (%s), in %s\n\n", rule_infos[key].key, rule_infos[key].text,
           rule_infos[key].danish, rule_units[rule_infos[key].unit]);
    for (int i = 0; i < book->count; i++) {
        const struct rules *set = &book->sets[i];
        printf("  %-7s %10s  %s%s%s\n", set->name,
               rulebook_format((enum rule)key, set->value[key], value, sizeof value),
               grade_of(book, set, key, grade, sizeof grade),
               set->origin[key].source[0] != '\0' ? "; " : "", set->origin[key].source);
    }
}

static void print_counts(const struct rulebook *book)
{
    printf("%-8s %-11s", "rules", "from");
    for (int g = 0; g < RULE_GRADES; g++)
        printf(" %12s", rulebook_grade_name((enum rule_grade)g));
    printf("  carried from\n");
    for (int i = 0; i < book->count; i++) {
        const struct rules *set = &book->sets[i];
        int counts[RULE_GRADES] = {0};
        char day[11];
        for (int key = 0; key < RULES; key++)
            counts[set->origin[key].grade]++;
        printf("%-8s %-11s", set->name, date_format(set->from, day));
        for (int g = 0; g < RULE_GRADES; g++)
            printf(" %12d", counts[g]);
        printf("  %s\n", set->carried_from < 0 ? "(complete)" : book->sets[set->carried_from].name);
    }
}

static void print_all(const struct rulebook *book)
{
    print_counts(book);
    printf("\nRules, their units, and the series that carries them from year to year\n");
    for (int key = 0; key < RULES; key++)
        printf("  %-28s %-11s  %-16s %s (%s)\n", rule_infos[key].key,
               rule_units[rule_infos[key].unit], rule_series_keys[rule_infos[key].series],
               rule_infos[key].text, rule_infos[key].danish);
    printf("\nCarried, not known of the year itself\n");
    for (int i = 0; i < book->count; i++) {
        const struct rules *set = &book->sets[i];
        bool any = false;
        for (int key = 0; key < RULES; key++) {
            if (set->origin[key].grade != RULE_CARRIED)
                continue;
            printf("%s%s", any ? " " : "  ", any ? "" : set->name);
            printf("%s%s", any ? "" : ": ", rule_infos[key].key);
            any = true;
        }
        if (any)
            printf("\n");
    }
    printf("\n`loft explain rules 2009` prints every value of a set with its source, `loft explain "
           "rules disregard` one rule in all sets.\n");
}

/* The rulebook for programs and for docs/rules.md: one row per set and rule. */
static int print_csv(const struct rulebook *book)
{
    printf("set,key,value,unit,grade,base,base_grade,series,text,danish,source\n");
    for (int i = 0; i < book->count; i++)
        for (int key = 0; key < RULES; key++) {
            const struct rules *set = &book->sets[i];
            const struct rule_origin *origin = &set->origin[key];
            const struct rule_info *info = &rule_infos[key];
            char value[24];
            printf("%s,%s,%s,%s,%s,%s,%s,%s,", set->name, info->key,
                   rulebook_format((enum rule)key, set->value[key], value, sizeof value),
                   rule_units[info->unit], rulebook_grade_name((enum rule_grade)origin->grade),
                   origin->base >= 0 ? book->sets[origin->base].name : "",
                   rulebook_grade_name((enum rule_grade)origin->base_grade),
                   rule_series_keys[info->series]);
            describe_csv_cell(info->text, stdout);
            putchar(',');
            describe_csv_cell(info->danish, stdout);
            putchar(',');
            describe_csv_cell(origin->source, stdout);
            putchar('\n');
        }
    return 0;
}

static int print_word(const struct rulebook *book, const char *word)
{
    char names[400];
    const struct rules *set = rulebook_find(book, word);
    const char *keys[RULES];
    if (set != NULL) {
        print_set(book, set);
        return 0;
    }
    for (int key = 0; key < RULES; key++) {
        keys[key] = rule_infos[key].key;
        if (strcmp(word, keys[key]) == 0) {
            print_rule(book, key);
            return 0;
        }
    }
    const char *near = text_nearest_of(word, keys, RULES);
    return app_usage("explain",
                     "no rules and no rule '%s'%s%s%s: expected one of %s, or a rule "
                     "(loft explain rules)",
                     word, near != NULL ? ", did you mean '" : "", near != NULL ? near : "",
                     near != NULL ? "'?" : "", rulebook_names(book, names, sizeof names));
}

int explain_rules(const char *word, const char *format)
{
    struct rulebook book;
    int status = app_read_rules(&book);
    if (status != 0)
        return status;
    if (strcmp(format, "csv") == 0)
        status = print_csv(&book);
    else if (word != NULL)
        status = print_word(&book, word);
    else
        print_all(&book);
    rulebook_clear(&book);
    return status;
}
