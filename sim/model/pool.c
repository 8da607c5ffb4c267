/* SPDX-License-Identifier: MIT */
#include "loft/model/pool.h"

#include "loft/base/date.h"
#include "loft/model/tenure.h"
#include "loft/model/week.h"

uint64_t pool_member_key(uint64_t place, int32_t type, int32_t address, int member)
{
    return hash_identity(HASH_POOL, place + (uint64_t)type, (uint64_t)address, (uint64_t)member);
}

enum { BENEFIT_WEEKS = 150 }; /* mean weeks on cash benefit: as at the start; an assumption */

/* Draws of the pool are keyed by year, so that an address keeps its people for a year. */
static void pool_draw(const struct week *week, uint64_t key, enum purpose purpose, uint32_t other,
                      uint32_t u[4])
{
    draw_four(&week->luck, key, (uint32_t)purpose, date_week_year(week->now), other, u);
}

/* Education of people from outside follows their age and origin only roughly: an assumption. */
static enum education education_of(enum status status, enum origin origin, uint32_t u)
{
    static const uint32_t basic[ORIGINS] = {25, 22, 47}, vocational[ORIGINS] = {62, 49, 69};
    uint32_t percent = (uint32_t)draw_below(u, 100);
    if (status == STATUS_EDUCATION)
        return percent < 20 ? EDUCATION_BASIC : EDUCATION_UPPER;
    return percent < basic[origin]        ? EDUCATION_BASIC
           : percent < vocational[origin] ? EDUCATION_VOCATIONAL
           : percent < 92                 ? EDUCATION_TERTIARY
                                          : EDUCATION_LONG;
}

static int readiness_of(enum status status, bool firm, uint32_t u)
{
    if (status == STATUS_DISABILITY_PENSION || status == STATUS_PENSION)
        return 0;
    return firm ? 50 + (int)draw_below(u, 51) : 1 + (int)draw_below(u, 20);
}

static void make_adult(const struct week *week, const struct pool_type *type, enum origin origin,
                       struct pool_member *m)
{
    uint32_t u[4], v[4];
    pool_draw(week, m->key, PURPOSE_POOL_MEMBER, 0, u);
    pool_draw(week, m->key, PURPOSE_POOL_MEMBER, 1, v);
    m->sex = u[0] & 1 ? SEX_FEMALE : SEX_MALE;
    m->origin = (uint8_t)origin;
    int age = date_years(m->birth_week, week->now);
    int32_t status = schedule_pick(&type->status_of[origin], u[1]);
    m->status = (uint8_t)(age >= AGE_PENSION ? STATUS_PENSION : status);
    m->education = (uint8_t)education_of((enum status)m->status, origin, u[2]);
    bool firm = v[2] < type->firm[origin][m->status];
    m->attachment = firm ? ATTACHMENT_FIRM : ATTACHMENT_WEAK;
    m->readiness = (uint8_t)readiness_of((enum status)m->status, firm, u[3]);
    if (m->status == STATUS_EMPLOYED) {
        m->hours = (uint8_t)schedule_pick(&week->schedules->hours[m->sex], v[0]);
        m->tenure = (int32_t)draw_below(v[1], 52 * (age > 20 ? (age - 18) / 2 : 1));
    }
    if (m->status == STATUS_CASH_BENEFIT)
        m->spell = tenure_elapsed(v[2], FIXED_ONE / BENEFIT_WEEKS, 52 * (age - AGE_ADULT));
}

static void make_child(const struct week *week, const struct pool_member *parent, int oldest,
                       struct pool_member *m)
{
    uint32_t u[4];
    pool_draw(week, m->key, PURPOSE_POOL_MEMBER, 0, u);
    int limit = oldest - AGE_ADULT < 1 ? 1 : oldest - AGE_ADULT > 17 ? 17 : oldest - AGE_ADULT;
    m->birth_week = week->now - (int32_t)draw_below(u[1], 52 * limit);
    m->sex = u[0] & 1 ? SEX_FEMALE : SEX_MALE;
    m->origin = parent->origin;
    m->education = EDUCATION_BASIC;
    m->status = STATUS_CHILD;
    m->attachment = parent->attachment;
    m->readiness = (uint8_t)readiness_of(m->status, m->attachment == ATTACHMENT_FIRM, u[2]);
}

void pool_household(const struct week *week, int32_t type_number, int32_t address,
                    struct pool_household *h)
{
    const struct pool_type *type = &week->schedules->pool_types[type_number];
    *h = (struct pool_household){.adults = type->adults};
    uint64_t key = pool_member_key(week->place_key, type_number, address, 0);
    uint32_t u[4];
    pool_draw(week, key, PURPOSE_POOL_HOUSEHOLD, 0, u);
    enum origin origin = (enum origin)schedule_pick(&type->origin, u[0]);
    int span = type->most_children - type->least_children + 1;
    h->children = type->least_children + (int)draw_below(u[1], span);
    if (h->adults + h->children > POOL_MEMBERS_MOST)
        h->children = POOL_MEMBERS_MOST - h->adults;
    int32_t years = (int32_t)draw_below(u[2], type->most_age - type->least_age + 1);
    int32_t born =
        week->now - date_week_of_age(0, type->least_age + years) - (int32_t)draw_below(u[3], 52);
    int oldest = date_years(born, week->now);
    for (int n = 0; n < h->adults + h->children; n++) {
        struct pool_member *m = &h->members[n];
        m->key = pool_member_key(week->place_key, type_number, address, n);
        if (n >= h->adults) {
            make_child(week, &h->members[0], oldest, m);
            continue;
        }
        /* the partner is up to five years younger, and an adult */
        pool_draw(week, m->key, PURPOSE_POOL_HOUSEHOLD, 1, u);
        int32_t younger = n == 0 ? 0 : (int32_t)draw_below(u[0], 260);
        int32_t latest = week->now - date_week_of_age(0, AGE_ADULT);
        m->birth_week = born + younger < latest ? born + younger : latest;
        make_adult(week, type, origin, m);
        if (n == 1)
            m->sex = h->members[0].sex == SEX_MALE ? SEX_FEMALE : SEX_MALE;
    }
    pool_draw(week, key, PURPOSE_POOL_WAIT, 0, u);
    h->waited = (int32_t)draw_below(u[0], week->params->migration.longest_wait + 1);
}
