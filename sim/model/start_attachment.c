/* SPDX-License-Identifier: MIT */
#include "loft/base/mem.h"
#include "loft/math/draw.h"
#include "loft/math/fixed.h"
#include "loft/model/attachment.h"
#include "loft/model/params.h"
#include "loft/model/start.h"
#include "loft/world/place.h"
#include "loft/world/purpose.h"
#include "loft/world/world.h"

typedef struct attachment_group groups[AREA_CODES][ORIGINS];

struct range {
    int64_t low, high;
};

static void read_ranges(const struct place *place, struct range ranges[STATUSES])
{
    const struct csv_table *table = &place->tables[PLACE_READINESS];
    for (size_t row = 0; row < table->rows; row++)
        ranges[csv_cell(table, row, 0)] =
            (struct range){csv_cell(table, row, 1), csv_cell(table, row, 2)};
}

static struct range range_of(const struct range ranges[STATUSES], enum status status, bool firm)
{
    bool weak = !firm && (status == STATUS_EDUCATION || status == STATUS_CHILD);
    if (attachment_concerns(status) || weak)
        return ranges[firm ? STATUS_EMPLOYED : STATUS_CASH_BENEFIT];
    return ranges[status];
}

int start_attachment(struct world *w, const struct start *start, struct fault *fault)
{
    struct luck luck = draw_luck(start->seed, DRAW_NO_REPLICATE);
    struct person *p = &w->person;
    struct range ranges[STATUSES] = {{0, 0}};
    groups *group = mem_new(1, sizeof *group);
    if (group == NULL)
        return fault_set(fault, LOFT_ENOMEM, "out of memory for the start");
    read_ranges(start->place, ranges);
    for (int32_t i = 0; i < p->count; i++)
        (*group)[p->row[i].area][p->row[i].origin].people[p->row[i].status]++;
    for (int32_t i = 0; i < p->count; i++) {
        uint32_t u[4];
        draw_four(&luck, p->key[i], PURPOSE_ATTACHMENT, 0, 0, u);
        enum status status = (enum status)p->row[i].status;
        bool firm = u[0] < attachment_chance(&start->params->attachment,
                                             &(*group)[p->row[i].area][p->row[i].origin], status);
        struct range range = range_of(ranges, status, firm);
        p->row[i].attachment = firm ? ATTACHMENT_FIRM : ATTACHMENT_WEAK;
        p->row[i].readiness = (uint8_t)(range.low + draw_below(u[1], range.high - range.low + 1));
    }
    mem_free(group);
    return 0;
}
