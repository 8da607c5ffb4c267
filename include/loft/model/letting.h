/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_LETTING_H
#define LOFT_MODEL_LETTING_H

#include "loft/conf/param.h"
#include "loft/model/neutral.h"

#include <stdbool.h>
#include <stdint.h>

/* Who may have a vacant dwelling, and how landlords rank those who claim it. Each letting follows
 * one list, drawn by (dwelling, week vacated): in social housing municipal assignment with chance
 * `assignment`, else the flexible rule where the lever letting_rule set it, else with chance
 * `internal` the internal list, else the external list.
 *
 *   assignment  by need: without a dwelling (2) + on cash benefit and nobody in work (1); then
 *               children; then weeks on the list
 *   flexible    households with an adult in work 20+ hours or in education first, then as external
 *   internal    tenants of the same landlord in the same area first, then of the same landlord
 *               elsewhere, each by weeks of tenancy; then as external
 *   external    households that fill the rooms first, then weeks on the list
 *   private     landlords prefer those in work; owner-occupied homes need income or age 60
 *
 * Combined letting (lever letting_rule) is no list but a bar, on every list but assignment: whoever
 * has been on cash benefit, every adult of the household, for `refused` weeks or longer may not
 * have the dwelling, unless it has stood empty for `empty` weeks.
 *
 * With `neutral` a dwelling goes before all that to the household most like the one that left it
 * (model/neutral.h); the list decides ties. */

/* clang-format off */
#define LETTING_PARAMS(P, S) \
    P(S, SHARE, assignment, "share of lettings", "0.10", "0", "0.25", NULL, \
      "5,286 lettings = 10 % to family dwellings outside deprived areas, BL 2021; legal limit 25 %", C, true, \
      "Share of social lettings that the municipality fills by need.") \
    P(S, SHARE, internal, "share of lettings", "0.10", "0", "1", NULL, \
      "10 % of the social lettings of 2022 went by the internal list (lbf.dk tema 2023:8)", C, true, \
      "Share of social lettings offered first to tenants of the same landlord, by weeks of tenancy.") \
    P(S, COUNT, landlords, "landlord", "2", "1", "7", NULL, \
      "Vollsmose: two letting organisations (vollsmose.dk); that they share all estates alike is assumed", ASSUMPTION, false, \
      "Landlords among whom the social dwellings are divided.") \
    P(S, COUNT, spare_rooms, "room", "1", "0", "10", NULL, \
      "assumption: what municipalities commonly set as the most; with two, families in large flats were followed by singles", ASSUMPTION, false, \
      "Rooms that a social dwelling may have beyond the number of persons who move in.") \
    P(S, FLAG, neutral, "1", "no", NULL, NULL, NULL, \
      "a switch", CHOICE, false, \
      "A vacated dwelling goes to the household most like the one that left it, first in number of adults in work 20+ hours (model/neutral.h): a question to the model (anatomy), no letting rule that anybody has.") \
    P(S, SHARE, net_wage, "share of wage", "0.6", "0", "1", NULL, \
      "assumption until incomes are computed: about 40 % tax on a median full-time wage", ASSUMPTION, false, \
      "Share of the wage that is left after tax.") \
    P(S, MONEY, income_some, "kr a month", "9500", "0", "100000", NULL, \
      "assumption until incomes are computed", ASSUMPTION, false, \
      "Monthly net income counted for an adult on a benefit or pension.") \
    P(S, MONEY, income_study, "kr a month", "7000", "0", "100000", NULL, \
      "assumption until incomes are computed", ASSUMPTION, false, \
      "The same for students.") \
    P(S, MONEY, income_none, "kr a month", "3000", "0", "100000", NULL, \
      "assumption until incomes are computed", ASSUMPTION, false, \
      "The same for adults without work or benefit.") \
    P(S, SHARE, support, "share of rent", "0.3", "0", "0.8", NULL, \
      "assumption until housing support is computed", ASSUMPTION, false, \
      "Housing support to households without work, as a share of rent.")
/* clang-format on */
struct letting_params {
    LETTING_PARAMS(PARAM_FIELD, letting_params)
};

struct home;
struct week;

/* What landlords and budgets see of a household. */
struct applicant {
    uint64_t key;
    int adults, children;
    int counted;           /* adults that letting_count has seen */
    int workers;           /* members of 18-64 in work 20+ hours */
    int students;          /* adults in education */
    struct likeness like;  /* what neutral arrivals look at */
    bool minority;         /* reference person of non-Western origin */
    int64_t income;        /* øre a month */
    int64_t limit;         /* most that rent may take of it, øre a month (letting_limit) */
    int oldest;            /* age of the reference person */
    int32_t waited;        /* weeks on the list */
    int claimants;         /* adults on cash benefit, activated or not */
    int32_t benefit_weeks; /* weeks for which every adult has been; 0: not every one is */
    bool homeless;         /* without a dwelling of their own */
    uint8_t landlord;      /* of the present dwelling; 0: none */
    uint8_t area;          /* where it lies */
    int32_t tenancy;       /* weeks in the present dwelling */
};

/* Count an adult of the household, who has had this status for `weeks`: workers, students,
 * claimants, income, likeness. */
void letting_count(const struct week *week, struct applicant *applicant, int education, int status,
                   int hours, int32_t weeks, int attachment);

/* Fill applicant->limit, once the rest is known. */
void letting_limit(const struct week *week, struct applicant *applicant);

/* Whether the household may have and can pay the dwelling. */
bool letting_allows(const struct week *week, const struct applicant *applicant,
                    const struct home *home);

/* The landlord's ranking of a claim; `noise` breaks ties and, in private letting, weighs in. */
int64_t letting_score(const struct week *week, const struct applicant *applicant,
                      const struct home *home, uint32_t noise);

/* Rent after housing support, øre a month. */
int64_t letting_rent(const struct week *week, const struct applicant *applicant,
                     const struct home *home);

/* Income that an adult counts for, øre a month: net wage of somebody who works (the median of his
 * or her education), else a flat amount by status. */
int64_t letting_income(const struct week *week, int education, int status, int hours);

#endif
