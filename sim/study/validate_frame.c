/* SPDX-License-Identifier: MIT */
#include "loft/base/mem.h"
#include "loft/study/validate.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What `loft validate` prints: all of it for programs, the gist of it for people. */

#define TEXT(name_, text_)                                                                         \
    {                                                                                              \
        .name = name_, .type = FRAME_TEXT, .unit = "1", .text = text_                              \
    }
#define REAL(name_, text_)                                                                         \
    {                                                                                              \
        .name = name_, .type = FRAME_REAL, .unit = "1 or 1 a year", .text = text_                  \
    }
static const struct frame_column columns[] = {
    TEXT("row", "name of the row"),
    TEXT("quantity", "what is compared (loft explain quantity)"),
    TEXT("kind",
         "calibrated = parameters were chosen so that it agrees; input = the figure went into a "
         "parameter; emergent = neither"),
    REAL("target", "the published figure"),
    REAL("low", "lower end of the band"),
    REAL("high", "upper end of the band"),
    REAL("simulated", "mean over the replicates"),
    REAL("sim_low", "5 % of the replicates lie below"),
    REAL("sim_high", "5 % of the replicates lie above"),
    TEXT("verdict", "agrees = at least 90 % of the replicates lie in the band"),
    TEXT("source", "where the figure comes from"),
    TEXT("hard", "hard = must agree; other = is told"),
    TEXT("area", "area or declared sum; all = the municipality"),
    TEXT("against", "quantity that is subtracted"),
    REAL("share_inside", "share of the replicates that lie in the band"),
    TEXT("study", "the scenario that was run"),
    TEXT("grade", "seen, derived, recalled or assumption: how good the figure is"),
    TEXT("text", "the row in plain words")};
const struct frame_info validate_info = {.name = "validate",
                                         .text = "The model beside published figures",
                                         .danish = "Modellen over for offentliggjorte tal",
                                         .columns = columns,
                                         .column_count = sizeof columns / sizeof *columns};

int validate_frame(const struct validation *v, struct frame *frame)
{
    *frame = (struct frame){.info = &validate_info};
    int code = 0;
    for (int64_t n = 0; n < v->count && code == 0; n++) {
        const struct validate_row *r = &v->rows[n];
        union frame_cell row[] = {{.text = r->id},
                                  {.text = quantities_ids[r->quantity]},
                                  {.text = validate_kinds[r->kind]},
                                  {.real = r->target},
                                  {.real = r->low},
                                  {.real = r->high},
                                  {.real = r->simulated},
                                  {.real = r->sim_low},
                                  {.real = r->sim_high},
                                  {.text = validate_verdicts[r->verdict]},
                                  {.text = r->source},
                                  {.text = r->hard ? "hard" : "other"},
                                  {.text = r->area},
                                  {.text = r->against >= 0 ? quantities_ids[r->against] : ""},
                                  {.real = r->share},
                                  {.text = r->study},
                                  {.text = r->grade},
                                  {.text = r->text}};
        code = frame_add(frame, row);
    }
    return code;
}

/* ---- for people ---- */

static const struct frame_column narrow[] = {
    TEXT("row", "the row in plain words"),         TEXT("band", "band of the published figure"),
    TEXT("simulated", "mean over the replicates"), TEXT("5-95 %", "range of the replicates"),
    TEXT("verdict", "whether it agrees"),          TEXT("must", "whether it must agree"),
    TEXT("kind", "what the agreement is worth")};
static const struct frame_info narrow_info = {.name = "validate",
                                              .text = "The model beside published figures",
                                              .danish = "Modellen over for offentliggjorte tal",
                                              .columns = narrow,
                                              .column_count = sizeof narrow / sizeof *narrow};

static const char *keep(struct validate_texts *texts, const char *text)
{
    char *copy = mem_string(text);
    if (copy == NULL || vec_push(texts, copy) != 0) {
        mem_free(copy);
        return NULL;
    }
    return copy;
}

/* "64.0 %", with the decimals that the band asks for. */
static void put_percent(char *buffer, size_t size, double value, int decimals, bool danish)
{
    if (isnan(value)) {
        snprintf(buffer, size, "-");
        return;
    }
    snprintf(buffer, size, "%.*f", decimals, 100 * value);
    for (char *c = buffer; danish && *c != '\0'; c++)
        *c = *c == '.' ? ',' : *c;
}

static const char *percent_span(struct validate_texts *texts, double low, double high, int decimals,
                                bool danish)
{
    char from[40], to[40], text[100];
    put_percent(from, sizeof from, low, decimals, danish);
    put_percent(to, sizeof to, high, decimals, danish);
    if (isnan(low))
        return "-";
    snprintf(text, sizeof text, "%s to %s %%", from, to);
    return keep(texts, text);
}

int validate_people(const struct validation *v, bool danish, struct frame *frame,
                    struct validate_texts *texts)
{
    *frame = (struct frame){.info = &narrow_info};
    *texts = (struct validate_texts){0};
    int code = 0;
    for (int64_t n = 0; n < v->count && code == 0; n++) {
        const struct validate_row *r = &v->rows[n];
        int decimals = r->high - r->low < 0.02 ? 2 : 1;
        char mean[40], text[48];
        put_percent(mean, sizeof mean, r->simulated, decimals, danish);
        snprintf(text, sizeof text, "%s%s", mean, isnan(r->simulated) ? "" : " %");
        union frame_cell row[] = {
            {.text = r->text},
            {.text = percent_span(texts, r->low, r->high, decimals, danish)},
            {.text = keep(texts, text)},
            {.text = percent_span(texts, r->sim_low, r->sim_high, decimals, danish)},
            {.text = validate_verdicts[r->verdict]},
            {.text = r->hard ? "must" : ""},
            {.text = validate_kinds[r->kind]}};
        for (size_t k = 0; k < sizeof row / sizeof *row; k++)
            code = row[k].text == NULL ? LOFT_ENOMEM : code;
        if (code == 0)
            code = frame_add(frame, row);
    }
    return code;
}

void validate_free_texts(struct validate_texts *texts)
{
    for (int64_t n = 0; n < texts->count; n++)
        mem_free(texts->data[n]);
    vec_clear(texts);
}
