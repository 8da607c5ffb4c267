/* SPDX-License-Identifier: MIT */
#include "loft/model/allocate.h"

#include "loft/base/error.h"
#include "loft/base/hash.h"
#include "loft/base/mem.h"
#include "loft/base/sort.h"
#include "loft/model/week.h"

/* Claims are sorted by claimant, so each claimant is a run of claims in own order. A slot's held
 * claims are a list through `next`, worst first. */
struct allocator {
    VEC(int32_t) next;  /* [claim]: next better claim held by the same slot, -1 */
    VEC(int32_t) last;  /* [claim]: last claim of the claimant's run */
    VEC(int32_t) free;  /* claims to propose */
    VEC(int32_t) worst; /* [slot]: worst claim held, -1; kept at -1 between calls */
    VEC(int32_t) held;  /* [slot]: how many it holds; kept at 0 */
    struct sort_buffer buffer;
};

struct allocator *allocator_create(void)
{
    return mem_new(1, sizeof(struct allocator));
}

void allocator_free(struct allocator *a)
{
    if (a == NULL)
        return;
    vec_clear(&a->next);
    vec_clear(&a->last);
    vec_clear(&a->free);
    vec_clear(&a->worst);
    vec_clear(&a->held);
    sort_buffer_free(&a->buffer);
    mem_free(a);
}

static int by_claimant(const void *x, const void *y)
{
    const struct claim *a = x, *b = y;
    if (a->claimant_key != b->claimant_key)
        return a->claimant_key < b->claimant_key ? -1 : 1;
    if (a->utility != b->utility)
        return a->utility > b->utility ? -1 : 1;
    return (a->slot_key > b->slot_key) - (a->slot_key < b->slot_key);
}

static uint64_t claimant_of(const void *claim)
{
    return ((const struct claim *)claim)->claimant_key;
}

/* Whether a slot prefers claim a to claim b. */
static bool preferred(const struct claim *a, const struct claim *b)
{
    if (a->score != b->score)
        return a->score > b->score;
    if (a->noise != b->noise)
        return a->noise > b->noise;
    return a->claimant_key < b->claimant_key;
}

static int prepare(struct allocator *a, struct claim *claims, int32_t count, int32_t slots)
{
    a->next.count = a->last.count = a->free.count = 0;
    if (vec_reserve(&a->next, count) != 0 || vec_reserve(&a->last, count) != 0 ||
        vec_reserve(&a->free, count) != 0)
        return LOFT_ENOMEM;
    if (slots > a->worst.count) {
        if (vec_reserve(&a->worst, slots - a->worst.count) != 0 ||
            vec_reserve(&a->held, slots - a->held.count) != 0)
            return LOFT_ENOMEM;
        while (a->worst.count < slots) {
            a->worst.data[a->worst.count++] = -1;
            a->held.data[a->held.count++] = 0;
        }
    }
    if (sort_spread(claims, count, sizeof *claims, claimant_of, by_claimant, &a->buffer) != 0)
        return LOFT_ENOMEM;
    for (int32_t c = count - 1; c >= 0; c--) {
        bool ends = c == count - 1 || claims[c + 1].claimant_key != claims[c].claimant_key;
        a->last.data[c] = ends ? c : a->last.data[c + 1];
        claims[c].awarded = false;
    }
    for (int32_t c = 0; c < count; c = a->last.data[c] + 1)
        a->free.data[a->free.count++] = c;
    return 0;
}

/* Another order of the first proposals, drawn from the seed. */
static void reorder(struct allocator *a, uint64_t seed)
{
    for (int64_t n = a->free.count - 1; n > 0; n--) {
        int64_t m = (int64_t)(hash_mix(seed + (uint64_t)n) % (uint64_t)(n + 1));
        int32_t swap = a->free.data[n];
        a->free.data[n] = a->free.data[m];
        a->free.data[m] = swap;
    }
}

/* Let a slot consider a claim; returns the claim that it turns away, or -1. */
static int32_t consider(struct allocator *a, const struct claim *claims, int32_t c,
                        int32_t capacity)
{
    int32_t slot = claims[c].slot;
    int32_t *link = &a->worst.data[slot];
    while (*link >= 0 && preferred(&claims[c], &claims[*link]))
        link = &a->next.data[*link];
    a->next.data[c] = *link;
    *link = c;
    if (++a->held.data[slot] <= capacity)
        return -1;
    int32_t turned_away = a->worst.data[slot];
    a->worst.data[slot] = a->next.data[turned_away];
    a->held.data[slot]--;
    return turned_away;
}

int allocator_run(struct allocator *a, struct claim *claims, int32_t count, int32_t slots,
                  int32_t capacity, uint64_t seed)
{
    int code = prepare(a, claims, count, slots);
    if (code != 0)
        return code;
    if (seed != 0)
        reorder(a, seed);
    while (a->free.count > 0) {
        int32_t c = a->free.data[--a->free.count];
        for (;;) {
            int32_t loser = capacity > 0 ? consider(a, claims, c, capacity) : c;
            if (loser < 0 || loser == a->last.data[loser])
                break; /* nobody was turned away, or their list is at its end */
            c = loser + 1;
        }
    }
    for (int32_t c = 0; c < count; c++) {
        int32_t slot = claims[c].slot;
        for (int32_t h = a->worst.data[slot]; h >= 0; h = a->next.data[h])
            claims[h].awarded = true;
        a->worst.data[slot] = -1;
        a->held.data[slot] = 0;
    }
    return 0;
}

static int32_t award_of(const struct claim *claims, int32_t count, uint64_t key)
{
    for (int32_t c = 0; c < count; c++)
        if (claims[c].awarded && claims[c].claimant_key == key)
            return c;
    return -1;
}

int allocator_is_stable(const struct claim *claims, int32_t count, int32_t capacity)
{
    for (int32_t c = 0; c < count; c++) {
        int32_t has = award_of(claims, count, claims[c].claimant_key);
        if (has >= 0 && by_claimant(&claims[has], &claims[c]) <= 0)
            continue; /* has this or something better */
        int32_t held = 0, worse = 0;
        for (int32_t o = 0; o < count; o++)
            if (claims[o].awarded && claims[o].slot == claims[c].slot) {
                held++;
                worse += preferred(&claims[c], &claims[o]);
            }
        if (held < capacity || worse > 0)
            return 0;
    }
    return 1;
}
